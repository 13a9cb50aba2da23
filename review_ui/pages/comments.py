"""A remark on an excerpt, at the second it is about."""

import re
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
from store.tables.comment import Comment
from store.tables.person import Person
from worker.asking import tell_asked
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
    at: Annotated[str, Form()] = "",
    parent_id: Annotated[UUID | None, Form()] = None,
) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    answers = session.get(Comment, parent_id) if parent_id else None
    try:
        at_ms = typed_clock(at)
        add_comment(
            session, found, by=person, text=text, at_ms=at_ms, answers=answers, redact=redactor(session), now=now
        )
        tell_asked(session, found, now=now)
    except AnswerError as error:
        values = {"text": text, "at": at, "parent_id": str(parent_id or "")}
        problems = {{"at_ms": "at"}.get(name, name): problem for name, problem in error.problems.items()}
        filled = Filled(values, problems)
        return excerpt_page(request, session, found, person, now=now, form="comment", filled=filled)
    return RedirectResponse(f"/excerpts/{found.id}#comments", status_code=HTTPStatus.SEE_OTHER)


def typed_clock(text: str) -> int | None:
    """A place in the excerpt as it is written, `1:07` or `67`, in milliseconds. Raises AnswerError."""
    if not text.strip():
        return None
    found = re.fullmatch(r"(?:([0-9]{1,3}):)?([0-9]{1,4})", text.strip())
    if found is None:
        raise AnswerError("at", "Write the place as minutes and seconds, such as 0:42, or leave it empty.")
    return (int(found[1] or 0) * 60 + int(found[2])) * 1000
