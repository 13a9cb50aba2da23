"""Which pages there are: found by following links, so that a new page is looked at without anybody listing it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.review_ui.visitor import Visitor

VARIES = re.compile(r"^([0-9a-f-]{36}|\d+|\d{4}-\d{2}-\d{2}.*|[A-Za-z0-9_-]{40,})$")
"""Parts of an address that name one of many: ids, numbers, days, tokens."""

MOST = 400
"""Pages a crawl opens before it gives up: a trap of links must not hang the tests."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)


def shape_of(path: str) -> str:
    """The page behind an address: `/calls/…` is one page, whichever call it shows; filters make no new one."""
    parts = urlsplit(path).path.split("/")
    return "/".join("…" if VARIES.match(part) else part for part in parts)


def pages_of(visitor: Visitor, start: str = "/") -> Iterator[tuple[str, str]]:
    """Every page that can be reached from the start, as (shape, address); the first address of each shape."""
    seen, waiting = {shape_of(start)}, [start]
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        answer = visitor.get(address)
        if answer.is_redirect:
            links = [answer.headers["location"]]
        elif answer.headers.get("content-type", "").startswith("text/html"):
            yield shape_of(address), address
            parser = _Links()
            parser.feed(answer.text)
            links = parser.found
        else:
            continue
        for link in links:
            target = urlsplit(urljoin(address, link))
            path = target.path + (f"?{target.query}" if target.query else "")
            if target.netloc in {"", "testserver"} and target.scheme in {"", "http"} and shape_of(path) not in seen:
                seen.add(shape_of(path))
                waiting.append(path)
