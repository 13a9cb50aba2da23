"""A remark on an excerpt, at the second it is about."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from accounts.permissions import Action
from respond.comments import add_comment
from respond.errors import AnswerError
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.forms import Filled
from review_ui.pages.excerpts import excerpt_or_404, excerpt_page
from store.tables.person import Person
from worker.typed import redactor

router = APIRouter()


@router.post("/excerpts/{excerpt_id}/comments", dependencies=[GENUINE])
def comment(
    request: Request,
    excerpt_id: UUID,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.COMMENT))],
    now: Now,
    text: Annotated[str, Form()] = "",
    at_ms: Annotated[str, Form()] = "",
) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    at = int(at_ms) if at_ms.isascii() and at_ms.isdigit() else None
    try:
        add_comment(session, found, by=person, text=text, at_ms=at, redact=redactor(session), now=now)
    except AnswerError as error:
        filled = Filled({"text": text, "at_ms": at_ms}, error.problems)
        return excerpt_page(request, session, found, person, comment=filled)
    return RedirectResponse(f"/excerpts/{found.id}#comments", status_code=HTTPStatus.SEE_OTHER)
