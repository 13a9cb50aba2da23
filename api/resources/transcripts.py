"""The redacted words of a call, every version, and putting the words of one turn right."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action
from api.entry import Allowed, Now, Writing, resource
from api.etags import STALE, UNCHANGED, Match, Show
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from audio.words import Speaker
from redact.correction import Stretch, said_in
from store.tables.call import Call
from store.tables.person import Person
from store.tables.transcript import Transcript
from worker.correcting import LONGEST, correct_call

router = resource("Transcripts")
Reader = Annotated[Person, Depends(Allowed(Action.READ_CALLS))]
Corrector = Annotated[Person, Depends(Allowed(Action.CORRECT_WORDS))]
_TIME = Field(ge=0, le=100_000_000, description="Milliseconds from the start of the call")


class WordOut(BaseModel):
    word: str = Field(examples=["flyer"])
    start: float
    end: float


class SegmentOut(BaseModel):
    speaker: str = Field(examples=["customer"])
    start: float
    end: float
    words: list[WordOut]


class EntityOut(BaseModel):
    """What was cut out and where; the value is nowhere."""

    type: str = Field(examples=["CARD_NUMBER"])
    speaker: str | None = None
    start: float
    end: float


class TranscriptOut(BaseModel):
    """Redacted; times in seconds from the start of the call."""

    model_config = ConfigDict(from_attributes=True)

    version: int
    language: str = Field(examples=["en"])
    duration_s: float
    channels: int
    truncated: bool
    no_speech: bool
    engine: str
    corrected_by_id: UUID | None = Field(None, description="Null for words as the machine heard them")
    created_at: datetime
    segments: list[SegmentOut]
    entities: list[EntityOut]


class CorrectionIn(BaseModel):
    """The words of one speaker between two times, as they should read. What is typed is redacted like all words."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"speaker": "customer", "start_ms": 4200, "end_ms": 9100, "text": "the flyer said three months"}
        },
    )

    speaker: Speaker
    start_ms: int = _TIME
    end_ms: int = _TIME
    text: str = Field(max_length=LONGEST)


@router.get(
    "/calls/{call_id}/transcript",
    operation_id="get_transcript",
    response_model=TranscriptOut,
    responses=NOT_FOUND | UNCHANGED,
)
def get_transcript(
    call_id: UUID,
    session: Writing,
    person: Reader,
    now: Now,
    show: Show,
    version: Annotated[int | None, Query(ge=1, le=2_000_000_000, description="The newest where it is left out")] = None,
) -> Any:
    """That the words were read is recorded."""
    shown = TranscriptOut.model_validate(transcript_or_404(session, call_id, version))
    details = {"channel": "api", "version": shown.version}
    audit.record(session, by=person, action="read call", subject=f"call:{call_id}", details=details, now=now)
    return show.show(shown)


@router.post(
    "/calls/{call_id}/corrections",
    operation_id="correct_transcript",
    status_code=201,
    response_model=TranscriptOut,
    responses=NOT_FOUND | CONFLICT | STALE,
)
def correct(
    call_id: UUID, body: CorrectionIn, session: Writing, person: Corrector, now: Now, show: Show, match: Match
) -> Any:
    """A new version of the transcript; the ones before stay. `If-Match` names the version that was read."""
    call = session.get(Call, call_id, with_for_update=True)
    current = transcript_or_404(session, call_id)
    assert call is not None  # its transcript names it
    match.demand(TranscriptOut.model_validate(current))
    stretch = Stretch(body.speaker, body.start_ms, body.end_ms)
    seen = said_in(current.segments, stretch)
    written = correct_call(session, call, stretch, body.text, seen=seen, by=person, now=now)
    return show.show(TranscriptOut.model_validate(written))


def transcript_or_404(session: Session, call_id: UUID, version: int | None = None) -> Transcript:
    wanted = Transcript.is_current if version is None else Transcript.version == version
    found = session.scalar(select(Transcript).where(Transcript.call_id == call_id, wanted))
    if found is None:
        raise NotFoundError("transcript of call", call_id, remedy="Its `state` and `reason` say why: GET /v1/calls/ID.")
    return found
