"""What a screen reader and a keyboard find, checked without any tool from outside: names, headings, language, focus."""

import pytest

from review_ui.navigation import doors_of
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


@pytest.mark.parametrize("width", [360, 390, 520, 1280])
def test_the_row_of_doors_is_whole_and_loses_none(somebody: SignedIn, scene: Scene, width: int) -> None:
    for person in (scene.bruno, scene.asha, scene.quentin, scene.ada, scene.auditor):
        page = somebody(person, width=width)
        clipped = (
            "(() => { const row = document.querySelector('.doors-first'); return row.scrollWidth - row.clientWidth })()"
        )
        assert page.evaluate(clipped) <= 0, person.name
        if page.locator(".more").count():
            page.click(".more summary")
        shown = page.locator(".doors a:visible").all_inner_texts()
        first, others = doors_of(person)
        assert sorted(name.split()[0] for name in shown) == sorted(door.name.split()[0] for door in first + others)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), person.name


def test_what_can_be_done_with_the_first_turn_covers_no_key(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.asha, width=1280)
    page.wait_for_selector(".is-keyed .turn.is-here")
    acts, keys = (page.locator(one).first.bounding_box() for one in (".turn.is-here .turn-acts", ".key-legend"))
    assert acts["y"] >= keys["y"] + keys["height"]
