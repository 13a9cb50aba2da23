"""A recogniser for recordings that tell the time: it hears in each part of a call what is said there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

import numpy as np

from audio.sections import GRID_S
from audio.sound import Samples, Sound
from audio.words import Word
from tests.factories.sounds import RATE, noise
from tests.fakes.speech import SECONDS_A_WORD
from transcribe.engine import Heard, Utterance
from transcribe.words_back import PAUSE_S

_LONGEST_S = 100.0


def clock(seconds: float) -> Sound:
    """A recording whose left channel rises by the second; the right one is noise, so the two are no copies."""
    ramp = np.arange(round(seconds * RATE), dtype=np.float32) / np.float32(_LONGEST_S * RATE)
    return Sound(np.stack([ramp, noise(seconds, 0.02)[: ramp.size]]), RATE)


@dataclass
class ClockedSpeech:
    """Hears its lines where they are said; `before_hearing` is called first, with the number of earlier hearings.

    Where the clock is silent in places, it is a second listen around what was cut: nothing new is heard there.
    """

    name: str = "clocked-speech"
    before_hearing: Callable[[int], None] = lambda _number: None
    heard: list[tuple[float, float]] = field(default_factory=list)
    languages: list[str | None] = field(default_factory=list)
    _words: list[tuple[int, Word]] = field(default_factory=list)

    def says(self, speaker: str, text: str, *, at: float) -> Self:
        side = {"agent": 0, "customer": 1}[speaker]
        for index, word in enumerate(text.split()):
            start = at + index * SECONDS_A_WORD
            self._words.append((side, Word(word, start, start + SECONDS_A_WORD, 0.9)))
        return self

    def hear(self, channels: Sequence[Samples], *, rate: int, language: str | None = None) -> Heard:
        clock = channels[0]
        if not np.all(clock[clock.size // 20 :]):
            return Heard(tuple(() for _ in channels), language)
        self.before_hearing(len(self.heard))
        start = round(float(channels[0][0]) * _LONGEST_S / GRID_S) * GRID_S
        end = start + channels[0].size / rate
        self.heard.append((start, end))
        self.languages.append(language)
        sides = [
            [word.later(-start) for side, word in self._words if side == index and start <= _middle(word) < end]
            for index in range(len(channels))
        ]
        return Heard(tuple(map(_utterances, sides)), language or ("en" if any(sides) else None))


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2


def _utterances(words: list[Word]) -> tuple[Utterance, ...]:
    words.sort(key=lambda word: word.start)
    breaks = [index + 1 for index, (one, two) in enumerate(pairwise(words)) if two.start - one.end > PAUSE_S]
    edges = [0, *breaks, len(words)]
    return tuple(Utterance(tuple(words[first:last])) for first, last in pairwise(edges) if first < last)
