"""Asha at her desk: labels by keyboard alone, loses nothing on a reload."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.label import Label
from tests.browser.conftest import SignedIn
from tests.factories.scene import Scene

pytestmark = pytest.mark.browser


def test_asha_empties_the_queue_by_keyboard(somebody: SignedIn, scene: Scene, session: Session) -> None:
    before = session.scalar(select(func.count()).select_from(Label)) or 0
    session.commit()
    page = somebody(scene.asha, width=1280)
    for _ in range(8):
        page.wait_for_selector(".is-keyed")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("2")
        page.keyboard.press("q")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.locator("text=Nothing waits for you").is_visible()
    labels = session.scalars(select(Label).where(Label.annotator_id == scene.asha.id, Label.quote != "")).all()
    assert len(labels) == 8
    assert session.scalar(select(func.count()).select_from(Label)) == before + 8


def test_selected_words_are_the_quote_and_survive_a_reload(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.asha, width=1280)
    page.wait_for_selector(".is-keyed")
    first = page.locator(".turn:nth-child(2) .w").nth(1).bounding_box()
    last = page.locator(".turn:nth-child(2) .w").nth(3).bounding_box()
    page.mouse.move(first["x"] + 2, first["y"] + 8)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] - 2, last["y"] + 8, steps=5)
    page.mouse.up()
    chosen = page.inner_text("[data-quote]")
    assert len(chosen.split()) == 3
    page.keyboard.press("3")
    page.reload()
    page.wait_for_selector(".w.is-chosen")
    assert page.inner_text("[data-quote]") == chosen
    assert page.is_checked("[data-cause='3']")
