"""Call records with where they are on the street, and one with its redacted transcript."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action, may, may_see_labels
from api.cursor import SORT, Cursor, Limit, Page, orders
from api.entry import Allowed, Here, Now, Writing, resource
from api.filters import EndsAt, StartsAt, Word
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from api.resources.predictions import PredictionOut
from api.resources.transcripts import TranscriptOut
from api.rows import RowList
from store.base import UtcDateTime
from store.tables.call import Call, CallState, Consent, Direction
from store.tables.person import Person
from store.tables.prediction import Prediction
from store.tables.promise_check import PromiseBox, PromiseCheck
from store.tables.transcript import Transcript
from worker.stopping import cancel_call, open_job, retry_call

router = resource("Calls")
Visitor = Annotated[Person, Depends(Allowed(Action.SEE_CALLS))]
ORDERS = orders(Call.id, Call.started_at)
Sort = Literal["-started_at", "started_at"]


class CallOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    external_id: str = Field(description="As the contact centre names it", examples=["NL-1042"])
    started_at: datetime
    duration_s: int = Field(examples=[212])
    handle_s: int = Field(description="Talk and after-call work, as the contact centre counts it", examples=[320])
    queue: str = Field(examples=["billing"])
    direction: Direction
    dialled_number: str
    consent: Consent
    state: CallState
    reason: str = Field(description="Stable code behind `excluded`, `skipped` and `failed`", examples=["no_consent"])
    message: str = Field(description="The reason in words, with the remedy")
    received_at: datetime


COLUMNS = tuple(getattr(Call, name) for name in CallOut.model_fields)
LISTED = RowList(
    COLUMNS,
    {
        **{
            name: getattr(Call, name) == bindparam(name, type_=getattr(Call, name).type)
            for name in ("state", "queue", "direction", "consent", "dialled_number", "external_id")
        },
        "reason": Call.because(bindparam("reason", type_=String())),
        "starts_at": Call.started_at >= bindparam("starts_at", type_=UtcDateTime()),
        "ends_at": Call.started_at < bindparam("ends_at", type_=UtcDateTime()),
    },
)


class PromiseOut(BaseModel):
    """What the caller says was promised, inside or outside the standard offering and its approved exceptions."""

    model_config = ConfigDict(from_attributes=True)

    box: PromiseBox
    claim: str
    start_ms: int
    end_ms: int
    against: str
    offering_id: str
    exception_id: str


class CallDetailOut(CallOut):
    progress: float | None = None
    """Share of the recording that is written down already, 0 to 1; null where no work is under way."""
    transcript: TranscriptOut | None = None
    """Null without one, and for roles that may not read it."""
    prediction: PredictionOut | None = None
    """Null without one, and for reviewers who have not labelled the call yet."""
    promise: PromiseOut | None = None
    """Null where no promise is told, and for reviewers who have not labelled the call yet."""


@router.get("/calls", operation_id="list_calls", response_model=Page[CallOut])
def list_calls(
    here: Here,
    _person: Visitor,
    state: CallState | None = None,
    reason: Annotated[str, Query(max_length=60)] = "",
    queue: Word = "",
    direction: Direction | None = None,
    consent: Consent | None = None,
    dialled_number: Word = "",
    external_id: Word = "",
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-started_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Call records of all states. What was said is in their transcripts."""
    asked = {
        "state": state,
        "reason": reason,
        "queue": queue,
        "direction": direction,
        "consent": consent,
        "dialled_number": dialled_number,
        "external_id": external_id,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
    values = {name: value for name, value in asked.items() if value is not None and value != ""}
    return LISTED.page(here, values, ORDERS[sort], cursor=cursor, limit=limit)


@router.get("/calls/{call_id}", operation_id="get_call", response_model=CallDetailOut, responses=NOT_FOUND)
def get_call(call_id: UUID, session: Writing, person: Visitor, now: Now) -> CallDetailOut:
    """One call with state, reason and transcript. That its words were read is recorded."""
    call = call_or_404(session, call_id)
    detail = CallDetailOut.model_validate(call)
    work = open_job(session, call)
    detail.progress = work.progress if work is not None else None
    if may(person, Action.READ_CALLS):
        transcript = session.scalar(select(Transcript).where(Transcript.call_id == call.id, Transcript.is_current))
        detail.transcript = TranscriptOut.model_validate(transcript) if transcript else None
    if may_see_labels(session, person, call.id, now=now):
        found = session.execute(Prediction.of_champion(call.id)).one_or_none()
        detail.prediction = PredictionOut.of(*found) if found else None
        check = session.scalar(select(PromiseCheck).where(PromiseCheck.call_id == call.id))
        detail.promise = PromiseOut.model_validate(check) if check else None
    if detail.transcript is not None:
        audit.record(
            session, by=person, action="read call", subject=f"call:{call.id}", details={"channel": "api"}, now=now
        )
    return detail


@router.post(
    "/calls/{call_id}/cancel", operation_id="cancel_call", response_model=CallOut, responses=NOT_FOUND | CONFLICT
)
def cancel(
    call_id: UUID, session: Writing, person: Annotated[Person, Depends(Allowed(Action.CANCEL_CALLS))], now: Now
) -> Call:
    """Stop the work on a recording; the call becomes `skipped` with the reason `cancelled`."""
    call = call_or_404(session, call_id)
    cancel_call(session, call, by=person, now=now)
    return call


@router.post(
    "/calls/{call_id}/retry", operation_id="retry_call", response_model=CallOut, responses=NOT_FOUND | CONFLICT
)
def retry(
    call_id: UUID, session: Writing, person: Annotated[Person, Depends(Allowed(Action.RETRY_CALLS))], now: Now
) -> Call:
    """Send work that failed or was cancelled round again."""
    call = call_or_404(session, call_id)
    retry_call(session, call, by=person, now=now)
    return call


def call_or_404(session: Session, call_id: UUID) -> Call:
    found = session.get(Call, call_id)
    if found is None:
        raise NotFoundError("call", call_id, remedy="List calls with GET /v1/calls.")
    return found
