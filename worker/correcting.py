"""A person puts words of a call right: what is typed is redacted, and the correction is a new version.

The versions before it stay. Its sound and the model's opinion follow in a moment (`worker.reading_again`).
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts import audit
from redact.correction import CorrectionError, Stretch, check_cuts_stay, corrected, said_in
from settings.errors import ListenbackError
from store.fulltext import keep_text
from store.tables.call import Call, CallState
from store.tables.person import Person
from store.tables.transcript import Transcript
from worker.jobs import enqueue
from worker.queues import Kind
from worker.recutting import rewrite_excerpts
from worker.typed import redactor

LONGEST: Final = 4_000
"""Characters of one turn."""


class CorrectedMeanwhileError(ListenbackError):
    """Somebody else corrected the same turn since this one was read: theirs stands, this one is not lost."""

    code = "corrected_meanwhile"
    status = 409

    def __init__(self, now_said: str) -> None:
        self.now_said = now_said
        super().__init__(
            "Somebody corrected this turn while you did.",
            remedy="Compare the two; what you save now is a further version, and theirs is kept too.",
        )


def correct_call(
    session: Session, call: Call, stretch: Stretch, typed: str, *, seen: str, by: Person, now: datetime
) -> Transcript:
    """Write a version in which the turn says what was typed. `seen` is what it said when `by` read it.

    The same correction sent again changes nothing. Raises CorrectionError, and CorrectedMeanwhileError where somebody
    else was faster; then nothing is stored.
    """
    current = session.scalar(select(Transcript).where(Transcript.call_id == call.id, Transcript.is_current))
    if current is None or call.state is not CallState.DONE:
        raise CorrectionError(f"call {call.external_id} has no words to correct.")
    before = said_in(current.segments, stretch)
    said = redactor(session)(" ".join(typed[:LONGEST].split()))
    if said == before:
        return current
    if " ".join(seen.split()) != before:
        raise CorrectedMeanwhileError(before)
    check_cuts_stay(before, said)
    segments, cuts = corrected(current.segments, stretch, said.split())
    if not segments:
        raise CorrectionError("nothing would be left of this call.", remedy="Skip the call if nobody speaks in it.")
    written = _next_version(session, current, segments, cuts, by=by, now=now)
    rewrite_excerpts(session, written, now=now)
    enqueue(session, Kind.READ_AGAIN, f"{call.id}/{written.version}", now=now, payload={"call_id": str(call.id)})
    details = {"version": written.version, "from_s": stretch.start_ms / 1000, "to_s": stretch.end_ms / 1000}
    audit.record(session, by=by, action="corrected words", subject=f"call:{call.id}", details=details, now=now)
    return written


def _next_version(
    session: Session,
    current: Transcript,
    segments: list[dict[str, Any]],
    cuts: list[dict[str, Any]],
    *,
    by: Person,
    now: datetime,
) -> Transcript:
    newest = session.scalar(select(func.max(Transcript.version)).where(Transcript.call_id == current.call_id))
    version = Transcript(
        call_id=current.call_id,
        version=(newest or 0) + 1,
        is_current=True,
        segments=segments,
        entities=sorted([*current.entities, *cuts], key=lambda cut: float(cut["start"])),
        text="\n".join(segment["text"] for segment in segments),
        language=current.language,
        duration_s=current.duration_s,
        channels=current.channels,
        lanes=current.lanes,
        truncated=current.truncated,
        no_speech=current.no_speech,
        engine=current.engine,
        audio_blob=current.audio_blob,
        waveform=current.waveform,
        corrected_by_id=by.id,
        heard_id=current.heard_id or current.id,
        created_at=now,
    )
    current.is_current = False
    session.add(version)
    session.flush()
    keep_text(session, Transcript.SEARCHED_AS, version.call_id, version.text)
    return version
