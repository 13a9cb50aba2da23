"""An owner's objection, possible after listening."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select

from accounts.errors import NotAllowedError
from accounts.permissions import Action, may_answer_excerpt
from respond.disputes import open_dispute, undo_dispute
from respond.errors import AnswerError
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import Filled
from review_ui.pages.excerpts import excerpt_or_404, excerpt_page
from store.tables.dispute import Dispute
from store.tables.person import Person
from worker.typed import redactor

router = APIRouter()


@router.post("/excerpts/{excerpt_id}/dispute", dependencies=[GENUINE])
def dispute(
    request: Request,
    excerpt_id: UUID,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.DISPUTE))],
    now: Now,
    why: Annotated[str, Form()] = "",
) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    if not may_answer_excerpt(session, person, found):
        raise NotAllowedError(Action.DISPUTE.value, remedy="Those who own the excerpt may dispute it.")
    try:
        open_dispute(session, found, by=person, why=why, redact=redactor(session), now=now)
    except AnswerError as error:
        filled = Filled({"why": why}, error.problems)
        return excerpt_page(request, session, found, person, now=now, form="dispute", filled=filled)
    return RedirectResponse(f"/excerpts/{found.id}#dispute", status_code=HTTPStatus.SEE_OTHER)


@router.post("/excerpts/{excerpt_id}/dispute/undo", dependencies=[GENUINE])
def undo(
    excerpt_id: UUID, session: Writing, person: Annotated[Person, Depends(Allowed(Action.DISPUTE))], now: Now
) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    own = session.scalar(select(Dispute).where(Dispute.excerpt_id == found.id, Dispute.person_id == person.id))
    if own is None:
        raise PageNotFoundError("This dispute")
    undo_dispute(session, own, by=person, now=now)
    return RedirectResponse(f"/excerpts/{found.id}#dispute", status_code=HTTPStatus.SEE_OTHER)
