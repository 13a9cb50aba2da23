"""Asha at her desk: labels by keyboard alone, loses nothing on a reload."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.assignment import Assignment
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


def test_every_key_of_the_legend_does_what_it_says(somebody: SignedIn, scene: Scene, session: Session) -> None:
    page = somebody(scene.asha, width=1280)
    page.wait_for_selector(".is-keyed")
    assert page.locator(".key-legend").is_visible()
    first = page.get_attribute("[data-desk]", "action")
    page.keyboard.press("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("q")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "secondary_cause_id"
    page.select_option("[name=secondary_cause_id]", "agent_knowledge_gap")
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("g")
    assert page.locator(".guide-text").is_visible()
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    label = session.scalars(select(Label).where(Label.secondary_cause_id == "agent_knowledge_gap")).one()
    session.commit()
    assert (label.cause_id, label.agent_lacked_knowledge) == ("marketing_mailer", True)
    page.wait_for_selector(".is-keyed")
    with page.expect_navigation():
        page.keyboard.press("u")
    page.wait_for_selector(".is-keyed")
    assert page.get_attribute("[data-desk]", "action") == first
    page.keyboard.press("x")
    page.keyboard.type("I know the customer")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(".is-keyed")
    assert page.get_attribute("[data-desk]", "action") != first
    session.refresh(label)
    assert label.withdrawn_at is not None
    assert session.scalars(select(Assignment.reason).where(Assignment.reason != "")).one() == "I know the customer"


def test_a_call_is_labelled_on_a_phone_by_touch(somebody: SignedIn, scene: Scene, session: Session) -> None:
    page = somebody(scene.asha, has_touch=True, is_mobile=True)
    page.wait_for_selector(".is-keyed")
    assert not page.locator(".key-legend").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".turn").nth(1).tap()
    page.locator(".quote-turn").nth(1).tap()
    page.locator(".pick", has_text="Operations issue").tap()
    with page.expect_navigation():
        page.locator("text=Save and next").tap()
    label = session.scalars(select(Label).where(Label.annotator_id == scene.asha.id, Label.quote != "")).one()
    assert label.cause_id == "ops_issue"
