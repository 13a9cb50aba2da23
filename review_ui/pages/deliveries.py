"""The log of deliveries: who got what when, what failed and why, and sending it again."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from accounts.permissions import Action, may
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.queries.schedules import SHOWN, deliveries
from review_ui.render import page
from store.tables.delivery import Delivery, DeliveryState
from store.tables.person import Person
from worker.digests import send_again

router = APIRouter()
Listener = Annotated[Person, Depends(Allowed(Action.SET_SCHEDULE))]
Lead = Annotated[Person, Depends(Allowed(Action.LEAD_SCHEDULES))]


@router.get("/deliveries")
def log(
    request: Request, session: Reading, person: Listener, state: str = "", before: datetime | None = None
) -> Response:
    """Executives see their own."""
    sees_all = may(person, Action.LEAD_SCHEDULES)
    older = before if before is not None and before.tzinfo is not None else None
    found = deliveries(session, of=None if sees_all else person.id, state=state, before=older)
    return page(
        request,
        "deliveries.html",
        found=found,
        state=state if state in set(DeliveryState) else "",
        states=list(DeliveryState),
        sees_all=sees_all,
        older=found[-1].delivery.created_at.isoformat() if len(found) == SHOWN else "",
    )


@router.post("/deliveries/{delivery_id}/again", dependencies=[GENUINE])
def again(delivery_id: UUID, session: Writing, here: Here, person: Lead, now: Now) -> Response:
    found = session.get(Delivery, delivery_id)
    if found is None:
        raise PageNotFoundError("This delivery")
    send_again(session, found, by=person, settings=here.settings, now=now)
    return RedirectResponse("/deliveries", status_code=HTTPStatus.SEE_OTHER)
