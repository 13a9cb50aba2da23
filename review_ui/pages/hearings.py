"""Asking to hear whether it is gone: calls since a fix, drawn anew."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from accounts.permissions import Action
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.errors import PageNotFoundError
from store.tables.commitment import Commitment
from store.tables.person import Person
from worker.hearings import ask_for_hearing

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
    hearing = ask_for_hearing(session, found, by=person, now=now)
    return RedirectResponse(f"/digests/{hearing.id}", status_code=HTTPStatus.SEE_OTHER)
