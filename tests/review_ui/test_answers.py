"""Replying, disputing, remarking: what is kept, what is told, what is refused."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.comment import Comment
from store.tables.dispute import Dispute
from store.tables.reply import Reply, RoleReason
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


def test_bruno_answers_what_role_he_played(installation: Installation, scene: Scene, session: Session) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    answer = visitor(installation, scene.bruno).send(
        f"{page}/reply",
        {
            "is_ours": "yes",
            "role_played": "We printed an old price. Call me on 202 555 0143.",
            "reason": "process",
            "will_change": "Billing proofreads every letter",
            "put_in": "one person",
            "due_date": "2026-11-30",
        },
        form_on=page,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{page}#answer")
    reply = session.scalars(select(Reply).where(Reply.excerpt_id == scene.excerpts[0].id)).one()
    assert (reply.is_ours, reply.reason, reply.due_date) == (True, RoleReason.PROCESS, date(2026, 11, 30))
    assert "555" not in reply.role_played


def test_the_form_keeps_what_was_typed_and_tells_the_problem_beside_the_field(
    installation: Installation, scene: Scene, session: Session
) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    fields = {"is_ours": "yes", "role_played": "", "will_change": "a better <letter>", "due_date": "30.11.2026"}
    answer = visitor(installation, scene.bruno).send(f"{page}/reply", fields, form_on=page)
    assert answer.status_code == 422
    assert "a better &lt;letter&gt;" in answer.text
    assert "is not a date" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert not session.scalars(select(Reply).where(Reply.excerpt_id == scene.excerpts[0].id)).all()


def test_not_ours_needs_a_reason(installation: Installation, scene: Scene, session: Session) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno = visitor(installation, scene.bruno)
    assert 'id="why_not_ours-problem"' in bruno.send(f"{page}/reply", {"is_ours": "no"}, form_on=page).text
    bruno.send(f"{page}/reply", {"is_ours": "no", "why_not_ours": "billing charged it"}, form_on=page)
    assert session.scalars(select(Reply).where(~Reply.is_ours)).one().role_played == "billing charged it"


def test_a_dispute_is_possible_only_after_listening(installation: Installation, scene: Scene, session: Session) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno = visitor(installation, scene.bruno)
    early = bruno.send(f"{page}/dispute", {"why": "the letter was not ours"}, form_on=page)
    assert early.status_code == 409
    assert "Listen to the excerpt first" in early.text
    bruno.get(f"{page}/audio")
    assert bruno.send(f"{page}/dispute", {"why": "the letter was not ours"}, form_on=page).status_code == 303
    assert session.scalars(select(Dispute)).one().why == "the letter was not ours"
    assert "You disputed this" in bruno.get(page).text


def test_a_form_of_another_session_changes_nothing(installation: Installation, scene: Scene, session: Session) -> None:
    bruno = visitor(installation, scene.bruno)
    path = f"/excerpts/{scene.excerpts[0].id}/comments"
    assert bruno.client.post(path, data={"text": "hello"}).status_code == 403
    foreign = {"text": "hello", "form_token": "forged"}
    assert bruno.client.post(path, data=foreign).status_code == 403
    assert bruno.client.post(path, data=foreign, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert session.scalars(select(Comment)).all() == []


def test_a_remark_belongs_to_a_second(installation: Installation, scene: Scene, session: Session) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno = visitor(installation, scene.bruno)
    bruno.send(f"{page}/comments", {"text": "here it begins", "at_ms": "7100"}, form_on=page)
    assert session.scalars(select(Comment)).one().at_ms == 7100
    assert 'data-seek="7100"' in bruno.get(page).text
