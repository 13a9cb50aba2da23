"""The audit record: who did what when, each record hashed with the one before."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from accounts.audit_search import AuditSearch
from accounts.permissions import Action
from api.cursor import SORT, Cursor, Limit, Order, Page, page_of
from api.entry import Allowed, Reading, resource
from api.filters import EndsAt, StartsAt, Word
from store.tables.audit_event import AuditEvent
from store.tables.person import Person

router = resource("Audit")
ORDERS = {name: Order(name, AuditEvent.at, AuditEvent.number) for name in ("-at", "at")}
Sort = Literal["-at", "at"]


class AuditEventOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    number: int = Field(description="Counts from 1 without a gap")
    at: datetime
    person_id: UUID | None = Field(description="Null for the command line and the clock")
    action: str = Field(examples=["heard call"])
    subject: str = Field(examples=["call:5b0f1d0e-6f4a-4b0c-9a3e-0d6a3c1c2f11"])
    details: dict[str, Any]
    previous_sha256: str
    record_sha256: str


@router.get("/audit", operation_id="list_audit_events", response_model=Page[AuditEventOut])
def list_events(
    session: Reading,
    _auditor: Annotated[Person, Depends(Allowed(Action.SEE_AUDIT))],
    person_id: UUID | None = None,
    action: Word = "",
    subject: Annotated[Word, Query(max_length=120, description="`call:<id>`, or an id alone")] = "",
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """To check the chain: `listenback audit verify`."""
    search = AuditSearch(person_id, action, subject, starts_at, ends_at)
    found = search.events().with_only_columns(AuditEvent).order_by(None)
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)
