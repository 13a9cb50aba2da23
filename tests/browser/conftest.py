"""A real server on a real port, and Debian's Chromium."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from accounts.sign_in import make_sign_in_link
from settings.clock import utc_now
from store.installation import Installation
from store.tables.person import Person
from tests.browser.screenshots import CHROMIUM, open_browser, sign_in
from tests.doors import served_web_of
from tests.factories.scene import Scene
from tests.scene_home import scene, scene_home

__all__ = ["SignedIn", "address", "chromium", "real_charts", "scene", "scene_home", "served", "somebody", "until"]

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

SignedIn = Callable[..., Any]


def until(page: Any, expression: str, *, seconds: float = 60) -> None:
    """Wait for something to become true; the page's own policy forbids the browser's way of waiting."""
    deadline = time.monotonic() + seconds
    while not _holds(page, expression):
        assert time.monotonic() < deadline, f"never true: {expression}"
        page.wait_for_timeout(50)


def _holds(page: Any, expression: str) -> bool:
    """Not yet, where the page went on to the next one in the middle of the question, or is only half there."""
    try:
        return bool(page.evaluate(expression))
    except Exception as error:
        if not any(sign in str(error) for sign in ("context was destroyed", "properties of null")):
            raise
        return False


@pytest.fixture
def address(
    installation: Installation, scene: Scene, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a running server with the scene in it; charts are drawn for those who name `real_charts` only."""
    if "real_charts" not in request.fixturenames:
        monkeypatch.setattr("review_ui.charts.draw", lambda spec, shown, width: f'<svg width="{width}"></svg>')
    with served(installation) as running:
        yield running


@pytest.fixture
def real_charts() -> None:
    """The drawing engine, which takes seconds to start."""


@contextmanager
def served(installation: Installation, *, port: int = 0) -> Iterator[str]:
    """The address of a real server; with port 0 the system chooses one."""
    server = uvicorn.Server(uvicorn.Config(served_web_of(installation), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    chosen = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{chosen}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from pathlib import Path

    from playwright.sync_api import sync_playwright

    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        yield browser
        browser.close()


@pytest.fixture
def somebody(chromium: Any, address: str, installation: Installation) -> Iterator[SignedIn]:
    """Open a page signed in as a person, the first time by their link; any error on a page fails the test."""
    wrong: list[str] = []
    contexts: list[Any] = []
    signed_in: dict[str, Any] = {}

    def open_page(person: Person, *, width: int = 390, height: int = 844, at: str = "/", **options: Any) -> Any:
        known = signed_in.get(person.email)
        viewport = {"width": width, "height": height}
        context = chromium.new_context(viewport=viewport, base_url=address, storage_state=known, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        if known is None:
            with installation.sessions.begin() as session:
                link = make_sign_in_link(session, person, base_url=address, now=utc_now())
            sign_in(page, link)
            signed_in[person.email] = {"cookies": context.cookies(), "origins": []}
        if known is not None or at != "/":
            page.goto(at)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
