"""Transcripts from plain lines: `talk(("agent", "hello"), ("customer", "the flyer said"))`."""

from typing import Any

from sqlalchemy.orm import Session

from store.fulltext import keep_text
from store.tables.call import Call
from store.tables.transcript import Transcript
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.saving import saved

SECONDS_A_WORD = 0.4
SECONDS_BETWEEN_TURNS = 0.6

LINES = (
    ("agent", "thank you for calling northlight how can I help you today"),
    ("customer", "I got your flyer in the mail and it says the first month is free"),
    ("agent", "let me have a look at that offer for you one moment please"),
    ("customer", "but my bill says I owe the full amount so which one is it"),
    ("agent", "the flyer has an error and I will correct your bill right away"),
    ("customer", "thank you that is all I needed"),
)


def talk(*lines: tuple[str, str], start: float = 0.5) -> list[dict[str, Any]]:
    """Segments one after the other, each word `SECONDS_A_WORD` long."""
    segments, at = [], start
    for speaker, text in lines:
        words = []
        for word in text.split():
            words.append(
                {"word": word, "start": round(at, 3), "end": round(at + SECONDS_A_WORD, 3), "probability": 0.9}
            )
            at += SECONDS_A_WORD
        segments.append(
            {"speaker": speaker, "start": words[0]["start"], "end": words[-1]["end"], "text": text, "words": words}
        )
        at += SECONDS_BETWEEN_TURNS
    return segments


def make_transcript(session: Session, *, call: Call | None = None, **overrides: Any) -> Transcript:
    """A ready transcript (no sound) of a caller who got a wrong flyer."""
    segments = overrides.get("segments", talk(*LINES))
    defaults: dict[str, Any] = {
        "call_id": overrides.get("call_id") or (call or make_call(session)).id,
        "version": 1,
        "segments": segments,
        "entities": [],
        "text": "\n".join(" ".join(word["word"] for word in segment["words"]) for segment in segments),
        "language": "en",
        "duration_s": segments[-1]["end"] + 0.5 if segments else 20.0,
        "channels": 2,
        "no_speech": not segments,
        "engine": "ready",
        "created_at": NOW,
    }
    made = saved(session, Transcript(**defaults | overrides))
    if made.is_current:
        keep_text(session, Transcript.SEARCHED_AS, made.call_id, made.text)
    return made
