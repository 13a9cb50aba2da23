"""Where no speech model could be had: the sample calls' own words stand in for a recogniser, and the summary says so.

Everything after the recogniser is the real thing: redaction of words and sound, storage, prediction.
"""

import json
import tempfile
from pathlib import Path

from rich.progress import Progress
from sqlalchemy import select

from app.demo.truth import TrueCall, TrueWord
from audio.confined import ConfinedDecoder
from audio.words import Segment, Speaker, Transcription, Word
from settings.clock import utc_now
from store.blobs import Blobs
from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.recording import Recording
from transcribe.models import ModelUnavailable, find_model
from worker.exempt import exemptions
from worker.recording import keep

READY = "ready transcripts of the sample calls"


GOOD_ENOUGH = 0.25
"""Word error rate above which the shipped model is not yet a recogniser: what is misheard cannot be redacted."""


def has_speech_model(installation: Installation) -> bool:
    """Whether the demo can really listen: with a model somebody chose, or with the shipped one once it is trained."""
    try:
        directory = find_model(installation.settings.speech_model)
    except ModelUnavailable:
        return False
    if installation.settings.speech.model:
        return True
    measured = directory / "measured.json"
    return measured.is_file() and json.loads(measured.read_text(encoding="utf-8"))["wer"] <= GOOD_ENOUGH


def take_ready_transcripts(installation: Installation, truth: dict[str, TrueCall], bars: Progress) -> None:
    """Put the drawn calls that wait through redaction with the words of the truth sheet."""
    with installation.readers() as session:
        rows = session.execute(
            select(Call, Recording.blob)
            .join(Recording, Recording.call_id == Call.id)
            .where(Call.state == CallState.DRAWN, Recording.blob.is_not(None))
        ).all()
        exempt = exemptions(session, installation.settings)
    bar = bars.add_task("Redacting (ready transcripts)", total=len(rows))
    with ConfinedDecoder() as decoder:
        for call, blob in rows:
            with tempfile.NamedTemporaryFile() as file:
                _copy(installation.blobs, str(blob), Path(file.name))
                sound = decoder.decode(Path(file.name))
            heard = transcription_of(truth[call.external_id], sound.duration_s)
            write = keep(installation, call.id, sound, heard, exempt)
            with installation.sessions.begin() as session:
                write(session, utc_now())
            bars.advance(bar)


def transcription_of(truth: TrueCall, duration_s: float) -> Transcription:
    """The words that were really said, as a recogniser without errors would return them."""
    segments: list[Segment] = []
    for word in sorted(truth.spoken, key=lambda word: word.start):
        speaker = Speaker.UNKNOWN if truth.is_one_channel else Speaker(word.speaker)
        heard = _heard(word)
        if segments and segments[-1].speaker is speaker:
            last = segments.pop()
            segments.append(Segment(speaker, last.start, heard.end, (*last.words, heard)))
        else:
            segments.append(Segment(speaker, heard.start, heard.end, (heard,)))
    sides = (Speaker.UNKNOWN,) * 2 if truth.is_one_channel else (Speaker.AGENT, Speaker.CUSTOMER)
    return Transcription(
        duration_s,
        "en",
        channels=1 if truth.is_one_channel else 2,
        truncated=False,
        segments=tuple(segments),
        model=READY,
        sides=sides,
    )


def _heard(word: TrueWord) -> Word:
    return Word(word.word, word.start, word.end, 1.0)


def _copy(blobs: Blobs, key: str, path: Path) -> None:
    path.write_bytes(blobs.get(key))
