"""Calls for these tests: spoken turns with times, and a small grammar of labelled texts."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from audio.words import Segment, Speaker, Word
from classify.drivers import HeardCall

WORD_S = 0.3
TURN_GAP_S = 1.0
SAID = {
    "bill": ["my invoice is too high", "i was charged twice", "the bill shows a wrong amount", "a fee i do not know"],
    "parcel": ["my parcel never came", "the package is late", "the driver did not ring", "tracking stands still"],
    "login": ["i forgot my password", "the portal locks me out", "i cannot sign in", "my username is unknown to it"],
}
AROUND = ["hello", "good morning", "yes", "okay thank you", "one moment please", "that is right", "bye"]


def segments(*turns: tuple[str, str]) -> list[Segment]:
    """Segments of (speaker, text), each word 0.3 s, a second between turns."""
    at, made = 0.0, []
    for speaker, text in turns:
        words = []
        for word in text.split():
            words.append(Word(word, at, at + WORD_S, 0.9))
            at += WORD_S
        made.append(Segment(Speaker(speaker), words[0].start, words[-1].end, tuple(words)))
        at += TURN_GAP_S
    return made


def heard(text: str, *, on: str = "2026-10-05", dialled: str = "") -> HeardCall:
    """A call in which the customer says this, at noon of a day."""
    return HeardCall.of(
        segments(("customer", text)),
        started_at=datetime.fromisoformat(f"{on}T12:00:00").replace(tzinfo=UTC),
        dialled=dialled,
    )


def texts(count: int, *, seed: int = 0, causes: Sequence[str] = tuple(SAID)) -> tuple[list[str], list[str]]:
    """Labelled texts: one telling turn among small talk, causes in turn."""
    rng = np.random.default_rng(seed)
    made, labels = [], []
    for number in range(count):
        cause = causes[number % len(causes)]
        turns = [
            str(rng.choice(AROUND)),
            str(rng.choice(SAID[cause])),
            str(rng.choice(AROUND)),
            str(rng.choice(AROUND)),
        ]
        made.append(" | ".join(turns))
        labels.append(cause)
    return made, labels
