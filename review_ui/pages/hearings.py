"""Asking to hear whether it is gone: calls since a fix, drawn anew."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from accounts import audit
from accounts.permissions import Action
from deliver.hearings import open_hearing
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.errors import PageNotFoundError
from store.tables.commitment import Commitment
from store.tables.person import Person
from worker.jobs import enqueue
from worker.queues import Kind

router = APIRouter()


@router.post("/actions/{commitment_id}/hearings", dependencies=[GENUINE])
def hear(
    commitment_id: UUID,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.COMMIT))],
    now: Now,
) -> Response:
    """Whoever promised the fix hears calls that came after it; calls heard before may come again."""
    found = session.get(Commitment, commitment_id)
    if found is None or found.person_id != person.id:
        raise PageNotFoundError("This commitment")
    hearing = open_hearing(session, found, now=now)
    enqueue(session, Kind.DRAW_AFTER_FIX, str(hearing.id), now=now)
    subject = f"commitment:{found.id}"
    audit.record(session, by=person, action="asked to hear after fix", subject=subject, details={}, now=now)
    return RedirectResponse(f"/digests/{hearing.id}", status_code=HTTPStatus.SEE_OTHER)
