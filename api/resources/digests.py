"""What executives were sent: digests with their excerpts and figures, and how each reached them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, or_, select

from accounts.permissions import Action, may
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Here, Now, Reading, Writing, resource
from api.filters import EndsAt, StartsAt, narrowed, within
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.digest import Digest, DigestState
from store.tables.person import Person, Role
from worker.digests import send_again

router = resource("Digests")
Listener = Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))]
DIGESTS = orders(Digest.id, Digest.created_at)
DigestSort = Literal["-created_at", "created_at"]
DELIVERIES = orders(Delivery.id, Delivery.created_at)


class DigestOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    person_id: UUID
    starts_at: datetime
    ends_at: datetime = Field(description="First instant behind the period")
    state: DigestState
    subject: str
    commitment_id: UUID | None = Field(description="Made on demand, to hear whether a fix helped")
    created_at: datetime
    ready_at: datetime | None


class DigestDetailOut(DigestOut):
    body: dict[str, Any] = Field(description="What it says: finding, figures, changes, overdue commitments")


class DeliveryOut(BaseModel):
    """One digest on its way to one person by one channel: sent at most once."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    person_id: UUID
    digest_id: UUID
    channel: Channel
    state: DeliveryState
    tries: int
    reason: str = Field(description="Why it failed or waits")
    created_at: datetime
    sent_at: datetime | None


@router.get("/digests", operation_id="list_digests", response_model=Page[DigestOut])
def list_digests(
    session: Reading,
    person: Listener,
    person_id: UUID | None = None,
    state: DigestState | None = None,
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[DigestSort, Query(description=SORT)] = "-created_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Executives see their own. `starts_at` and `ends_at` narrow by when they were made."""
    found = narrowed(_visible_to(person), (Digest.person_id, person_id), (Digest.state, state))
    found = within(found, Digest.created_at, starts_at, ends_at)
    return page_of(session, found, DIGESTS[sort], cursor=cursor, limit=limit)


@router.get("/digests/{digest_id}", operation_id="get_digest", response_model=DigestDetailOut, responses=NOT_FOUND)
def get_digest(digest_id: UUID, session: Reading, person: Listener) -> Any:
    """Its excerpts: `GET /excerpts?digest_id=…`."""
    found = session.scalar(_visible_to(person).where(Digest.id == digest_id))
    if found is None:
        raise NotFoundError("digest", digest_id, remedy="List yours with GET /v1/digests.")
    return found


@router.get("/deliveries", operation_id="list_deliveries", response_model=Page[DeliveryOut])
def list_deliveries(
    session: Reading,
    person: Annotated[Person, Depends(Allowed(Action.SET_SCHEDULE))],
    state: DeliveryState | None = None,
    digest_id: UUID | None = None,
    channel: Channel | None = None,
    sort: Annotated[DigestSort, Query(description=SORT)] = "-created_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Who got what when, what failed and why. Executives see their own."""
    found = narrowed(
        select(Delivery), (Delivery.state, state), (Delivery.digest_id, digest_id), (Delivery.channel, channel)
    )
    if not may(person, Action.LEAD_SCHEDULES):
        found = found.where(Delivery.person_id == person.id)
    return page_of(session, found, DELIVERIES[sort], cursor=cursor, limit=limit)


@router.post(
    "/deliveries/{delivery_id}/again",
    operation_id="send_delivery_again",
    response_model=DeliveryOut,
    responses=NOT_FOUND | CONFLICT,
)
def again(
    delivery_id: UUID,
    session: Writing,
    here: Here,
    person: Annotated[Person, Depends(Allowed(Action.LEAD_SCHEDULES))],
    now: Now,
) -> Delivery:
    """Send one that failed, or another copy of a mail."""
    found = session.get(Delivery, delivery_id, with_for_update=True)
    if found is None:
        raise NotFoundError("delivery", delivery_id, remedy="List them with GET /v1/deliveries.")
    send_again(session, found, by=person, settings=here.settings, now=now)
    return found


def _visible_to(person: Person) -> Select[Digest]:
    is_ready = Digest.state.in_([DigestState.READY, DigestState.EMPTY])
    shown = select(Digest).where(or_(is_ready, Digest.commitment_id.is_not(None)))
    return shown.where(Digest.person_id == person.id) if person.role is Role.EXECUTIVE else shown
