"""The actions page: promises with their before/after verdict, and what was really put in beside what was promised."""

from datetime import UTC, date, datetime, time
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.permissions import Action
from respond.commitments import close, takes_effect, withdraw
from respond.effort import typed_resources
from respond.errors import AnswerError
from respond.moved import confirm_moved, tell_moved
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import FRESH, Filled, typed_date
from review_ui.queries.actions import actions
from review_ui.render import page
from store.tables.commitment import Commitment
from store.tables.person import Person
from worker.typed import redactor

router = APIRouter()
Promiser = Annotated[Person, Depends(Allowed(Action.COMMIT))]
Reader = Annotated[Person, Depends(Allowed(Action.SEE_ACTIONS))]
MOVED = ("moved_people", "moved_money", "moved_days", "moved")


async def moved_form(request: Request) -> dict[str, str]:
    form = await request.form()
    return {name: str(form.get(name, "")) for name in MOVED}


Moved = Annotated[dict[str, str], Depends(moved_form)]


@router.get("/actions")
def all_actions(request: Request, session: Reading, person: Reader, now: Now) -> Response:
    return _page(request, session, person, now)


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
        takes_effect(session, found, by=person, effective_at=max(moment, _earliest(found, since)), now=now)
    except (AnswerError, ValueError) as error:
        filled = Filled({"effective_date": effective_date}, {"effective_date": str(error)})
        return _page(request, session, person, now, wrong=found.id, filled=filled)
    return _back_to(found)


@router.post("/actions/{commitment_id}/close", dependencies=[GENUINE])
def end(request: Request, commitment_id: UUID, values: Moved, session: Writing, person: Promiser, now: Now) -> Response:
    """It ends with what was really put in."""
    found = _own_commitment(session, person, commitment_id)
    try:
        moved = typed_resources(values, "moved")
        close(session, found, by=person, moved=moved, note=values["moved"], redact=redactor(session), now=now)
    except AnswerError as error:
        return _page(request, session, person, now, wrong=found.id, filled=Filled(values, error.problems))
    return _back_to(found)


@router.post("/actions/{commitment_id}/moved", dependencies=[GENUINE])
def put_in(
    request: Request, commitment_id: UUID, values: Moved, session: Writing, person: Promiser, now: Now
) -> Response:
    """What was really put in so far; somebody else confirms it."""
    found = _own_commitment(session, person, commitment_id)
    try:
        moved = typed_resources(values, "moved")
        tell_moved(session, found, by=person, moved=moved, note=values["moved"], redact=redactor(session), now=now)
    except AnswerError as error:
        return _page(request, session, person, now, wrong=found.id, filled=Filled(values, error.problems))
    return _back_to(found)


@router.post("/actions/{commitment_id}/confirm", dependencies=[GENUINE])
def confirm(
    request: Request, commitment_id: UUID, values: Moved, session: Writing, person: Reader, now: Now
) -> Response:
    """Somebody else than the promiser says that it is so, or how it was."""
    found = session.get(Commitment, commitment_id)
    if found is None:
        raise PageNotFoundError("This commitment")
    try:
        moved = typed_resources(values, "moved")
        confirm_moved(session, found, by=person, moved=moved, note=values["moved"], redact=redactor(session), now=now)
    except AnswerError as error:
        return _page(request, session, person, now, wrong=found.id, filled=Filled(values, error.problems))
    return _back_to(found)


@router.post("/actions/{commitment_id}/withdraw", dependencies=[GENUINE])
def take_back(commitment_id: UUID, session: Writing, person: Promiser, now: Now) -> Response:
    found = _own_commitment(session, person, commitment_id)
    withdraw(session, found, by=person, now=now)
    return _back_to(found)


def _earliest(commitment: Commitment, since: date) -> datetime:
    """A fix on the very day of the promise took effect after it was promised."""
    is_same_day = since == commitment.made_at.date()
    return commitment.made_at if is_same_day else datetime.combine(since, time(), tzinfo=UTC)


def _page(
    request: Request,
    session: Session,
    person: Person,
    now: datetime,
    *,
    wrong: UUID | None = None,
    filled: Filled = FRESH,
) -> Response:
    """`wrong` is the commitment whose form came back, `filled` what was typed into it."""
    return page(
        request,
        "actions.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if filled.problems else HTTPStatus.OK,
        views=actions(session, now=now, viewer=person),
        today=now.date(),
        wrong=wrong,
        filled=filled,
    )


def _own_commitment(session: Session, person: Person, commitment_id: UUID) -> Commitment:
    found = session.get(Commitment, commitment_id)
    if found is None or found.person_id != person.id:
        raise PageNotFoundError("This commitment")
    return found


def _back_to(commitment: Commitment) -> Response:
    return RedirectResponse(f"/actions#{commitment.id}", status_code=HTTPStatus.SEE_OTHER)
