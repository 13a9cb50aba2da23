"""Markdown that people wrote, as HTML: their own tags are shown as text, links only where they are harmless."""

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def markdown(text: str, *, headings_from: int = 2) -> Markup:
    """`headings_from` is the level of the text's first heading, so that it fits under the page's own."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + headings_from - 1, 6)}"
    return Markup(_parser().renderer.render(tokens, _parser().options, {}))  # noqa: S704 - the renderer escapes
