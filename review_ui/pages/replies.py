"""The answer to an excerpt: what role did we play, what will we change, or not ours."""

from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from accounts.errors import NotAllowedError
from accounts.permissions import Action, may_answer_excerpt
from respond.effort import typed_resources
from respond.errors import AnswerError
from respond.replies import Answer, record_reply, undo_reply
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import Filled, chosen_date, typed
from review_ui.pages.excerpts import excerpt_or_404, excerpt_page
from store.tables.person import Person
from store.tables.reply import Reply, RoleReason
from worker.asking import tell_asked
from worker.typed import redactor

router = APIRouter()

reply_form = typed(
    "is_ours", "reason", "role_played", "will_change", "put_people", "put_money", "put_days", "put_in", "by_when",
    "due_date", "why_not_ours",
)  # fmt: skip


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
        raise NotAllowedError(
            Action.REPLY.value, remedy="It is answered by those who own it; leave a remark, or say yes to owning it."
        )
    try:
        answer = answer_of(values, today=now.date())
        record_reply(session, found, by=person, answer=answer, redact=redactor(session), now=now)
        tell_asked(session, found, now=now)
    except AnswerError as error:
        filled = Filled(values, _beside(error, values))
        return excerpt_page(request, session, found, person, now=now, form="reply", filled=filled)
    return RedirectResponse(f"/excerpts/{found.id}#answer", status_code=HTTPStatus.SEE_OTHER)


@router.post("/excerpts/{excerpt_id}/reply/{reply_id}/undo", dependencies=[GENUINE])
def undo(
    excerpt_id: UUID,
    reply_id: UUID,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.REPLY))],
    now: Now,
) -> Response:
    found = excerpt_or_404(session, person, excerpt_id)
    given = session.get(Reply, reply_id)
    if given is None or given.excerpt_id != found.id:
        raise PageNotFoundError("This answer")
    undo_reply(session, given, by=person, now=now)
    return RedirectResponse(f"/excerpts/{found.id}#answer", status_code=HTTPStatus.SEE_OTHER)


def answer_of(values: dict[str, str], *, today: date) -> Answer:
    """The form as an answer. The two halves never mix: what belongs to the other one is left out."""
    if values["is_ours"] not in {"yes", "no"}:
        raise AnswerError("is_ours", "Please say whether your department had a part in this.")
    if values["is_ours"] == "no":
        return Answer(is_ours=False, role_played=values["why_not_ours"])
    try:
        due_date = chosen_date(values["by_when"], values["due_date"], today=today)
    except ValueError as error:
        raise AnswerError("due_date", str(error)) from None
    return Answer(
        is_ours=True,
        role_played=values["role_played"],
        reason=RoleReason(values["reason"]) if values["reason"] in list(RoleReason) else None,
        will_change=values["will_change"],
        put=typed_resources(values, "put"),
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
