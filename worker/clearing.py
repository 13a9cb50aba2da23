"""How each kind of data is cleared when its time has come, its files noted in the same transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from deliver.smtp import outbox_name
from sample.frame import listed
from store.doomed import doom
from store.fulltext import forget_text
from store.tables.call import Call, CallState
from store.tables.delivery import Delivery
from store.tables.doomed_file import FileKind
from store.tables.driver_link import DriverLink
from store.tables.excerpt import Excerpt
from store.tables.label import Label
from store.tables.prediction import Prediction
from store.tables.promise_check import PromiseCheck
from store.tables.recording import Recording
from store.tables.subject_export import SubjectExport
from store.tables.transcript import Transcript
from worker.forgetting import Forgetter

EXPIRED = "recording_expired"
EXPIRED_MESSAGE = "Its recording was deleted by the clock before any draw had listed the call."


def delete_rows(session: Session, rows: Sequence[Any], _now: datetime) -> None:
    for row in rows:
        session.delete(row)


def clear_undrawn(session: Session, recordings: Sequence[Recording], now: datetime) -> None:
    """Originals that no draw can use any more.

    A call that no draw had listed leaves the frame, counted by its reason; one that was listed had its chance, and
    stays in the frame of its draw.
    """
    calls = [session.get_one(Call, recording.call_id) for recording in recordings]
    had_chance = listed(session, {call.id.hex for call in calls}, min(call.started_at for call in calls))
    for call, recording in zip(calls, recordings, strict=True):
        doom(session, FileKind.ORIGINAL, recording.blobs, now=now)
        recording.blob = recording.second_blob = None
        recording.delete_at = now
        if call.state is CallState.RECEIVED and call.id.hex not in had_chance:
            call.moves_to(CallState.EXCLUDED, reason=EXPIRED, message=EXPIRED_MESSAGE)


def clear_sound(session: Session, transcripts: Sequence[Transcript], now: datetime) -> None:
    for transcript in transcripts:
        doom(session, FileKind.SOUND, [transcript.audio_blob], now=now)
        transcript.audio_blob, transcript.waveform = None, []


def clear_words(session: Session, transcripts: Sequence[Transcript], now: datetime) -> None:
    """Words go with their sound; that somebody spoke, how long and in which language stays, as do causes."""
    clear_sound(session, transcripts, now)
    ids = [transcript.call_id for transcript in transcripts]
    for transcript in transcripts:
        transcript.text, transcript.segments, transcript.entities = "", [], []
    forget_text(session, Transcript.SEARCHED_AS, ids)
    emptied: dict[Any, dict[str, Any]] = {
        Label: {"quote": "", "reason": ""},
        Prediction: {"evidence": [], "reasons": [], "words": []},
        DriverLink: {"evidence": ""},
        PromiseCheck: {"claim": ""},
    }
    for table, values in emptied.items():
        session.execute(update(table).where(table.call_id.in_(ids)).values(values))


def clear_excerpts(session: Session, excerpts: Sequence[Excerpt], now: datetime) -> None:
    """What was heard and read goes, and the messages that told it; what people answered stays."""
    forgetter = Forgetter(session, now=now)
    for excerpt in excerpts:
        forgetter.doom(FileKind.EXCERPT, (excerpt.web_blob, excerpt.feed_blob))
    forgetter.silence(excerpts, with_remarks=False)


def clear_messages(session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
    for delivery in deliveries:
        doom(session, FileKind.MESSAGE, [delivery.blob], now=now)
        doom(session, FileKind.OUTBOX, [outbox_name(delivery.message_id)], now=now)
        delivery.blob = None


def clear_exports(session: Session, exports: Sequence[SubjectExport], now: datetime) -> None:
    for export in exports:
        doom(session, FileKind.EXPORT, [export.blob], now=now)
        export.customer_hash, export.blob, export.gone_at = "", None, now
