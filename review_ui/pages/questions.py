"""A question about an excerpt to one named person, and its one answer."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.permissions import Action
from respond.errors import AnswerError
from respond.questions import answer_question, ask_question, take_back_question
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import Filled
from review_ui.pages.excerpts import excerpt_or_404, excerpt_page
from review_ui.queries.memory import similar_questions
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.question import Question
from worker.asking import tell_asked
from worker.typed import redactor

router = APIRouter()
Asker = Annotated[Person, Depends(Allowed(Action.COMMENT))]


@router.post("/excerpts/{excerpt_id}/questions", dependencies=[GENUINE])
def ask(
    request: Request,
    excerpt_id: UUID,
    session: Writing,
    person: Asker,
    now: Now,
    question: Annotated[str, Form()] = "",
    expert_id: Annotated[str, Form()] = "",
    ask_again: Annotated[str, Form()] = "",
) -> Response:
    """Asks; where nearly the same was answered before, that is shown first."""
    found = excerpt_or_404(session, person, excerpt_id)
    similar = [] if ask_again else similar_questions(session, person, question)
    if similar:
        filled = Filled({"question": question, "expert_id": expert_id, "ask_again": "yes"})
        return excerpt_page(request, session, found, person, now=now, form="question", filled=filled, similar=similar)
    try:
        expert = person_called(session, expert_id)
        ask_question(session, found, by=person, expert=expert, text=question, redact=redactor(session), now=now)
        tell_asked(session, found, now=now)
    except AnswerError as error:
        filled = Filled({"question": question, "expert_id": expert_id}, error.problems)
        return excerpt_page(request, session, found, person, now=now, form="question", filled=filled)
    return RedirectResponse(f"/excerpts/{found.id}#questions", status_code=HTTPStatus.SEE_OTHER)


@router.post("/excerpts/{excerpt_id}/questions/{question_id}/answer", dependencies=[GENUINE])
def answer(
    request: Request,
    excerpt_id: UUID,
    question_id: UUID,
    session: Writing,
    person: Asker,
    now: Now,
    answer: Annotated[str, Form()] = "",
) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    asked = _question(session, found, question_id)
    try:
        answer_question(session, asked, by=person, text=answer, redact=redactor(session), now=now)
    except AnswerError as error:
        filled = Filled({"answer": answer, "question_id": str(asked.id)}, error.problems)
        return excerpt_page(request, session, found, person, now=now, form="answer", filled=filled)
    return RedirectResponse(f"/excerpts/{found.id}#questions", status_code=HTTPStatus.SEE_OTHER)


@router.post("/excerpts/{excerpt_id}/questions/{question_id}/undo", dependencies=[GENUINE])
def undo(excerpt_id: UUID, question_id: UUID, session: Writing, person: Asker, now: Now) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    take_back_question(session, _question(session, found, question_id), by=person, now=now)
    return RedirectResponse(f"/excerpts/{found.id}#questions", status_code=HTTPStatus.SEE_OTHER)


def person_called(session: Session, text: str) -> Person | None:
    """The person a field names by id; None where nobody was chosen."""
    try:
        return session.get(Person, UUID(text))
    except ValueError:
        return None


def _question(session: Session, excerpt: Excerpt, question_id: UUID) -> Question:
    found = session.get(Question, question_id)
    if found is None or found.excerpt_id != excerpt.id:
        raise PageNotFoundError("This question")
    return found
