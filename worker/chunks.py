"""The redacted chunks of a call: made, kept, taken up again, and put together as its transcript."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select

from audio.decode import SPEECH_RATE
from audio.encode import OpusEncoder, write_opus
from audio.peaks import Peaks, in_buckets, peaks_of
from store.blobs import Blobs
from store.installation import Installation
from store.tables.transcript import Transcript
from store.tables.transcript_chunk import TranscriptChunk
from transcribe.recording import TURN_PAUSE_S
from worker.jobs import Claim, report_progress
from worker.memory import give_back_memory
from worker.passages import RedactedPassage

WAVEFORM_BUCKETS = 600


@dataclass(frozen=True)
class Kept:
    """What an attempt before this one left: so many chunks, which end at sample `end`."""

    number: int = 0
    end: int = 0
    language: str | None = None
    names: frozenset[str] = frozenset()


def chunks_of(
    passages: Iterable[RedactedPassage], call_id: UUID, *, length: int, first: int = 0
) -> Iterator[TranscriptChunk]:
    """The passages of a call of `length` samples as rows, numbered from `first` on."""
    encoder: OpusEncoder | None = None
    for number, passage in enumerate(passages, start=first):
        encoder = encoder or OpusEncoder(passage.silenced.channels, passage.silenced.rate)
        packets = encoder.encode(passage.silenced.samples)
        if passage.end >= length:
            packets += encoder.finish()
        yield TranscriptChunk(
            call_id=call_id,
            number=number,
            start=passage.start,
            end=passage.end,
            segments=[segment.as_json() for segment in passage.heard.segments],
            entities=[cut.as_json() for cut in passage.cuts],
            names=passage.names,
            language=passage.heard.language or "",
            channels=passage.heard.channels,
            lanes=[side.value for side in passage.heard.sides],
            engine=passage.heard.model,
            packets=b"".join(len(packet).to_bytes(2, "little") + packet for packet in packets),
            peaks=peaks_of(passage.silenced).astype("<u2").tobytes(),
        )


def keep_chunk(installation: Installation, claim: Claim, chunk: TranscriptChunk, *, length: int) -> None:
    """Store one chunk and how far the call is. Raises LeaseLostError where it was cancelled or given away."""
    with installation.sessions.begin() as session:
        report_progress(session, claim, progress=min(chunk.end / length, 1.0))
        session.add(chunk)
    give_back_memory()


def kept_chunks(installation: Installation, claim: Claim, *, engine: str) -> Kept:
    """What earlier attempts left. Chunks by another speech model are dropped. Raises LeaseLostError."""
    columns = TranscriptChunk.end, TranscriptChunk.language, TranscriptChunk.names, TranscriptChunk.engine
    call_id = UUID(claim.subject)
    with installation.sessions.begin() as session:
        chunks = select(*columns).where(TranscriptChunk.call_id == call_id).order_by(TranscriptChunk.number)
        rows = session.execute(chunks).all()
        if any(row.engine != engine for row in rows):
            report_progress(session, claim, progress=0.0)
            session.execute(TranscriptChunk.removal_of(call_id))
            rows = []
    return Kept(
        number=len(rows),
        end=rows[-1].end if rows else 0,
        language=next((row.language for row in rows if row.language), None),
        names=frozenset(name for row in rows for name in row.names),
    )


def put_together(chunks: Iterable[TranscriptChunk], blobs: Blobs, *, length: int) -> Transcript:
    """The transcript of all chunks of a call, which are read one at a time; its sound is stored already.

    Version, date and whether the recording ended early are left to whoever knows them.
    """
    rest = iter(chunks)
    first = next(rest)
    collected = _Collected()
    with tempfile.NamedTemporaryFile(prefix="listenback-") as file:
        packets = (packet for chunk in chain([first], rest) for packet in collected.packets_of(chunk))
        write_opus(file, packets, channels=len(first.lanes), rate=SPEECH_RATE, length=length)
        file.flush()
        audio_blob = blobs.put_file(Path(file.name))
    peaks = in_buckets(collected.peaks, WAVEFORM_BUCKETS)
    return Transcript(
        call_id=first.call_id,
        is_current=True,
        segments=collected.segments,
        entities=collected.entities,
        text="\n".join(segment["text"] for segment in collected.segments),
        language=collected.language,
        duration_s=length / SPEECH_RATE,
        channels=first.channels,
        lanes=first.lanes,
        no_speech=not collected.segments,
        engine=first.engine,
        audio_blob=audio_blob,
        waveform=[[round(float(peak), 3) for peak in row] for row in peaks],
    )


class _Collected:
    """What is gathered from each chunk while its sound goes by."""

    def __init__(self) -> None:
        self.segments: list[dict[str, Any]] = []
        self.entities: list[dict[str, Any]] = []
        self.peaks: list[Peaks] = []
        self.language = ""

    def packets_of(self, chunk: TranscriptChunk) -> Iterator[bytes]:
        following = chunk.segments
        if self.segments and following and _goes_on(self.segments[-1], following[0]):
            self.segments[-1] = _joined(self.segments[-1], following[0])
            following = following[1:]
        self.segments += following
        self.entities += chunk.entities
        self.language = self.language or chunk.language
        self.peaks.append(np.frombuffer(chunk.peaks, dtype="<u2").reshape(len(chunk.lanes), -1))
        return _unpacked(chunk.packets)


def _goes_on(turn: dict[str, Any], segment: dict[str, Any]) -> bool:
    """The rule by which turns are made (`transcribe.recording`), across the cut between two chunks."""
    return bool(turn["speaker"] == segment["speaker"] and segment["start"] - turn["end"] <= TURN_PAUSE_S)


def _joined(turn: dict[str, Any], segment: dict[str, Any]) -> dict[str, Any]:
    return {
        **turn,
        "end": max(turn["end"], segment["end"]),
        "text": f"{turn['text']} {segment['text']}",
        "words": [*turn["words"], *segment["words"]],
    }


def _unpacked(packets: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(packets):
        size = int.from_bytes(packets[at : at + 2], "little")
        yield packets[at + 2 : at + 2 + size]
        at += 2 + size
