"""An owner's objection, possible after listening."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from accounts.permissions import Action
from respond.disputes import open_dispute
from respond.errors import AnswerError
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.forms import Filled
from review_ui.pages.excerpts import excerpt_or_404, excerpt_page
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
    try:
        open_dispute(session, found, by=person, why=why, redact=redactor(session), now=now)
    except AnswerError as error:
        return excerpt_page(request, session, found, person, dispute=Filled({"why": why}, error.problems))
    return RedirectResponse(f"/excerpts/{found.id}#dispute", status_code=HTTPStatus.SEE_OTHER)
