"""What a screen reader and a keyboard find, checked without any tool from outside: names, headings, language, focus."""

import pytest

from tests.browser.conftest import SignedIn
from tests.factories.scene import Scene

pytestmark = pytest.mark.browser

UNNAMED = """[...document.querySelectorAll('button, a, input:not([type=hidden]), textarea, [role=region]')]
    .filter(one => one.checkVisibility())
    .filter(one => !(one.innerText?.trim() || one.getAttribute('aria-label') || one.labels?.length))
    .map(one => one.outerHTML.slice(0, 120))"""
SKIPPED_LEVELS = """[...document.querySelectorAll('main :is(h1, h2, h3)')].map(one => Number(one.tagName[1]))
    .filter((level, at, all) => level > (all[at - 1] ?? 0) + 1)"""


def test_everything_has_a_name_and_headings_skip_no_level(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.ada, width=1280)
    excerpt, call = scene.excerpts[0].id, scene.calls[0].id
    paths = ("/first-run", "/upload", "/help/figures",
             "/listen", f"/excerpts/{excerpt}", "/dashboard", "/desk", "/label-queues", "/guide", "/actions",
             "/for-you", "/review", "/review/board", "/departments", "/memory",
             "/registers/offerings", "/exception-requests", "/calls",
             f"/calls/{call}", "/refusals", "/draws", "/draws/1", "/plans", "/plans/new",
             "/agreement", "/audit", "/shared", "/model-help",
             "/admin", "/admin/people", "/admin/people/new", "/admin/causes", "/admin/causes/edit?row=ops_issue",
             "/admin/campaigns", "/admin/campaigns/import", "/admin/keys", "/admin/health",
             "/admin/retention")  # fmt: skip
    for path in paths:
        page.goto(path)
        assert page.evaluate(UNNAMED) == [], path
        assert page.evaluate(SKIPPED_LEVELS) == [], path
        assert page.locator("h1").count() == 1, path
        assert page.get_attribute("html", "lang") == "en"


def test_the_keyboard_reaches_the_player_and_sees_where_it_is(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.bruno, width=1280)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    for _ in range(15):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-play]')"):
            break
    assert page.evaluate("document.activeElement.matches('[data-play]')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector(".is-playing")
