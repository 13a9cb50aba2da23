"""Replying, disputing, remarking: what is kept, what is told, what is refused."""

from datetime import date
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.resources import Resources
from store.tables.comment import Comment
from store.tables.dispute import Dispute
from store.tables.job import Job
from store.tables.joint_owner import JointOwner
from store.tables.question import Question
from store.tables.reply import Reply, RoleReason
from tests.factories.dispute import make_dispute
from tests.factories.label import make_label
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor
from worker.queues import Kind

Row = TypeVar("Row")


def one(installation: Installation, wanted: Select[Row]) -> Row:
    """Read beside the pages, so that nobody waits for this test's own transaction."""
    with installation.readers() as reader:
        return reader.scalars(wanted).one()


def test_bruno_answers_what_role_he_played(installation: Installation, scene: Scene, session: Session) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    answer = visitor(installation, scene.bruno).send(
        f"{page}/reply",
        {
            "is_ours": "yes",
            "role_played": "We printed an old price. Call me on 202 555 0143.",
            "reason": "process",
            "will_change": "Billing proofreads every letter",
            "put_people": "1",
            "put_money": "6,500",
            "put_in": "from the print budget",
            "by_when": "30",
        },
        form_on=page,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{page}#answer")
    reply = one(installation, select(Reply).where(Reply.excerpt_id == scene.excerpts[0].id))
    assert (reply.is_ours, reply.reason, reply.due_date) == (True, RoleReason.PROCESS, date(2026, 12, 2))
    assert reply.put == Resources(people=1, money=6500)
    assert "1 person · €6\u202f500" in visitor(installation, scene.bruno).get(page).text
    assert "555" not in reply.role_played


def test_the_form_keeps_what_was_typed_and_tells_the_problem_beside_the_field(
    installation: Installation, scene: Scene, session: Session
) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    fields = {
        "is_ours": "yes",
        "role_played": "",
        "will_change": "a better <letter>",
        "put_days": "few",
        "due_date": "30.11.2026",
    }
    answer = visitor(installation, scene.bruno).send(f"{page}/reply", fields, form_on=page)
    assert answer.status_code == 422
    assert "a better &lt;letter&gt;" in answer.text
    assert "is not a date" in answer.text
    assert 'value="few"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert not session.scalars(select(Reply).where(Reply.excerpt_id == scene.excerpts[0].id)).all()


def test_not_ours_needs_a_reason(installation: Installation, scene: Scene, session: Session) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno = visitor(installation, scene.bruno)
    assert 'id="why_not_ours-problem"' in bruno.send(f"{page}/reply", {"is_ours": "no"}, form_on=page).text
    bruno.send(f"{page}/reply", {"is_ours": "no", "why_not_ours": "billing charged it"}, form_on=page)
    assert one(installation, select(Reply).where(~Reply.is_ours)).role_played == "billing charged it"


def test_a_dispute_is_possible_only_after_listening(installation: Installation, scene: Scene, session: Session) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno = visitor(installation, scene.bruno)
    early = bruno.send(f"{page}/dispute", {"why": "the letter was not ours"}, form_on=page)
    assert early.status_code == 409
    assert "Listen to the excerpt first" in early.text
    bruno.get(f"{page}/audio")
    assert bruno.send(f"{page}/dispute", {"why": "fetching is not hearing"}, form_on=page).status_code == 409
    bruno.send(f"{page}/listens", form_on=page)
    assert bruno.send(f"{page}/dispute", {"why": "the letter was not ours"}, form_on=page).status_code == 303
    assert one(installation, select(Dispute)).why == "the letter was not ours"
    assert "You disputed this" in bruno.get(page).text
    assert bruno.send(f"{page}/dispute/undo", form_on=page).status_code == 303
    assert "You disputed this" not in bruno.get(page).text


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
    bruno.send(f"{page}/comments", {"text": "here it begins", "at": "0:07"}, form_on=page)
    assert one(installation, select(Comment)).at_ms == 7000
    assert 'data-seek="7000"' in bruno.get(page).text


def test_an_answer_is_taken_back_with_one_button(installation: Installation, scene: Scene, session: Session) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno = visitor(installation, scene.bruno)
    bruno.send(f"{page}/reply", {"is_ours": "yes", "reason": "not_trained"}, form_on=page)
    assert "Take this answer back" in bruno.get(page).text
    given = one(installation, select(Reply).where(Reply.excerpt_id == scene.excerpts[0].id))
    assert bruno.send(f"{page}/reply/{given.id}/undo", form_on=page).status_code == 303
    assert "Take this answer back" not in bruno.get(page).text


def test_carol_is_asked_to_own_it_too_and_says_yes(installation: Installation, scene: Scene, session: Session) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno, carol = visitor(installation, scene.bruno), visitor(installation, scene.carol)
    assert carol.get(page).status_code == 404
    fields = {"person_id": str(scene.carol.id), "why_together": "your crew hears of it too late"}
    assert bruno.send(f"{page}/owners", fields, form_on=page).status_code == 303
    assert "Bruno Lang asks: is this yours too?" in carol.get(page).text
    assert "your crew hears of it too late" in carol.get("/for-you").text
    assert carol.send(f"{page}/reply", {"is_ours": "yes", "reason": "process"}, form_on=page).status_code == 403
    joint = one(installation, select(JointOwner))
    carol.send(f"{page}/owners/{joint.id}/accept", form_on=page)
    assert carol.send(f"{page}/reply", {"is_ours": "yes", "reason": "process"}, form_on=page).status_code == 303
    assert "owns this answer too" in bruno.get(page).text
    assert "Make a commitment" in carol.get("/actions/new?cause=marketing_mailer").text


def test_carol_declines_with_a_reason_and_hears_it_no_longer(
    installation: Installation, scene: Scene, session: Session
) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno, carol = visitor(installation, scene.bruno), visitor(installation, scene.carol)
    bruno.send(f"{page}/owners", {"person_id": str(scene.carol.id)}, form_on=page)
    joint = one(installation, select(JointOwner))
    assert carol.send(f"{page}/owners/{joint.id}/decline", {}, form_on=page).status_code == 422
    answer = carol.send(f"{page}/owners/{joint.id}/decline", {"decline_reason": "we only print"}, form_on=page)
    assert answer.headers["location"] == "/for-you"
    assert carol.get(page).status_code == 404
    assert "declined" in bruno.get(page).text
    assert "we only print" in bruno.get(page).text


def test_a_question_reaches_its_expert_and_is_answered_once(
    installation: Installation, scene: Scene, session: Session
) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno, carol = visitor(installation, scene.bruno), visitor(installation, scene.carol)
    empty = bruno.send(f"{page}/questions", {"question": "who bills at night?"}, form_on=page)
    assert empty.status_code == 422
    assert "who bills at night?" in empty.text
    fields = {"question": "who bills at night?", "expert_id": str(scene.carol.id)}
    bruno.send(f"{page}/questions", fields, form_on=page)
    assert 'class="waiting">1<' in carol.get("/for-you").text
    assert carol.get(f"{page}/audio").status_code == 200
    asked = one(installation, select(Question))
    assert one(installation, select(Job.subject).where(Job.kind == Kind.TELL_ASKED)) == f"question/{asked.id}"
    assert carol.send(f"{page}/questions/{asked.id}/answer", {"answer": "two systems"}, form_on=page).status_code == 303
    assert carol.send(f"{page}/questions/{asked.id}/answer", {"answer": "three"}, form_on=page).status_code == 409
    assert "two systems" in bruno.get("/for-you").text
    assert "two systems" in bruno.get(page).text


def test_a_remark_is_answered_in_its_thread_and_names_people(
    installation: Installation, scene: Scene, session: Session
) -> None:
    page = f"/excerpts/{scene.excerpts[0].id}"
    bruno, quentin = visitor(installation, scene.bruno), visitor(installation, scene.quentin)
    bruno.send(f"{page}/comments", {"text": "@quentin is that the old letter?"}, form_on=page)
    first = one(installation, select(Comment))
    assert first.text == "@Quentin Moss is that the old letter?"
    assert '<span class="mention">@Quentin Moss</span>' in quentin.get("/for-you").text
    quentin.send(f"{page}/comments", {"text": "it is", "parent_id": str(first.id)}, form_on=page)
    quentin.send("/for-you/seen", form_on="/for-you")
    assert 'class="waiting"' not in quentin.get("/for-you").text
    assert one(installation, select(Comment.parent_id).where(Comment.text == "it is")) == first.id
    told = bruno.send(f"{page}/comments", {"text": "ask @carol", "at": "soon"}, form_on=page)
    assert told.status_code == 422
    assert "minutes and seconds" in told.text
    assert "may not hear" in bruno.send(f"{page}/comments", {"text": "ask @carol"}, form_on=page).text


def test_an_upheld_dispute_is_told_on_the_excerpt(installation: Installation, scene: Scene, session: Session) -> None:
    excerpt = scene.excerpts[0]
    label = make_label(session, call_id=excerpt.call_id, cause_id="ops_issue", annotator_id=scene.quentin.id)
    make_dispute(session, excerpt_id=excerpt.id, state="upheld", label_id=label.id, settled_at=label.labelled_at)
    session.commit()
    page = visitor(installation, scene.bruno).get(f"/excerpts/{excerpt.id}").text
    assert "a second reviewer, who knew nothing of the first opinion, heard <strong>Operations issue</strong>" in page
