"""Objections of owners, settled by a blind second reviewer. No dispute changes a figure."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from accounts.errors import NotAllowedError
from accounts.permissions import Action, excerpts_heard_by, may_answer_excerpt
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Now, Reading, Writing, resource
from api.filters import EndsAt, StartsAt, narrowed, within
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from api.resources.excerpts import Heard
from respond.disputes import open_dispute, undo_dispute
from store.tables.dispute import Dispute, DisputeState
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from worker.typed import redactor

router = resource("Disputes")
Owner = Annotated[Person, Depends(Allowed(Action.DISPUTE))]
ORDERS = orders(Dispute.id, Dispute.opened_at)
Sort = Literal["-opened_at", "opened_at"]


class DisputeIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    why: str = Field(max_length=4_000, examples=["The caller asks about a bill; our letter is not mentioned."])


class DisputeOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    excerpt_id: UUID
    person_id: UUID
    why: str
    state: DisputeState
    opened_at: datetime
    settled_at: datetime | None


@router.get("/disputes", operation_id="list_disputes", response_model=Page[DisputeOut])
def list_disputes(
    session: Reading,
    person: Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))],
    state: DisputeState | None = None,
    excerpt_id: UUID | None = None,
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-opened_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Of the excerpts that the caller may hear. Reviewers see none: whoever settles one is blind to it."""
    found = select(Dispute).join(Excerpt, Excerpt.id == Dispute.excerpt_id).where(excerpts_heard_by(person))
    found = narrowed(found, (Dispute.state, state), (Dispute.excerpt_id, excerpt_id))
    found = within(found, Dispute.opened_at, starts_at, ends_at)
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.post(
    "/excerpts/{excerpt_id}/disputes",
    operation_id="open_dispute",
    status_code=201,
    response_model=DisputeOut,
    responses=NOT_FOUND | CONFLICT,
)
def dispute(excerpt: Heard, body: DisputeIn, session: Writing, person: Owner, now: Now) -> Dispute:
    """Object, once and after listening."""
    if not may_answer_excerpt(session, person, excerpt):
        raise NotAllowedError(Action.DISPUTE.value, remedy="Those who own the excerpt may dispute it.")
    return open_dispute(session, excerpt, by=person, why=body.why, redact=redactor(session), now=now)


@router.post(
    "/disputes/{dispute_id}/withdraw",
    operation_id="withdraw_dispute",
    response_model=DisputeOut,
    responses=NOT_FOUND | CONFLICT,
)
def withdraw(dispute_id: UUID, session: Writing, person: Owner, now: Now) -> Dispute:
    """Take one's own objection back before a second reviewer listens."""
    found = session.get(Dispute, dispute_id, with_for_update=True)
    if found is None or found.person_id != person.id:
        raise NotFoundError("dispute", dispute_id, remedy="Only disputes of your own can be taken back.")
    return undo_dispute(session, found, by=person, now=now)
