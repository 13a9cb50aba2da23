"""Read the words of calls as the classifier sees them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from audio.words import Segment, Speaker, Word
from classify.calltext import CallText, call_of_segments
from store.tables.call import Call
from store.tables.transcript import Transcript


def segments_of(stored: Iterable[dict[str, Any]]) -> tuple[Segment, ...]:
    """Stored segments as values."""
    return tuple(
        Segment(
            speaker=Speaker(segment["speaker"]),
            start=float(segment["start"]),
            end=float(segment["end"]),
            words=tuple(
                Word(word["word"], float(word["start"]), float(word["end"]), float(word.get("probability", 1.0)))
                for word in segment["words"]
            ),
        )
        for segment in stored
    )


def read_texts(session: Session, call_ids: Sequence[UUID] | None = None) -> dict[UUID, CallText]:
    """The current words of these calls, or of all.

    Left out are calls in which nobody speaks, whose words went by their clock, or whose customer took consent back.
    """
    query = (
        select(Transcript.call_id, Transcript.segments)
        .join(Call, Call.id == Transcript.call_id)
        .where(Transcript.is_current, Transcript.no_speech.is_(False), Transcript.text != "")
        .where(Call.consent_withdrawn_at.is_(None))
    )
    if call_ids is not None:
        query = query.where(Transcript.call_id.in_(call_ids))
    return {call_id: call_of_segments(segments_of(stored)) for call_id, stored in session.execute(query)}
