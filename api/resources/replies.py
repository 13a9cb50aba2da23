"""What executives answer: whether it was theirs, what they will change, and taking that back."""

from datetime import date, datetime
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
from respond.replies import Answer, record_reply, undo_reply
from store.resources import Resources
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.reply import Reply, RoleReason
from worker.asking import tell_asked
from worker.typed import redactor

router = resource("Replies")
Owner = Annotated[Person, Depends(Allowed(Action.REPLY))]
ORDERS = orders(Reply.id, Reply.replied_at)
Sort = Literal["-replied_at", "replied_at"]


class ResourcesIn(BaseModel):
    """People, money and days; what is left out is not said."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    people: float | None = Field(None, ge=0, le=1e12, examples=[1])
    money: float | None = Field(None, ge=0, le=1e12, description="In the installation's currency", examples=[4000])
    days: float | None = Field(None, ge=0, le=1e12, examples=[2])

    def as_resources(self) -> Resources:
        return Resources(self.people, self.money, self.days)


class ReplyIn(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "is_ours": True,
                "reason": "process",
                "role_played": "Last year's price stood on the back of the letter.",
                "will_change": "Billing proofreads every letter.",
                "put": {"people": 1, "days": 2},
                "due_date": "2026-12-01",
            }
        },
    )

    is_ours: bool
    role_played: str = Field("", max_length=4_000, description="Where it is not ours: why not")
    reason: RoleReason | None = None
    will_change: str = Field("", max_length=4_000)
    put: ResourcesIn = ResourcesIn()
    put_in: str = Field("", max_length=4_000, description="A note beside the numbers")
    due_date: date | None = Field(None, description="By when; with a change only")


class ReplyOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    excerpt_id: UUID
    person_id: UUID
    is_ours: bool
    reason: RoleReason | None
    role_played: str
    will_change: str
    put: ResourcesIn
    put_in: str
    due_date: date | None
    replied_at: datetime
    withdrawn_at: datetime | None


@router.get("/replies", operation_id="list_replies", response_model=Page[ReplyOut])
def list_replies(
    session: Reading,
    person: Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))],
    excerpt_id: UUID | None = None,
    person_id: UUID | None = None,
    is_ours: bool | None = None,
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-replied_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Answers to the excerpts that the caller may hear; the latest to an excerpt counts."""
    found = select(Reply).join(Excerpt, Excerpt.id == Reply.excerpt_id).where(excerpts_heard_by(person))
    found = narrowed(found, (Reply.excerpt_id, excerpt_id), (Reply.person_id, person_id), (Reply.is_ours, is_ours))
    found = within(found, Reply.replied_at, starts_at, ends_at)
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.post(
    "/excerpts/{excerpt_id}/replies",
    operation_id="create_reply",
    status_code=201,
    response_model=ReplyOut,
    responses=NOT_FOUND,
)
def reply(excerpt: Heard, body: ReplyIn, session: Writing, person: Owner, now: Now) -> Reply:
    """A new row each time; what is typed is redacted before it is stored."""
    if not may_answer_excerpt(session, person, excerpt):
        raise NotAllowedError(Action.REPLY.value, remedy="It is answered by those who own it.")
    answer = Answer(
        is_ours=body.is_ours,
        role_played=body.role_played,
        reason=body.reason,
        will_change=body.will_change,
        put=body.put.as_resources(),
        put_in=body.put_in,
        due_date=body.due_date,
    )
    made = record_reply(session, excerpt, by=person, answer=answer, redact=redactor(session), now=now)
    tell_asked(session, excerpt, now=now)
    return made


@router.post(
    "/replies/{reply_id}/withdraw",
    operation_id="withdraw_reply",
    response_model=ReplyOut,
    responses=NOT_FOUND | CONFLICT,
)
def withdraw(reply_id: UUID, session: Writing, person: Owner, now: Now) -> Reply:
    """Take one's own answer back while no promise stands on it; the row stays."""
    found = session.get(Reply, reply_id, with_for_update=True)
    if found is None or found.person_id != person.id:
        raise NotFoundError("reply", reply_id, remedy="Only answers of your own can be taken back.")
    return undo_reply(session, found, by=person, now=now)
