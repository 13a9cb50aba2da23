"""Asha at her desk: labels by keyboard alone, loses nothing on a reload or a broken line, sees who else is there."""

import time
from statistics import median
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from store.tables.assignment import Assignment
from store.tables.label import Label
from store.tables.transcript import Transcript
from tests.browser.conftest import SignedIn, until
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
        page.locator("button", has_text="Save and next").tap()
    label = session.scalars(select(Label).where(Label.annotator_id == scene.asha.id, Label.quote != "")).one()
    assert label.cause_id == "ops_issue"


def test_asha_labels_fifty_calls_by_three_keys_each(
    somebody: SignedIn, scene: Scene, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    session.execute(delete(Label))
    session.commit()
    page = somebody(scene.asha, width=1280)
    taken = []
    for number in range(50):
        page.wait_for_selector(".is-keyed")
        action = page.get_attribute("[data-desk]", "action")
        began = time.perf_counter()
        for key in (str(number % 5 + 1), "q", "Enter"):
            page.keyboard.press(key)
        page.wait_for_selector(f"[data-desk]:not([action='{action}']), .empty")
        taken.append(time.perf_counter() - began)
    labels = session.scalars(select(Label).where(Label.annotator_id == scene.asha.id)).all()
    assert len(labels) == 50
    assert len({label.call_id for label in labels}) == 50
    assert all(label.quote for label in labels)
    with capsys.disabled():
        print(
            f"\n50 calls, 3 keys each: median {median(taken):.2f} s, slowest {max(taken):.2f} s from key to next call"
        )
    page.wait_for_selector(".is-keyed, .empty")
    assert "an hour" in page.inner_text(".progress-line")


def test_a_line_that_breaks_while_she_saves_loses_nothing(somebody: SignedIn, scene: Scene, session: Session) -> None:
    page = somebody(scene.asha, width=1280)
    page.wait_for_selector(".is-keyed")
    first = page.get_attribute("[data-desk]", "action")
    page.keyboard.press("2")
    page.keyboard.press("q")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    until(page, "document.querySelector('[data-line]').textContent.startsWith('Connection lost')")
    cannot_reload(page)
    page.context.set_offline(False)
    page.goto("/desk")
    page.wait_for_selector(f"[data-desk]:not([action='{first}'])")
    labels = session.scalars(select(Label).where(Label.annotator_id == scene.asha.id, Label.quote != "")).all()
    assert [label.cause_id for label in labels] == ["ops_issue"]
    assert f"/calls/{labels[0].call_id}/labels" == first
    until(page, "Object.keys(localStorage).every((key) => !key.startsWith('outbox:'))")


def test_what_she_began_without_a_line_is_there_after_a_reload(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.asha, width=1280)
    page.wait_for_selector(".is-keyed")
    page.context.set_offline(True)
    for key in ("6", "k", "r"):
        page.keyboard.press(key)
    page.keyboard.type("nobody can tell")
    until(page, "!document.querySelector('[data-line]').hidden")
    cannot_reload(page)
    page.context.set_offline(False)
    page.goto("/desk")
    page.wait_for_selector(".is-keyed")
    assert page.is_checked("[data-cause='6']")
    assert page.is_checked("[name=agent_lacked_knowledge]")
    assert page.input_value("[name=reason]") == "nobody can tell"
    until(page, "document.querySelector('[data-kept]').textContent.startsWith('Kept')")
    other = somebody(scene.asha, width=1280)
    other.goto("/desk")
    assert other.input_value("[name=reason]") == "nobody can tell"


def test_the_line_heals_while_she_waits_and_the_next_call_comes(
    somebody: SignedIn, scene: Scene, session: Session
) -> None:
    page = somebody(scene.asha, width=1280)
    page.wait_for_selector(".is-keyed")
    first = page.get_attribute("[data-desk]", "action")
    page.context.set_offline(True)
    for key in ("1", "q", "Enter"):
        page.keyboard.press(key)
    until(page, "!document.querySelector('[data-line]').hidden")
    assert hers(session, scene) == []
    page.context.set_offline(False)
    page.wait_for_selector(f"[data-desk]:not([action='{first}'])")
    (label,) = hers(session, scene)
    assert (f"/calls/{label.call_id}/labels", label.cause_id) == (first, "marketing_mailer")
    assert label.quote
    assert page.is_hidden("[data-line]")


def test_a_quote_is_taken_word_by_word_with_keys(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.asha, width=1280)
    page.wait_for_selector(".is-keyed")
    for key in ("ArrowDown", "d", "i", "d", "d", "o"):
        page.keyboard.press(key)
    words = page.locator(".turn:nth-child(2) .w").all_inner_texts()
    assert page.inner_text("[data-quote]") == f"“{' '.join(words[1:4])}”"


def test_keys_are_listed_and_a_slip_of_the_finger_is_told_at_once(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.asha, width=1280)
    page.wait_for_selector(".is-keyed")
    page.keyboard.press("?")
    assert page.locator(".keys-box").is_visible()
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    assert not page.is_checked("[data-cause='2']")
    page.keyboard.press("Enter")
    assert "Choose a cause" in page.inner_text("[data-problems]")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    assert "needs a quote" in page.inner_text("[data-problems]")


def test_a_turn_is_corrected_at_the_desk_and_what_was_begun_stays(
    somebody: SignedIn, scene: Scene, session: Session
) -> None:
    page = somebody(scene.asha, width=1280)
    page.wait_for_selector(".is-keyed")
    page.keyboard.press("4")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    said = page.input_value("#correction-text")
    page.fill("#correction-text", f"{said} indeed")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(".is-keyed")
    assert page.locator(".turn:nth-child(2) .said").inner_text().endswith("indeed")
    assert page.is_checked("[data-cause='4']")
    version = session.scalars(select(Transcript).where(Transcript.corrected_by_id == scene.asha.id)).one()
    assert version.version == 2


def test_two_people_at_one_call_see_each_other(somebody: SignedIn, scene: Scene) -> None:
    asha = somebody(scene.asha, width=1280)
    asha.wait_for_selector(".is-keyed")
    call = asha.get_attribute("[data-desk]", "data-call")
    quentin = somebody(scene.quentin, width=1280)
    quentin.goto(f"/calls/{call}")
    assert quentin.inner_text("[data-presence]") == f"{scene.asha.name} is at this call too."
    until(asha, f"document.querySelector('[data-presence]').textContent.startsWith('{scene.quentin.name}')", seconds=25)


def test_without_a_script_all_of_it_works_as_plain_forms(somebody: SignedIn, scene: Scene, session: Session) -> None:
    page = somebody(scene.asha, width=1280, java_script_enabled=False)
    page.locator("[data-correct]").nth(1).click()
    said = page.input_value("#text")
    page.fill("#text", f"{said} indeed")
    page.click("text=Save as a new version")
    assert page.locator(".turn").nth(1).locator(".said").inner_text().endswith("indeed")
    page.check("[data-cause='2']")
    page.locator("[name=quote_turn]").nth(1).check()
    page.click("button:has-text('Save and next')")
    label = session.scalars(select(Label).where(Label.annotator_id == scene.asha.id, Label.quote != "")).one()
    session.commit()
    assert label.quote.endswith("indeed")
    page.click("text=Take it back")
    session.refresh(label)
    assert label.withdrawn_at is not None


def cannot_reload(page: Any) -> None:
    from playwright.sync_api import Error

    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()


def hers(session: Session, scene: Scene) -> list[Label]:
    """What Asha gave at the desk, and not what the scene began with; the database is not kept from anybody."""
    found = session.scalars(select(Label).where(Label.annotator_id == scene.asha.id, Label.quote != "")).all()
    session.commit()
    return list(found)
