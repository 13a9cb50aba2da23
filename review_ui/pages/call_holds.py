"""Legal holds of one call: set and lifted on its page, with a reason."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from accounts.permissions import Action
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.forms import Filled
from review_ui.pages.calls import call_or_404, show_call
from store.tables.person import Person
from worker.holds import lift_hold, set_hold
from worker.typed import redactor

router = APIRouter()
Keeper = Annotated[Person, Depends(Allowed(Action.HOLD_CALLS))]
Reason = Annotated[str, Form()]


@router.post("/calls/{call_id}/hold", dependencies=[GENUINE])
def hold(
    request: Request, call_id: UUID, session: Writing, person: Keeper, now: Now, hold_reason: Reason = ""
) -> Response:
    call = call_or_404(session, call_id)
    if not hold_reason.strip():
        form = Filled({}, {"hold_reason": "Say why it must be kept: whoever asks for its erasure is told that it is."})
        return show_call(request, session, person, call, now=now, form=form)
    set_hold(session, call, reason=hold_reason, by=person, redact=redactor(session), now=now)
    return RedirectResponse(f"/calls/{call_id}", status_code=HTTPStatus.SEE_OTHER)


@router.post("/calls/{call_id}/lift", dependencies=[GENUINE])
def lift(call_id: UUID, session: Writing, person: Keeper, now: Now, lift_reason: Reason = "") -> Response:
    """An erasure that waited for it goes on."""
    call = call_or_404(session, call_id)
    lift_hold(session, call, why=lift_reason, by=person, redact=redactor(session), now=now)
    return RedirectResponse(f"/calls/{call_id}", status_code=HTTPStatus.SEE_OTHER)
