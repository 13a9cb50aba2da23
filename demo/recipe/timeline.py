"""When each word of a dialogue is said, and the dry sound of both sides: no telephone yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np

from demo.grammar.turns import Dialogue, Turn
from demo.recipe.casting import Cast
from demo.recipe.line import RATE, Sound, hold_music

LEAD_S = (0.4, 1.2)
TAIL_S = (0.5, 1.2)
HOLD_S = (2.5, 4.5)
EDGE_S = 0.06
"""Silence kept before the first and after the last word of a sentence; synthesisers add up to 0.4 s."""


@dataclass(frozen=True)
class Said:
    """A spoken sentence: samples at 8 kHz and (word, start, end) in seconds from its first sample."""

    samples: Sound
    words: tuple[tuple[str, float, float], ...]


Say = Callable[[str, str, float], Said]
"""(text, voice, speed) → sound: the synthesisers in the recipe, a fake in the tests."""


@dataclass(frozen=True)
class TimedWord:
    word: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Timeline:
    """Words of each turn in milliseconds from the start, and the dry sound of agent and customer."""

    turns: tuple[tuple[TimedWord, ...], ...]
    agent: Sound
    customer: Sound
    music: tuple[tuple[int, int], ...]

    @property
    def duration_s(self) -> float:
        return len(self.agent) / RATE


def lay_out(dialogue: Dialogue, cast: Cast, say: Say, *, rng: Random, may_overlap: bool) -> Timeline:
    """Place the turns one after the other, with pauses, holds, and now and then one speaker in the other's way."""
    interrupts = may_overlap and rng.random() < 0.35
    tracks: dict[str, list[tuple[float, Sound]]] = {"agent": [], "customer": []}
    turns, music = [], []
    cursor = rng.uniform(*LEAD_S)
    for index, turn in enumerate(dialogue.turns):
        start = cursor if index == 0 else max(0.1, cursor + _gap(interrupts, rng))
        words, pieces, end = _speak_turn(turn, cast, start, say, rng)
        tracks[turn.speaker] += pieces
        turns.append(words)
        cursor = end
        if turn.hold_after:
            length = rng.uniform(*HOLD_S)
            samples = hold_music(int(length * RATE), rng=rng)
            tracks["agent"].append((cursor + 0.5, samples))
            music.append((round((cursor + 0.5) * 1000), round((cursor + 0.5 + length) * 1000)))
            cursor += length + 0.9
    total = int((cursor + rng.uniform(*TAIL_S)) * RATE)
    agent, customer = (_mix(tracks[side], total) for side in ("agent", "customer"))
    return Timeline(tuple(turns), agent, customer, tuple(music))


def _gap(interrupts: bool, rng: Random) -> float:
    """Seconds between two turns; negative where the next speaker does not wait."""
    if interrupts and rng.random() < 0.4:
        return -rng.uniform(0.15, 0.6)
    return rng.uniform(0.15, 0.75)


def _speak_turn(
    turn: Turn, cast: Cast, start: float, say: Say, rng: Random
) -> tuple[tuple[TimedWord, ...], list[tuple[float, Sound]], float]:
    voice = cast.agent_voice if turn.speaker == "agent" else cast.customer_voice
    pace = cast.agent_pace if turn.speaker == "agent" else cast.customer_pace
    words: list[TimedWord] = []
    pieces: list[tuple[float, Sound]] = []
    at = start
    for sentence in turn.sentences:
        said = trimmed(say(sentence.text, voice, pace))
        words += [TimedWord(w, round((at + s) * 1000), round((at + e) * 1000)) for w, s, e in said.words]
        pieces.append((at, said.samples))
        at += len(said.samples) / RATE + rng.uniform(0.1, 0.35)
    return tuple(words), pieces, at - 0.1


def trimmed(said: Said) -> Said:
    """Without the synthesiser's own silence at both ends, but for `EDGE_S`."""
    first = max(0.0, said.words[0][1] - EDGE_S)
    last = said.words[-1][2] + EDGE_S
    samples = said.samples[int(first * RATE) : int(last * RATE)]
    return Said(samples, tuple((word, start - first, end - first) for word, start, end in said.words))


def _mix(pieces: list[tuple[float, Sound]], total: int) -> Sound:
    track = np.zeros(total, np.float32)
    for at, samples in pieces:
        start = int(at * RATE)
        part = samples[: total - start]
        track[start : start + len(part)] += part
    return track
