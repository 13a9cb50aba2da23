"""A question about an excerpt to somebody who knows. Answered once, it stays answered."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import StateForbidsError
from accounts.permissions import Action, may
from respond.errors import refuse
from respond.typed import Redact, problem_with, to_store
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.question import Question


def ask_question(
    session: Session, excerpt: Excerpt, *, by: Person, expert: Person | None, text: str, redact: Redact, now: datetime
) -> Question:
    """Ask one named person, who may hear the excerpt from now on. Raises AnswerError naming what is wrong."""
    problems = {"expert_id": _why_not(by, expert), "question": problem_with(text, asked="what you want to know")}
    refuse({field: problem for field, problem in problems.items() if problem})
    assert expert is not None
    question = Question(
        excerpt_id=excerpt.id, asked_by_id=by.id, expert_id=expert.id, text=to_store(text, redact), asked_at=now
    )
    session.add(question)
    session.flush()
    _record(session, question, f"asked {expert.name} about excerpt", by=by, now=now)
    return question


def answer_question(
    session: Session, question: Question, *, by: Person, text: str, redact: Redact, now: datetime
) -> Question:
    """The expert's answer, once. Raises StateForbidsError for anybody else or a second time."""
    if question.expert_id != by.id:
        raise StateForbidsError("Only the person who was asked can answer.")
    if not question.is_open:
        raise StateForbidsError("This question is settled; what was answered stays.")
    problem = problem_with(text, asked="what you know")
    refuse({"answer": problem} if problem else {})
    question.answer, question.answered_at = to_store(text, redact), now
    session.flush()
    _record(session, question, "answered a question about excerpt", by=by, now=now)
    return question


def take_back_question(session: Session, question: Question, *, by: Person, now: datetime) -> Question:
    """The asker no longer needs it; possible until it is answered. The expert hears the excerpt no longer."""
    if question.asked_by_id != by.id:
        raise StateForbidsError("Only the person who asked can take the question back.")
    if not question.is_open:
        raise StateForbidsError("This question is settled; what was answered stays.")
    question.withdrawn_at = now
    session.flush()
    _record(session, question, "took back a question about excerpt", by=by, now=now)
    return question


def questions_for(expert: Person) -> Select[Question]:
    """Open questions to this person, the longest waiting first."""
    return (
        select(Question)
        .where(Question.expert_id == expert.id, Question.answered_at.is_(None), Question.withdrawn_at.is_(None))
        .order_by(Question.asked_at, Question.id)
    )


def experts(session: Session, asker: Person) -> list[Person]:
    """Who can be asked: everybody who may hear excerpts at all, by name. Reviewers stay blind."""
    active = select(Person).where(Person.is_active, Person.id != asker.id).order_by(Person.name)
    return [person for person in session.scalars(active) if may(person, Action.HEAR_EXCERPTS)]


def _why_not(asker: Person, expert: Person | None) -> str | None:
    if expert is None:
        return "Please choose whom to ask."
    if expert.id == asker.id:
        return "Ask somebody else than yourself."
    if not may(expert, Action.HEAR_EXCERPTS):
        return f"{expert.name} may not hear excerpts; choose somebody who may."
    return None


def _record(session: Session, question: Question, action: str, *, by: Person, now: datetime) -> None:
    subject, details = f"excerpt:{question.excerpt_id}", {"question": str(question.id)}
    audit.record(session, by=by, action=action, subject=subject, details=details, now=now)
