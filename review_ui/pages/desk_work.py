"""Work in progress at a call: the draft of a label, and who else is there."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from accounts.permissions import Action, may
from accounts.presence import arrive, others_at
from classify.assignments import held_by
from classify.drafts import save_draft
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.errors import PageNotFoundError, is_script
from review_ui.pages.calls import call_or_404
from review_ui.pages.desk import Rater, label_form
from store.tables.assignment import Assignment, AssignmentState
from store.tables.person import Person
from worker.typed import redactor

router = APIRouter()


@router.post("/assignments/{assignment_id}/draft", dependencies=[GENUINE])
def keep(
    request: Request,
    assignment_id: UUID,
    values: Annotated[dict[str, str], Depends(label_form)],
    session: Writing,
    person: Rater,
    now: Now,
) -> Response:
    """Keep a begun label for this person alone; of a call that they have labelled there is nothing to keep."""
    found = session.get(Assignment, assignment_id)
    if found is None or found.person_id != person.id:
        raise PageNotFoundError("This call on your desk")
    is_open = found.state in {AssignmentState.OPEN, AssignmentState.EXPIRED}
    if is_open:
        fields = {name: value for name, value in values.items() if name != "submission_id"}
        save_draft(session, person, found.call_id, fields, redact=redactor(session), now=now)
    if is_script(request):
        return JSONResponse({"is_kept": is_open})
    return RedirectResponse("/desk", status_code=HTTPStatus.SEE_OTHER)


@router.post("/calls/{call_id}/presence", dependencies=[GENUINE])
def be_here(
    call_id: UUID, session: Writing, person: Annotated[Person, Depends(Allowed(Action.SIT_AT_DESK))], now: Now
) -> Response:
    """Say that one is still at this call, and learn who else is; on the desk it renews the lease."""
    call = call_or_404(session, call_id)
    held = held_by(session, person, now=now)
    is_held = held is not None and held.call_id == call.id
    if not is_held and not may(person, Action.READ_CALLS):
        raise PageNotFoundError("This call")
    arrive(session, person, call.id, now=now)
    return JSONResponse({"others": others_at(session, person, call.id, now=now), "is_held": is_held})
