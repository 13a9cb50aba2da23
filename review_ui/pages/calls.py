"""Call records: the list, one with its story and its sound, and trying again."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action, may
from doors.sound_of import sound_of_call as sounding
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import FRESH, Filled
from review_ui.queries.call_search import Search, search_calls
from review_ui.queries.calls import call_view, current_transcript, refusals
from review_ui.queries.picking import picking_of
from review_ui.render import page
from review_ui.sound_picture import picture_of_call
from store.installation import Installation
from store.tables.call import Call
from store.tables.person import Person
from worker.stopping import cancel_call, retry_call

router = APIRouter()
Visitor = Annotated[Person, Depends(Allowed(Action.SEE_CALLS))]


def asked_for(
    q: Annotated[str, Query(max_length=200)] = "",
    state: str = "",
    reason: str = "",
    queue: str = "",
    since: str = "",
    until: str = "",
    direction: str = "",
    number: str = "",
    draw: str = "",
    after: str = "",
) -> Search:
    return Search(q, state, reason, queue, since, until, direction, number, draw, after)


@router.get("/calls")
def calls(
    request: Request, session: Reading, person: Visitor, search: Annotated[Search, Depends(asked_for)]
) -> Response:
    found = search_calls(session, person, search)
    form = Filled(vars(search), found.problems)
    return page(request, "calls.html", search=search, found=found, form=form)


@router.get("/refusals", dependencies=[Depends(Allowed(Action.SEE_CALLS))])
def refused(request: Request, session: Reading, after: UUID | None = None) -> Response:
    return page(request, "refusals.html", refusals=refusals(session, after), is_first=after is None)


@router.get("/calls/{call_id}")
def call(request: Request, call_id: UUID, session: Writing, person: Visitor, now: Now) -> Response:
    """The page; that somebody opened it is recorded, and whether its words were on it."""
    found = call_or_404(session, call_id)
    shown = show_call(request, session, person, found, now=now)
    details = {"channel": "page", "words": may(person, Action.READ_CALLS)}
    audit.record(session, by=person, action="read call", subject=f"call:{found.id}", details=details, now=now)
    return shown


def show_call(
    request: Request, session: Session, person: Person, call: Call, *, now: datetime, form: Filled = FRESH
) -> Response:
    """The call with its story; a form on it that cannot be read is shown again as it was typed."""
    view = call_view(session, person, call, now=now)
    picture = picture_of_call(view.transcript) if view.transcript else None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK
    picking = picking_of(session, person, call)
    return page(request, "call.html", status=status, view=view, picture=picture, form=form, picking=picking)


@router.get("/calls/{call_id}/audio")
def audio(
    call_id: UUID,
    installation: Here,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.HEAR_CALLS))],
    now: Now,
    range_header: Annotated[str | None, Header(alias="Range")] = None,
) -> Response:
    """The silenced sound of both channels; the original is for nobody's ears."""
    return sound_of_call(installation, session, call_or_404(session, call_id), range_header, by=person, now=now)


def sound_of_call(
    installation: Installation, session: Session, call: Call, range_header: str | None, *, by: Person, now: datetime
) -> Response:
    """Send the sound and record who heard which seconds."""
    transcript = current_transcript(session, call.id)
    given = None
    if transcript is not None:
        given = sounding(installation, session, transcript, range_header, by=by, channel="page", now=now)
    if given is None:
        raise PageNotFoundError("Sound for this call")
    return given


@router.post("/calls/{call_id}/retry", dependencies=[GENUINE])
def again(
    call_id: UUID, session: Writing, person: Annotated[Person, Depends(Allowed(Action.RETRY_CALLS))], now: Now
) -> Response:
    """Send the work that was given up round again; the clock sees to it within seconds."""
    retry_call(session, call_or_404(session, call_id), by=person, now=now)
    return RedirectResponse(f"/calls/{call_id}", status_code=HTTPStatus.SEE_OTHER)


@router.post("/calls/{call_id}/cancel", dependencies=[GENUINE])
def stop(
    call_id: UUID, session: Writing, person: Annotated[Person, Depends(Allowed(Action.CANCEL_CALLS))], now: Now
) -> Response:
    """Stop the work on a recording, between two chunks where a worker is at it."""
    cancel_call(session, call_or_404(session, call_id), by=person, now=now)
    return RedirectResponse(f"/calls/{call_id}", status_code=HTTPStatus.SEE_OTHER)


def call_or_404(session: Session, call_id: UUID) -> Call:
    found = session.get(Call, call_id)
    if found is None:
        raise PageNotFoundError("This call")
    return found
