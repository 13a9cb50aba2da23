"""Every page that links lead to, in a real browser: nothing for axe to find, nothing too wide, heavy or foreign."""

import functools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from store.installation import Installation
from store.tables.person import Person
from tests.browser.conftest import SignedIn
from tests.browser.crawl import pages_of
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")

PHONE, DESK = 360, 1600
HEAVIEST = 100_000
"""Bytes over the line for a first visit: page, styles, scripts, fonts and pictures, without sound."""

SANDBOXED = {"/schedules/…/preview"}
"""A mail as a page: no script runs in it, axe's neither; `test_mail.py` looks at mails."""

Pages = Callable[..., Iterator[tuple[str, Any]]]

AXE = "async () => (await axe.run()).violations.map(one => [one.id, one.help, one.nodes.map(node => node.html)])"


def people(scene: Scene) -> tuple[Person, ...]:
    return scene.bruno, scene.asha, scene.quentin, scene.ada, scene.auditor


FOUND: Final[dict[str, tuple[str, str]]] = {}
"""By the page's shape: whose it is and one address. The scene is a copy for every test, so one crawl is enough."""


def addresses(installation: Installation, scene: Scene) -> dict[str, tuple[Person, str]]:
    """One address of every page and the first person who comes by it."""
    by_mail = {person.email: person for person in people(scene)}
    if not FOUND:
        for person in by_mail.values():
            for shape, address in pages_of(visitor(installation, person)):
                if shape not in SANDBOXED:
                    FOUND.setdefault(shape, (person.email, address))
    return {shape: (by_mail[email], address) for shape, (email, address) in FOUND.items()}


@pytest.fixture
def pages(installation: Installation, scene: Scene, somebody: SignedIn) -> Pages:
    """The pages opened one after the other, by the person who found them, in one window a person."""
    windows: dict[str, Any] = {}

    def opened(width: int, scheme: str, **options: Any) -> Iterator[tuple[str, Any]]:
        for shape, (person, address) in addresses(installation, scene).items():
            key = f"{person.email} {width}"
            if key not in windows:
                windows[key] = somebody(person, width=width, color_scheme=scheme, **options)
            windows[key].goto(address)
            yield shape, windows[key]

    return opened


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESK, "light")])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_window(pages: Pages, width: int, scheme: str) -> None:
    source = (Path(axe.__file__).parent / "axe.min.js").read_text()
    wrong: dict[str, Any] = {}
    for shape, page in pages(width, scheme):
        page.evaluate(source)
        found = page.evaluate(AXE)
        if found:
            wrong[shape] = found
        across = page.evaluate("document.documentElement.scrollWidth")
        if across > width:
            wrong[f"{shape} too wide"] = across
    assert not wrong, json.dumps(wrong, indent=1)


def test_every_page_is_light_and_asks_nobody_else(
    installation: Installation, scene: Scene, somebody: SignedIn, address: str
) -> None:
    wrong: dict[str, Any] = {}
    windows = {person.email: somebody(person, width=PHONE) for person in people(scene)}
    for shape, (person, path) in addresses(installation, scene).items():
        page = windows[person.email]
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        over_the_line: list[Any] = []
        noted = functools.partial(list.append, over_the_line)
        page.on("requestfinished", noted)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.remove_listener("requestfinished", noted)
        foreign = {one.url for one in over_the_line if not one.url.startswith((address, "data:", "blob:"))}
        weight = sum(one.sizes()["responseBodySize"] for one in over_the_line if "audio" not in urlsplit(one.url).path)
        if foreign or weight > HEAVIEST:
            wrong[shape] = (weight, sorted(foreign))
    assert not wrong, json.dumps(wrong, indent=1)


def test_every_page_stands_without_javascript(pages: Pages) -> None:
    without: list[str] = []
    for shape, page in pages(DESK, "light", java_script_enabled=False):
        if page.locator("main h1").count() != 1:
            without.append(shape)
    assert without == []
