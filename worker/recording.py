"""Transcribe and redact in one step in memory, because raw words are never stored (DESIGN §3).

The recording is read from an unlinked temporary file; what is written is the redacted transcript and the silenced
sound. What could not be redacted completely is not stored, and the call fails with `redaction`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from audio.errors import AudioError
from audio.sections import Overview, Section
from audio.sound import Sound
from audio.words import Transcription
from redact.check import RedactionIncomplete
from redact.exemptions import Exemptions
from redact.lists import ListError
from settings.errors import ListenbackError
from settings.settings import Settings
from store.fulltext import keep_text
from store.installation import Installation
from store.tables.call import Call, CallState, Direction
from store.tables.driver import Campaign
from store.tables.recording import Recording
from store.tables.transcript import Transcript
from store.tables.transcript_chunk import TranscriptChunk
from transcribe.channels import ChannelMap
from transcribe.devices import Device
from transcribe.engine import Engine
from transcribe.language import OtherLanguageError
from transcribe.models import ModelUnavailable
from transcribe.passages import Listener, Passage
from transcribe.whisper import WhisperEngine, WhisperOptions
from worker.chunks import chunks_of, keep_chunk, kept_chunks, put_together
from worker.exempt import exemptions
from worker.jobs import Claim, enqueue
from worker.learnt_names import LearntNames
from worker.passages import redact_passages
from worker.queues import Kind
from worker.reading import Reader, spooled
from worker.step import Write

MODEL_UNAVAILABLE = "model_unavailable"
OTHER_LANGUAGE = "language"


class RecordingError(ListenbackError):
    """A recording that cannot become a transcript; `code` is the stable reason on the call's page."""

    status = 422

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def process_recording(installation: Installation, claim: Claim) -> Write:
    """Decode, transcribe, redact; the returned write stores the transcript and lets the original go.

    A long recording is worked through in chunks that are kept as soon as they are redacted, so that the next
    attempt goes on where this one was killed.
    """
    call_id = UUID(claim.subject)
    with installation.readers() as session:
        recording = session.scalars(select(Recording).where(Recording.call_id == call_id)).one()
        call = session.get_one(Call, call_id)
        exempt = exemptions(session, installation.settings, agent=call.agent, customer=call.customer_hash)
        hotwords = hotwords_of(session) if installation.settings.speech.hotwords else ()
    if recording.blob is None:
        raise RecordingError("original_gone", "The original was deleted; ingest the call again with its recording.")
    try:
        with spooled(installation, recording.blobs) as reader:
            transcript = _listen(installation, claim, reader, call, exempt, hotwords)
    except AudioError as error:
        raise RecordingError(error.reason, f"{recording.file_name}: {error.what}. {error.remedy}") from None
    except RedactionIncomplete as error:
        raise RecordingError("redaction", str(error)) from None
    except OtherLanguageError as error:
        raise RecordingError(OTHER_LANGUAGE, _unheard(error.language, installation.settings)) from None
    return _writing(installation, transcript)


def keep(installation: Installation, call_id: UUID, sound: Sound, heard: Transcription, exempt: Exemptions) -> Write:
    """Redact words and sound in memory; the returned write stores what is left of them and nothing else."""
    try:
        passages = [Passage(Section(0, sound), heard)]
        transcript = _in_one_piece(installation, call_id, passages, exempt, length=sound.length)
    except RedactionIncomplete as error:
        raise RecordingError("redaction", str(error)) from None
    transcript.truncated = heard.truncated
    return _writing(installation, transcript)


def _listen(
    installation: Installation,
    claim: Claim,
    reader: Reader,
    call: Call,
    exempt: Exemptions,
    hotwords: tuple[str, ...],
) -> Transcript:
    """The redacted transcript of a recording, in one piece or in chunks by its length. Raises OtherLanguageError."""
    overview, truncated = reader.look_over()
    languages = frozenset(installation.settings.speech.languages)
    listener = Listener.of(
        overview,
        _engine(installation.settings, WhisperOptions(languages=languages, hotwords=hotwords)),
        languages=languages,
        channel_map=channel_map_of(call, installation.settings),
        outbound=call.direction is Direction.OUTBOUND,
    )
    if overview.is_whole:
        passages = reader.passages(overview, listener)
        checking = _checking(installation, listener)
        transcript = _in_one_piece(
            installation, UUID(claim.subject), passages, exempt, length=overview.length, engine=checking
        )
    else:
        transcript = _in_chunks(installation, claim, reader, overview.without_sample(), listener, exempt)
    transcript.truncated = truncated
    return transcript


def _in_one_piece(
    installation: Installation,
    call_id: UUID,
    passages: Iterable[Passage],
    exempt: Exemptions,
    *,
    length: int,
    engine: Engine | None = None,
) -> Transcript:
    redacted = redact_passages(passages, exempt=exempt, names=_names(installation), engine=engine)
    return put_together(chunks_of(redacted, call_id, length=length), installation.blobs, length=length)


def _in_chunks(
    installation: Installation,
    claim: Claim,
    reader: Reader,
    overview: Overview,
    listener: Listener,
    exempt: Exemptions,
) -> Transcript:
    """Each chunk is kept as soon as it is redacted; those that earlier attempts kept are not done again."""
    call_id, length = UUID(claim.subject), overview.length
    kept = kept_chunks(installation, claim, engine=listener.engine.name)
    listener.language = kept.language
    redacted = redact_passages(
        reader.passages(overview, listener, start=kept.end),
        exempt=exempt,
        names=_names(installation, kept.names),
        lead=reader.lead(listener, kept.end),
        engine=_checking(installation, listener),
    )
    for chunk in chunks_of(redacted, call_id, length=length, first=kept.number):
        keep_chunk(installation, claim, chunk, length=length)
    with installation.readers() as session:
        return put_together(session.scalars(TranscriptChunk.of_call(call_id)), installation.blobs, length=length)


def _checking(installation: Installation, listener: Listener) -> Engine | None:
    """The engine that listens again around the cuts, unless that is switched off."""
    return listener.engine if installation.settings.redaction.second_listen else None


def _writing(installation: Installation, transcript: Transcript) -> Write:
    call_id = transcript.call_id

    def write(session: Session, now: datetime) -> None:
        session.execute(
            update(Transcript).where(Transcript.call_id == call_id, Transcript.is_current).values(is_current=False)
        )
        transcript.version, transcript.created_at = _next_version(session, call_id), now
        session.add(transcript)
        keep_text(session, Transcript.SEARCHED_AS, call_id, transcript.text)
        session.execute(TranscriptChunk.removal_of(call_id))
        session.get_one(Call, call_id).moves_to(CallState.DONE)
        _let_original_go(session, call_id, installation.settings, now=now)
        if not transcript.no_speech:
            enqueue(session, Kind.PREDICT_CALL, str(call_id), now=now)

    return write


def _unheard(language: str, settings: Settings) -> str:
    listened_to = ", ".join(sorted(settings.speech.languages))
    return (
        f"This call is in the language {language}; listened to are {listened_to}. "
        "Calls that are still to come are heard once it is added to LISTENBACK_SPEECH__LANGUAGES."
    )


def _names(installation: Installation, known: Iterable[str] = ()) -> LearntNames:
    return LearntNames(installation.settings.secret, set(known))


def fail_call(session: Session, claim: Claim, reason: str, message: str, now: datetime, settings: Settings) -> None:
    """Tell it on the call's page: a drawn call is never replaced, it becomes non-response.

    The original is kept a while, so that a person can mend what was wrong and have it tried again.
    """
    call = session.get_one(Call, UUID(claim.subject))
    state = CallState.SKIPPED if reason == OTHER_LANGUAGE else CallState.FAILED
    call.moves_to(state, reason=reason, message=message)
    session.execute(TranscriptChunk.removal_of(call.id))
    if reason not in (MODEL_UNAVAILABLE, ListError.code):  # once that is mended this recording can be processed
        kept = timedelta(days=settings.retention.keep_failed_days)
        session.execute(update(Recording).where(Recording.call_id == call.id).values(delete_at=now + kept))


def hotwords_of(session: Session) -> tuple[str, ...]:
    """Names and offer codes of the campaigns, for a speech model that may expect them."""
    campaigns = session.scalars(select(Campaign).order_by(Campaign.id))
    return tuple(str(word) for campaign in campaigns for word in (campaign.name, *campaign.offer_codes))


def _engine(settings: Settings, options: WhisperOptions) -> Engine:
    try:
        return loaded_engine(settings.speech_model, settings.speech.device, settings.speech.threads, options)
    except ModelUnavailable as error:
        raise RecordingError(MODEL_UNAVAILABLE, str(error)) from None


@lru_cache(maxsize=1)
def loaded_engine(model: str, device: Device, threads: int, options: WhisperOptions) -> Engine:
    """The speech model, loaded once a process, and again when the words that it is to expect have changed."""
    return WhisperEngine.load(model, device=device, threads=threads, options=options)


def channel_map_of(call: Call, settings: Settings) -> ChannelMap:
    """Who is on which channel, by the call's source, queue and direction."""
    agent = settings.speech.agent_channel_of(
        source=call.source, queue=call.queue, outbound=call.direction is Direction.OUTBOUND
    )
    return ChannelMap() if agent == 0 else ChannelMap().swapped()


def _next_version(session: Session, call_id: UUID) -> int:
    newest = session.scalar(select(func.max(Transcript.version)).where(Transcript.call_id == call_id))
    return (newest or 0) + 1


def _let_original_go(session: Session, call_id: UUID, settings: Settings, *, now: datetime) -> None:
    """Say when the original goes; the clock deletes it then, so a rolled-back write cannot lose it."""
    at = now + timedelta(days=settings.retention.keep_original_days)
    session.execute(update(Recording).where(Recording.call_id == call_id).values(delete_at=at))
