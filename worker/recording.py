"""Transcribe and redact in one step in memory, because raw words are never stored (DESIGN §3).

The recording is read from an unlinked temporary file; what is written is the redacted transcript and the silenced
sound. What could not be redacted completely is not stored, and the call fails with `redaction`.
"""

import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import cast
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from audio.confined import ConfinedDecoder, Confinement
from audio.decode import Limits
from audio.encode import encode_opus
from audio.errors import AudioError
from audio.sound import Sound
from audio.waveform import peaks
from audio.words import Transcription
from redact.check import RedactionIncomplete
from redact.entities import Redaction
from redact.exemptions import Exemptions
from redact.sound import redact_sound
from redact.transcript import redact_segments
from settings.errors import ListenbackError
from settings.settings import Settings
from store.blobs import Blobs
from store.installation import Installation
from store.tables.call import Call, CallState, Direction
from store.tables.driver import Campaign
from store.tables.recording import Recording
from store.tables.transcript import Transcript
from transcribe.channels import ChannelMap
from transcribe.engine import Engine
from transcribe.models import ModelUnavailable
from transcribe.recording import transcribe_recording
from transcribe.whisper import Device, WhisperEngine
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Write

WAVEFORM_BUCKETS = 600
MODEL_UNAVAILABLE = "model_unavailable"


class RecordingError(ListenbackError):
    """A recording that cannot become a transcript; `code` is the stable reason on the call's page."""

    status = 422

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True)
class Processed:
    """Everything that leaves the step: redacted words and silenced sound."""

    transcription: Transcription
    redaction: Redaction
    audio_blob: str
    waveform: list[list[float]]


def process_recording(installation: Installation, claim: Claim) -> Write:
    """Decode, transcribe, redact; the returned write stores the transcript and lets the original go."""
    call_id = UUID(claim.subject)
    with installation.readers() as session:
        recording = session.scalars(select(Recording).where(Recording.call_id == call_id)).one()
        call = session.get_one(Call, call_id)
        exempt = exemptions(session, agent=call.agent)
    if recording.blob is None:
        raise RecordingError("original_gone", "The original was deleted; ingest the call again with its recording.")
    sound = _decoded(installation, recording)
    channel_map = channel_map_of(call, installation.settings)
    heard = transcribe_recording(sound, _engine(installation.settings), channel_map=channel_map)
    return keep(installation, call_id, sound, heard, exempt)


def keep(installation: Installation, call_id: UUID, sound: Sound, heard: Transcription, exempt: Exemptions) -> Write:
    """Redact words and sound in memory; the returned write stores what is left of them and nothing else."""
    processed = _redacted(sound, heard, exempt, installation)

    def write(session: Session, now: datetime) -> None:
        session.execute(
            update(Transcript).where(Transcript.call_id == call_id, Transcript.is_current).values(is_current=False)
        )
        session.add(_transcript(call_id, processed, version=_next_version(session, call_id), now=now))
        session.get_one(Call, call_id).moves_to(CallState.DONE)
        _let_original_go(session, call_id, installation.settings, now=now)
        if not heard.no_speech:
            enqueue(session, Kind.PREDICT_CALL, str(call_id), now=now)

    return write


def fail_call(session: Session, claim: Claim, reason: str, message: str, now: datetime, settings: Settings) -> None:
    """Tell it on the call's page: a drawn call is never replaced, it becomes non-response.

    The original is kept a while, so that a person can mend what was wrong and have it tried again.
    """
    call = session.get_one(Call, UUID(claim.subject))
    call.moves_to(CallState.FAILED, reason=reason, message=message)
    if reason != MODEL_UNAVAILABLE:  # with a model this recording can still be processed
        kept = timedelta(days=settings.retention.keep_failed_days)
        session.execute(update(Recording).where(Recording.call_id == call.id).values(delete_at=now + kept))


def exemptions(session: Session, *, agent: str = "") -> Exemptions:
    """Codes and numbers of the campaigns stay, or redaction would destroy the evidence; names of the call go."""
    campaigns = list(session.scalars(select(Campaign)))
    return Exemptions(
        codes=frozenset(str(code) for campaign in campaigns for code in campaign.offer_codes),
        phone_numbers=frozenset(campaign.phone for campaign in campaigns if campaign.phone),
        names=frozenset({agent} if " " in agent else ()),
    )


def _engine(settings: Settings) -> Engine:
    try:
        return loaded_engine(settings.speech_model, settings.speech.device, settings.speech.threads)
    except ModelUnavailable as error:
        raise RecordingError(MODEL_UNAVAILABLE, str(error)) from None


@lru_cache(maxsize=1)
def loaded_engine(model: str, device: str, threads: int) -> Engine:
    """The speech model, loaded once a process."""
    return WhisperEngine.load(model, device=cast("Device", device), threads=threads)


def _decoded(installation: Installation, recording: Recording) -> Sound:
    """The sound of a recording, or of both sides' recordings; each is copied to a file that is gone afterwards."""
    speech = installation.settings.speech
    decoder = confined_decoder(Confinement.of(speech), os.getpid())
    with ExitStack() as spools:
        paths = []
        for key in recording.blobs:
            spool = spools.enter_context(tempfile.NamedTemporaryFile(prefix="listenback-"))
            paths.append(Path(spool.name))
            _copy(installation.blobs, key, paths[-1])
        try:
            return decoder.decode(*paths, limits=Limits.of(speech))
        except AudioError as error:
            raise RecordingError(error.reason, f"{recording.file_name}: {error.what}. {error.remedy}") from None


@lru_cache(maxsize=1)
def confined_decoder(confinement: Confinement, _pid: int) -> ConfinedDecoder:
    """The decoding child, kept warm by each worker process of its own."""
    return ConfinedDecoder(confinement)


def _copy(blobs: Blobs, key: str, path: Path) -> None:
    with blobs.open(key) as source, path.open("wb") as target:
        while piece := source.read(1 << 20):
            target.write(piece)


def _redacted(sound: Sound, heard: Transcription, exempt: Exemptions, installation: Installation) -> Processed:
    try:
        redaction = redact_segments(heard.segments, exempt=exempt)
    except RedactionIncomplete as error:
        raise RecordingError("redaction", str(error)) from None
    silenced = redact_sound(sound, heard.segments, redaction.entities, channel_of=heard.channel_of)
    return Processed(
        transcription=heard,
        redaction=redaction,
        audio_blob=installation.blobs.put(encode_opus(silenced)),
        waveform=[[round(float(peak), 3) for peak in row] for row in peaks(silenced, WAVEFORM_BUCKETS)],
    )


def channel_map_of(call: Call, settings: Settings) -> ChannelMap:
    """Who is on which channel, by the call's source, queue and direction."""
    agent = settings.speech.agent_channel_of(
        source=call.source, queue=call.queue, outbound=call.direction is Direction.OUTBOUND
    )
    return ChannelMap() if agent == 0 else ChannelMap().swapped()


def _transcript(call_id: UUID, processed: Processed, *, version: int, now: datetime) -> Transcript:
    heard, redaction = processed.transcription, processed.redaction
    return Transcript(
        call_id=call_id,
        version=version,
        is_current=True,
        segments=[segment.as_json() for segment in redaction.segments],
        entities=[
            {
                "type": entity.type.value,
                "speaker": entity.speaker.value,
                "start": round(entity.start, 3),
                "end": round(entity.end, 3),
            }
            for entity in redaction.entities
        ],
        text=redaction.text,
        language=heard.language or "",
        duration_s=heard.duration_s,
        channels=heard.channels,
        lanes=[side.value for side in heard.sides],
        truncated=heard.truncated,
        no_speech=heard.no_speech,
        engine=heard.model,
        audio_blob=processed.audio_blob,
        waveform=processed.waveform,
        created_at=now,
    )


def _next_version(session: Session, call_id: UUID) -> int:
    newest = session.scalar(select(func.max(Transcript.version)).where(Transcript.call_id == call_id))
    return (newest or 0) + 1


def _let_original_go(session: Session, call_id: UUID, settings: Settings, *, now: datetime) -> None:
    """Say when the original goes; the clock deletes it then, so a rolled-back write cannot lose it."""
    at = now + timedelta(days=settings.retention.keep_original_days)
    session.execute(update(Recording).where(Recording.call_id == call_id).values(delete_at=at))
