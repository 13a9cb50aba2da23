"""The answer to an excerpt: what role did we play, what will we change, or not ours."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from accounts.errors import NotAllowedError
from accounts.permissions import Action, may_answer_excerpt
from respond.errors import AnswerError
from respond.replies import Answer, record_reply
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.forms import Filled, typed_date
from review_ui.pages.excerpts import excerpt_or_404, excerpt_page
from store.tables.person import Person
from store.tables.reply import RoleReason
from worker.typed import redactor

router = APIRouter()


def reply_form(
    is_ours: Annotated[str, Form()] = "",
    role_played: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    will_change: Annotated[str, Form()] = "",
    put_in: Annotated[str, Form()] = "",
    due_date: Annotated[str, Form()] = "",
    why_not_ours: Annotated[str, Form()] = "",
) -> dict[str, str]:
    return {
        "is_ours": is_ours,
        "role_played": role_played,
        "reason": reason,
        "will_change": will_change,
        "put_in": put_in,
        "due_date": due_date,
        "why_not_ours": why_not_ours,
    }


@router.post("/excerpts/{excerpt_id}/reply", dependencies=[GENUINE])
def reply(
    request: Request,
    excerpt_id: UUID,
    values: Annotated[dict[str, str], Depends(reply_form)],
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.REPLY))],
    now: Now,
) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    if not may_answer_excerpt(session, person, found):
        raise NotAllowedError(Action.REPLY.value)
    try:
        record_reply(session, found, by=person, answer=answer_of(values), redact=redactor(session), now=now)
    except AnswerError as error:
        return excerpt_page(request, session, found, person, reply=Filled(values, _beside(error, values)))
    return RedirectResponse(f"/excerpts/{found.id}#answer", status_code=HTTPStatus.SEE_OTHER)


def answer_of(values: dict[str, str]) -> Answer:
    """The form as an answer. The two halves never mix: what belongs to the other one is left out."""
    if values["is_ours"] not in {"yes", "no"}:
        raise AnswerError("is_ours", "Please say whether your department had a part in this.")
    if values["is_ours"] == "no":
        return Answer(is_ours=False, role_played=values["why_not_ours"])
    try:
        due_date = typed_date(values["due_date"])
    except ValueError as error:
        raise AnswerError("due_date", str(error)) from None
    return Answer(
        is_ours=True,
        role_played=values["role_played"],
        reason=RoleReason(values["reason"]) if values["reason"] in list(RoleReason) else None,
        will_change=values["will_change"],
        put_in=values["put_in"],
        due_date=due_date,
    )


def _beside(error: AnswerError, values: dict[str, str]) -> dict[str, str]:
    """Problems by the names of the form: "not ours" has a field of its own for the reason."""
    is_ours = values["is_ours"] != "no"
    return {
        name if is_ours or name != "role_played" else "why_not_ours": problem
        for name, problem in error.problems.items()
    }
