"""Call records with where they are on the street, and one with its redacted transcript."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action, may, may_see_labels
from api.cursor import Cursor, Limit, Page, make_cursor, page_after
from api.entry import Allowed, Now, Reading, Writing
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from store.tables.call import Call, CallState, Consent, Direction
from store.tables.model_version import ModelVersion
from store.tables.person import Person
from store.tables.prediction import Prediction
from store.tables.promise_check import PromiseBox, PromiseCheck
from store.tables.transcript import Transcript
from worker.stopping import cancel_call, open_job, retry_call

router = APIRouter(tags=["Calls"])
Visitor = Annotated[Person, Depends(Allowed(Action.SEE_CALLS))]


class CallOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    external_id: str
    started_at: datetime
    duration_s: int
    handle_s: int
    queue: str
    direction: Direction
    dialled_number: str
    consent: Consent
    state: CallState
    reason: str
    message: str
    received_at: datetime


class WordOut(BaseModel):
    word: str
    start: float
    end: float


class SegmentOut(BaseModel):
    speaker: str
    start: float
    end: float
    words: list[WordOut]


class EntityOut(BaseModel):
    """What was cut out and where; the value is nowhere."""

    type: str
    speaker: str | None = None
    start: float
    end: float


class TranscriptOut(BaseModel):
    """Redacted; times in seconds from the start of the call."""

    model_config = ConfigDict(from_attributes=True)

    version: int
    language: str
    duration_s: float
    channels: int
    truncated: bool
    no_speech: bool
    engine: str
    segments: list[SegmentOut]
    entities: list[EntityOut]


class EvidenceOut(BaseModel):
    speaker: str
    start_ms: int
    end_ms: int
    text: str
    weight: float


class PredictionOut(BaseModel):
    """What the champion says of a call.

    `origin` is `suggestion` while no model has learned from labels of this company: a guess of the shipped model, the
    causes' own words and the registers, of which no figure is made.
    """

    origin: Literal["suggestion", "model", "rule"]
    cause: str
    probabilities: dict[str, float]
    model_version: int
    rule: str
    reasons: list[str]
    evidence: list[EvidenceOut]

    @classmethod
    def of(cls, prediction: Prediction, version: ModelVersion) -> "PredictionOut":
        origin = prediction.origin_under(version)
        return cls(
            origin=origin,
            cause=prediction.cause_id,
            probabilities=prediction.probabilities,
            model_version=version.number,
            rule=prediction.rule,
            reasons=prediction.reasons,
            evidence=[EvidenceOut.model_validate(one) for one in prediction.evidence],
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
    session: Reading,
    _person: Visitor,
    state: CallState | None = None,
    reason: Annotated[str, Query(max_length=60)] = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """The latest first."""
    found = select(Call)
    if state is not None:
        found = found.where(Call.state == state)
    if reason:
        found = found.where(Call.because(reason))
    if starts_at is not None:
        found = found.where(Call.started_at >= starts_at)
    if ends_at is not None:
        found = found.where(Call.started_at < ends_at)
    calls = list(session.scalars(page_after(found, Call.started_at, Call.id, cursor=cursor, limit=limit)))
    last = calls[limit - 1] if len(calls) > limit else None
    return {"items": calls[:limit], "next_cursor": make_cursor(last.started_at, last.id) if last else None}


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
