"""A call whose words a person corrected: what they cut out falls silent, and the champion reads it again."""

import tempfile
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from audio.cut import silence
from audio.decode import Limits, decode
from audio.encode import encode_opus
from audio.waveform import peaks
from deliver.excerpt_cut import cut_spans
from store.blobs import Blobs
from store.doomed import doom
from store.installation import Installation
from store.tables.doomed_file import FileKind
from store.tables.transcript import Transcript
from worker.causes import predict_again
from worker.chunks import WAVEFORM_BUCKETS
from worker.jobs import Claim
from worker.recutting import ask_for_sound
from worker.step import Write


def read_again(installation: Installation, claim: Claim) -> Write:
    """Silence what a correction cut out, and let the champion read the corrected words."""
    call_id = UUID(claim.payload["call_id"])
    with installation.readers() as session:
        current = session.scalar(select(Transcript).where(Transcript.call_id == call_id, Transcript.is_current))
        heard = session.get(Transcript, current.heard_id) if current is not None and current.heard_id else None
    if current is None or heard is None:  # erased meanwhile
        return _nothing
    silenced = _silenced(installation.blobs, current, heard)
    predict = predict_again(installation, call_id)

    def write(session: Session, now: datetime) -> None:
        if silenced is not None:
            key, waveform = silenced
            of_call = update(Transcript).where(Transcript.call_id == call_id)
            session.execute(of_call.values(audio_blob=key, waveform=waveform))
            doom(session, FileKind.SOUND, [current.audio_blob], now=now)
        ask_for_sound(session, call_id, now=now)
        predict(session, now)

    return write


def _nothing(_session: Session, _now: datetime) -> None:
    """There is nothing left to read."""


def _silenced(blobs: Blobs, current: Transcript, heard: Transcript) -> tuple[str, list[list[float]]] | None:
    """The sound without what corrections cut out, as its key and its picture; None where nothing is to be silenced."""
    new = [cut for cut in current.entities if cut not in heard.entities]
    if not new or current.audio_blob is None:
        return None
    with tempfile.NamedTemporaryFile(suffix=".ogg") as file:
        file.write(blobs.get(current.audio_blob))
        file.flush()
        sound = decode(Path(file.name), limits=Limits())
    quiet = silence(sound, cut_spans(new, current.lanes))
    shown: list[list[float]] = peaks(quiet, WAVEFORM_BUCKETS).round(3).tolist()
    return blobs.put(encode_opus(quiet)), shown
