"""The actions page: promises with their before/after verdict, and making one."""

from datetime import UTC, date, datetime, time
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import Action
from respond.commitments import Promise, close, make_commitment, takes_effect
from respond.errors import AnswerError
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import Filled, typed_date
from review_ui.queries.actions import actions
from review_ui.render import page
from store.tables.cause import Cause
from store.tables.commitment import Commitment
from store.tables.person import Person
from store.tables.reply import Reply
from worker.typed import redactor

router = APIRouter()
Promiser = Annotated[Person, Depends(Allowed(Action.COMMIT))]


@router.get("/actions", dependencies=[Depends(Allowed(Action.SEE_ACTIONS))])
def all_actions(request: Request, session: Reading, now: Now) -> Response:
    return _page(request, session, now)


@router.get("/actions/new")
def new(request: Request, session: Reading, person: Promiser, cause: str = "", reply: str = "") -> Response:
    return _form(request, session, person, Filled(_from_reply(session, person, cause, reply)))


@router.post("/actions", dependencies=[GENUINE])
def promise(
    request: Request,
    session: Writing,
    person: Promiser,
    now: Now,
    cause_id: Annotated[str, Form()] = "",
    promise: Annotated[str, Form()] = "",
    put_in: Annotated[str, Form()] = "",
    expected_drop: Annotated[str, Form()] = "",
    due_date: Annotated[str, Form()] = "",
    reply_id: Annotated[str, Form()] = "",
) -> Response:
    values = {
        "cause_id": cause_id,
        "promise": promise,
        "put_in": put_in,
        "expected_drop": expected_drop,
        "due_date": due_date,
        "reply_id": reply_id,
    }
    cause = session.get(Cause, cause_id)
    if cause is None:
        return _form(request, session, person, Filled(values, {"cause_id": "Please choose one of your causes."}))
    try:
        meant = Promise(promise, points_as_share(expected_drop), _due(due_date), put_in)
        make_commitment(
            session,
            cause,
            by=person,
            promise=meant,
            redact=redactor(session),
            now=now,
            reply=_own_reply(session, person, reply_id),
        )
    except AnswerError as error:
        return _form(request, session, person, Filled(values, error.problems))
    return RedirectResponse("/actions", status_code=HTTPStatus.SEE_OTHER)


@router.post("/actions/{commitment_id}/effect", dependencies=[GENUINE])
def in_effect(
    request: Request,
    commitment_id: UUID,
    session: Writing,
    person: Promiser,
    now: Now,
    effective_date: Annotated[str, Form()] = "",
) -> Response:
    """The fix is in place since a day; the baseline is frozen there."""
    found = _own_commitment(session, person, commitment_id)
    try:
        since = typed_date(effective_date) or now.date()
        moment = now if since == now.date() else datetime.combine(since, time(), tzinfo=UTC)
        takes_effect(session, found, effective_at=max(moment, _earliest(found, since)), now=now)
    except (AnswerError, ValueError) as error:
        return _page(request, session, now, problem_of=found.id, problem=str(error))
    return RedirectResponse("/actions", status_code=HTTPStatus.SEE_OTHER)


@router.post("/actions/{commitment_id}/close", dependencies=[GENUINE])
def end(
    request: Request,
    commitment_id: UUID,
    session: Writing,
    person: Promiser,
    now: Now,
    moved: Annotated[str, Form()] = "",
) -> Response:
    """It ends with what was really put in."""
    found = _own_commitment(session, person, commitment_id)
    try:
        close(session, found, moved=moved, redact=redactor(session))
    except AnswerError as error:
        return _page(request, session, now, problem_of=found.id, problem=str(error))
    return RedirectResponse("/actions", status_code=HTTPStatus.SEE_OTHER)


def points_as_share(text: str) -> float:
    """Percentage points as people type them, `20` or `7,5`, as a share. Raises AnswerError."""
    try:
        return float(text.strip().removesuffix("%").strip().replace(",", ".")) / 100
    except ValueError:
        raise AnswerError("expected_drop", "Please give the drop you expect as a number, such as 10.") from None


def _due(text: str) -> date:
    try:
        due = typed_date(text)
    except ValueError as error:
        raise AnswerError("due_date", str(error)) from None
    if due is None:
        raise AnswerError("due_date", "Please say by when.")
    return due


def _earliest(commitment: Commitment, since: date) -> datetime:
    """A fix on the very day of the promise took effect after it was promised."""
    is_same_day = since == commitment.made_at.date()
    return commitment.made_at if is_same_day else datetime.combine(since, time(), tzinfo=UTC)


def _form(request: Request, session: Session, person: Person, form: Filled) -> Response:
    causes = list(session.scalars(select(Cause).where(Cause.owner_id == person.id).order_by(Cause.position)))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK
    return page(request, "action_new.html", status=status, form=form, causes=causes)


def _page(
    request: Request, session: Session, now: datetime, *, problem_of: UUID | None = None, problem: str = ""
) -> Response:
    return page(
        request,
        "actions.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        views=actions(session, now=now),
        today=now.date(),
        problem_of=problem_of,
        problem=problem,
    )


def _own_commitment(session: Session, person: Person, commitment_id: UUID) -> Commitment:
    found = session.get(Commitment, commitment_id)
    if found is None or found.person_id != person.id:
        raise PageNotFoundError("This commitment")
    return found


def _own_reply(session: Session, person: Person, reply_id: str) -> Reply | None:
    try:
        found = session.get(Reply, UUID(reply_id))
    except ValueError:
        return None
    return found if found is not None and found.person_id == person.id else None


def _from_reply(session: Session, person: Person, cause: str, reply_id: str) -> dict[str, str]:
    """What was already said in the answer need not be typed again."""
    values = {"cause_id": cause, "reply_id": reply_id}
    reply = _own_reply(session, person, reply_id)
    if reply is None:
        return values
    due = reply.due_date.isoformat() if reply.due_date else ""
    return {**values, "promise": reply.will_change, "put_in": reply.put_in, "due_date": due}
