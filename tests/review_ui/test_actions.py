"""Making a commitment, putting it in effect, closing it with what was really put in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.resources import Resources
from store.tables.commitment import Commitment, CommitmentState
from tests.factories.scene import Scene
from tests.review_ui.visitor import Visitor, visitor

FIELDS = {
    "cause_id": "marketing_mailer",
    "promise": "no letter without billing's signature",
    "put_in": "two days a month",
    "expected_drop": "7,5",
    "due_date": "2026-12-01",
}


def promise(bruno: Visitor, session: Session, **changes: str) -> Commitment:
    bruno.send("/actions", FIELDS | changes, form_on="/actions/new")
    return session.scalars(select(Commitment).where(Commitment.promise == FIELDS["promise"])).one()


def test_bruno_promises_and_his_answer_fills_the_form(
    installation: Installation, scene: Scene, session: Session
) -> None:
    made = promise(visitor(installation, scene.bruno), session)
    assert (made.expected_drop, made.state) == (0.075, CommitmentState.PROMISED)


def test_somebody_elses_cause_is_not_his_to_promise(installation: Installation, scene: Scene) -> None:
    bruno = visitor(installation, scene.bruno)
    answer = bruno.send("/actions", FIELDS | {"cause_id": "ops_issue"}, form_on="/actions/new")
    assert answer.status_code == 409
    assert "is not yours to change" in answer.text


def test_the_form_says_what_is_wrong_and_keeps_the_rest(installation: Installation, scene: Scene) -> None:
    bruno = visitor(installation, scene.bruno)
    for wrong, said in (({"expected_drop": "much"}, "as a number"), ({"due_date": ""}, "by when")):
        answer = bruno.send("/actions", FIELDS | wrong, form_on="/actions/new")
        assert answer.status_code == 422
        assert said in answer.text
        assert "two days a month" in answer.text


def test_it_takes_effect_and_ends_with_what_was_moved(
    installation: Installation, scene: Scene, session: Session
) -> None:
    bruno = visitor(installation, scene.bruno)
    made = promise(bruno, session)
    session.commit()
    assert bruno.send(f"/actions/{made.id}/effect", {"effective_date": "2026-11-02"}).status_code == 303
    assert bruno.send(f"/actions/{made.id}/close", {"moved": " "}).status_code == 422
    wrong = bruno.send(f"/actions/{made.id}/close", {"moved_days": "few", "moved": "half a day"})
    assert wrong.status_code == 422
    assert 'value="few"' in wrong.text
    assert "half a day" in wrong.text
    assert bruno.send(f"/actions/{made.id}/close", {"moved_days": "0.5"}).status_code == 303
    session.refresh(made)
    assert (made.state, made.moved_resources) == (CommitmentState.CLOSED, Resources(days=0.5))


def test_somebody_else_confirms_what_was_put_in(installation: Installation, scene: Scene, session: Session) -> None:
    bruno, quentin = visitor(installation, scene.bruno), visitor(installation, scene.quentin)
    made = promise(bruno, session, put_people="2", put_money="6500", put_days="9")
    session.commit()
    bruno.send(f"/actions/{made.id}/moved", {"moved_people": "1", "moved_money": "4000", "moved_days": "6"})
    assert "by nobody yet" in bruno.get("/actions").text
    assert "I confirm this" not in bruno.get("/actions").text
    assert bruno.send(f"/actions/{made.id}/confirm", {"moved_people": "1"}).status_code == 409
    assert "I confirm this" in quentin.get("/actions").text
    assert quentin.send(f"/actions/{made.id}/confirm", {"moved_people": "1", "moved_days": "2"}).status_code == 303
    page = bruno.get("/actions").text
    assert "Quentin Moss" in page
    assert "€6\u202f500" in page


def test_withdrawing_leaves_it_on_the_page(installation: Installation, scene: Scene, session: Session) -> None:
    bruno = visitor(installation, scene.bruno)
    made = promise(bruno, session)
    session.commit()
    assert bruno.send(f"/actions/{made.id}/withdraw").status_code == 303
    assert "Withdrawn" in bruno.get("/actions").text


def test_it_says_when_we_will_know_before_anything_is_promised(installation: Installation, scene: Scene) -> None:
    page = visitor(installation, scene.bruno).get("/actions/new").text
    assert "a verdict is likely within" in page
    assert 'name="drop_choice"' in page


def test_a_drop_and_a_day_can_be_tapped(installation: Installation, scene: Scene, session: Session) -> None:
    bruno = visitor(installation, scene.bruno)
    made = promise(bruno, session, drop_choice="20", expected_drop="", by_when="14", due_date="")
    assert (made.expected_drop, made.due_date.isoformat()) == (0.2, "2026-11-16")


def test_carol_cannot_close_brunos_promise(installation: Installation, scene: Scene, session: Session) -> None:
    made = promise(visitor(installation, scene.bruno), session)
    session.commit()
    assert visitor(installation, scene.carol).send(f"/actions/{made.id}/close", {"moved": "x"}).status_code == 404
