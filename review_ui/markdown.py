"""Markdown that people wrote, as HTML: their own tags are shown as text, links only where they are harmless."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import count

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def markdown(text: str, *, headings_from: int = 2, links: Mapping[str, str] | None = None) -> Markup:
    """`headings_from` is the level of the text's first heading, so that it fits under the page's own.

    `links` says where a file that the text points at is found here; other files become plain words.
    """
    tokens = _parser().parse(text)
    for token in tokens:
        if links is not None:
            _lead(token.children or [], links)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + headings_from - 1, 6)}"
    return Markup(_reachable(_parser().renderer.render(tokens, _parser().options, {})))  # noqa: S704 - escaped there


def _reachable(html: str) -> str:
    """What is wider than a phone scrolls inside its own frame, which the keyboard reaches too."""
    number = count(1)
    framed = re.sub(
        "<table>",
        lambda _: f'<div class="scroll flush" tabindex="0" role="region" aria-label="Table {next(number)}"><table>',
        html,
    )
    framed = framed.replace("</table>", "</table></div>").replace("<th></th>", "<td></td>")
    return framed.replace("<pre>", '<pre tabindex="0">')


def _lead(children: list[Token], links: Mapping[str, str]) -> None:
    for child in children:
        where = str(child.attrs.get("href", ""))
        if child.type != "link_open" or "://" in where:
            continue
        if where in links:
            child.attrs["href"] = links[where]
        else:
            del child.attrs["href"]
