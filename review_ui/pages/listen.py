"""The listening queue: what an executive is asked to hear this time."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Now, Reading
from review_ui.errors import PageNotFoundError
from review_ui.queries.feeds import leaks_for
from review_ui.queries.listening import queues_for
from review_ui.render import page
from store.tables.person import Person, Role
from worker.desk import waiting_count

router = APIRouter()


@router.get("/listen")
def listen(
    request: Request, session: Reading, person: Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))], now: Now
) -> Response:
    is_executive = person.role is Role.EXECUTIVE
    calibration = waiting_count(session, person, now=now) if is_executive else 0
    return page(
        request,
        "listen.html",
        queues=queues_for(session, person),
        calibration_waiting=calibration,
        leaks=leaks_for(session, person, now=now),
    )


@router.get("/digests/{digest_id}")
def digest(
    request: Request,
    digest_id: UUID,
    session: Reading,
    person: Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))],
) -> Response:
    queues = queues_for(session, person, digest_id=digest_id)
    if not queues:
        raise PageNotFoundError("This digest")
    return page(request, "listen.html", queues=queues, calibration_waiting=0, leaks=[])
