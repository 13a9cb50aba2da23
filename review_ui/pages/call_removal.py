"""Taking a call out of everything still to come, putting it back, and erasing it."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from accounts.permissions import Action
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.forms import Filled
from review_ui.pages.calls import call_or_404, show_call
from store.tables.call import WhyExcluded
from store.tables.erasure import ErasureWhy
from store.tables.person import Person
from worker.erasures import ask_erasure, erase_now
from worker.excluding import exclude_call, include_call
from worker.typed import redactor

router = APIRouter()
Lead = Annotated[Person, Depends(Allowed(Action.EXCLUDE_CALLS))]
Admin = Annotated[Person, Depends(Allowed(Action.ERASE_CALLS))]


@router.post("/calls/{call_id}/exclude", dependencies=[GENUINE])
def exclude(
    request: Request,
    call_id: UUID,
    session: Writing,
    person: Lead,
    now: Now,
    why: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    call = call_or_404(session, call_id)
    if why not in list(WhyExcluded):
        form = Filled({"note": note}, {"why": "Choose why this call is to be left out."})
        return show_call(request, session, person, call, now=now, form=form)
    if why == WhyExcluded.ANOTHER_REASON and not note.strip():
        form = Filled({"note": note, "why": why}, {"note": "Say what the reason is: everybody who checks reads it."})
        return show_call(request, session, person, call, now=now, form=form)
    exclude_call(session, call, WhyExcluded(why), note=note, by=person, redact=redactor(session), now=now)
    return RedirectResponse(f"/calls/{call_id}", status_code=HTTPStatus.SEE_OTHER)


@router.post("/calls/{call_id}/include", dependencies=[GENUINE])
def include(call_id: UUID, session: Writing, person: Lead, now: Now) -> Response:
    """Undo of leaving a call out."""
    include_call(session, call_or_404(session, call_id), by=person, now=now)
    return RedirectResponse(f"/calls/{call_id}", status_code=HTTPStatus.SEE_OTHER)


@router.post("/calls/{call_id}/erase", dependencies=[GENUINE])
def erase(
    request: Request,
    call_id: UUID,
    session: Writing,
    person: Admin,
    now: Now,
    confirmation: Annotated[str, Form()] = "",
) -> Response:
    """Only after the call's number was typed: nothing brings it back."""
    call = call_or_404(session, call_id)
    if confirmation.strip() != call.external_id:
        problem = f"This is not {call.external_id}. Nothing was erased."
        form = Filled({"confirmation": confirmation}, {"confirmation": problem})
        return show_call(request, session, person, call, now=now, form=form)
    asked = ask_erasure(session, why=ErasureWhy.CALL, calls=[call], by=person, channel="page", now=now)
    erase_now(session, asked, by=person, now=now)
    return RedirectResponse(f"/calls/{call_id}", status_code=HTTPStatus.SEE_OTHER)
