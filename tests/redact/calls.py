"""Short calls for the tests, from lines like "c: my card is …" (a: agent, c: customer, u: unknown)."""

from __future__ import annotations

from audio.words import Segment, Speaker, Word

WORD_S = 0.4
GAP_S = 0.1
TURN_S = 0.5
_SIDES = {"a": Speaker.AGENT, "c": Speaker.CUSTOMER, "u": Speaker.UNKNOWN}


def call(*lines: str) -> tuple[Segment, ...]:
    """Segments one after the other; every word lasts 0.4 s, with 0.1 s between words."""
    time = 0.0
    segments = []
    for line in lines:
        side, text = line.split(":", 1)
        start, words = time, []
        for word in text.split():
            words.append(Word(word, time, time + WORD_S, 0.9))
            time += WORD_S + GAP_S
        segments.append(Segment(_SIDES[side.strip()], start, time, tuple(words)))
        time += TURN_S
    return tuple(segments)
