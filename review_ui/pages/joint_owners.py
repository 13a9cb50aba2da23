"""Owning an answer together: ask, say yes, say why not."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.errors import NotAllowedError
from accounts.permissions import Action, may_answer_excerpt
from respond.errors import AnswerError
from respond.joint_owners import accept, ask_joint_owner, decline, take_back
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import Filled
from review_ui.pages.excerpts import excerpt_or_404, excerpt_page
from review_ui.pages.questions import person_called
from store.tables.excerpt import Excerpt
from store.tables.joint_owner import JointOwner
from store.tables.person import Person
from worker.asking import tell_asked
from worker.typed import redactor

router = APIRouter()
Owner = Annotated[Person, Depends(Allowed(Action.REPLY))]


@router.post("/excerpts/{excerpt_id}/owners", dependencies=[GENUINE])
def ask(
    request: Request,
    excerpt_id: UUID,
    session: Writing,
    person: Owner,
    now: Now,
    person_id: Annotated[str, Form()] = "",
    why_together: Annotated[str, Form()] = "",
) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    if not may_answer_excerpt(session, person, found):
        raise NotAllowedError(Action.REPLY.value, remedy="Those who own the excerpt ask others to own it with them.")
    try:
        other = person_called(session, person_id)
        if other is None:
            raise AnswerError("person_id", "Please choose whom to ask.")
        ask_joint_owner(session, found, by=person, person=other, why=why_together, redact=redactor(session), now=now)
        tell_asked(session, found, now=now)
    except AnswerError as error:
        filled = Filled({"person_id": person_id, "why_together": why_together}, error.problems)
        return excerpt_page(request, session, found, person, now=now, form="joint", filled=filled)
    return RedirectResponse(f"/excerpts/{found.id}#together", status_code=HTTPStatus.SEE_OTHER)


@router.post("/excerpts/{excerpt_id}/owners/{joint_id}/accept", dependencies=[GENUINE])
def yes(excerpt_id: UUID, joint_id: UUID, session: Writing, person: Owner, now: Now) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    accept(session, _joint(session, found, joint_id), by=person, now=now)
    return RedirectResponse(f"/excerpts/{found.id}#answer", status_code=HTTPStatus.SEE_OTHER)


@router.post("/excerpts/{excerpt_id}/owners/{joint_id}/decline", dependencies=[GENUINE])
def no(
    request: Request,
    excerpt_id: UUID,
    joint_id: UUID,
    session: Writing,
    person: Owner,
    now: Now,
    decline_reason: Annotated[str, Form()] = "",
) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    joint = _joint(session, found, joint_id)
    try:
        decline(session, joint, by=person, reason=decline_reason, redact=redactor(session), now=now)
    except AnswerError as error:
        filled = Filled({"decline_reason": decline_reason}, error.problems)
        return excerpt_page(request, session, found, person, now=now, form="decline", filled=filled)
    return RedirectResponse("/for-you", status_code=HTTPStatus.SEE_OTHER)  # the excerpt is no longer theirs to hear


@router.post("/excerpts/{excerpt_id}/owners/{joint_id}/undo", dependencies=[GENUINE])
def undo(excerpt_id: UUID, joint_id: UUID, session: Writing, person: Owner, now: Now) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    take_back(session, _joint(session, found, joint_id), by=person, now=now)
    return RedirectResponse(f"/excerpts/{found.id}#together", status_code=HTTPStatus.SEE_OTHER)


def _joint(session: Session, excerpt: Excerpt, joint_id: UUID) -> JointOwner:
    found = session.get(JointOwner, joint_id)
    if found is None or found.excerpt_id != excerpt.id:
        raise PageNotFoundError("This request")
    return found
