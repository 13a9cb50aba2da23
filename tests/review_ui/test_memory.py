"""The memory finds what was said, and nothing that one may not hear."""

import pytest
from sqlalchemy.orm import Session

from store.installation import Installation
from tests.conftest import NOW
from tests.factories.comment import make_comment
from tests.factories.question import make_question
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


@pytest.fixture
def told(scene: Scene, session: Session) -> Scene:
    excerpt = scene.excerpts[0]
    make_comment(session, excerpt=excerpt, text="the printer keeps the old plates")
    make_question(
        session, excerpt_id=excerpt.id, asked_by_id=scene.bruno.id, expert_id=scene.quentin.id,
        text="which printer makes the letter plates?", answer="Ostrava, since May", answered_at=NOW,
    )  # fmt: skip
    session.commit()
    return scene


def test_bruno_finds_remarks_questions_calls_and_promises(installation: Installation, told: Scene) -> None:
    bruno = visitor(installation, told.bruno)
    page = bruno.get("/memory?q=printer+plates").text
    assert "the printer keeps the old plates" in page
    assert "Ostrava, since May" in page
    assert "2 results" in page
    assert "<strong>Excerpt</strong>" in bruno.get("/memory?q=first+three+months").text
    assert "<strong>Commitment</strong>" in bruno.get("/memory?q=proofreads").text
    assert "Nothing you may hear holds all of" in bruno.get("/memory?q=printer+zebra").text


def test_carol_does_not_find_what_is_brunos_to_hear(installation: Installation, told: Scene) -> None:
    page = visitor(installation, told.carol).get("/memory?q=printer").text
    assert "old plates" not in page
    assert "Ostrava" not in page


def test_reviewers_stay_blind(installation: Installation, told: Scene) -> None:
    assert visitor(installation, told.asha).get("/memory?q=printer").status_code == 403


def test_asking_again_shows_what_was_answered_before(installation: Installation, told: Scene, session: Session) -> None:
    page = f"/excerpts/{told.excerpts[1].id}"
    bruno = visitor(installation, told.bruno)
    fields = {"question": "Which printer makes our plates for the letter?", "expert_id": str(told.quentin.id)}
    first = bruno.send(f"{page}/questions", fields, form_on=page)
    assert first.status_code == 200
    assert "Ostrava, since May" in first.text
    assert "Ask all the same" in first.text
    again = bruno.send(f"{page}/questions", fields | {"ask_again": "yes"}, form_on=page)
    assert again.status_code == 303
    other = bruno.send(f"{page}/questions", fields | {"question": "who is on call at night?"}, form_on=page)
    assert other.status_code == 303
