"""A recogniser that hears what the test says it hears."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from audio.sound import Samples
from audio.words import Word
from transcribe.engine import Heard, Utterance

SECONDS_A_WORD = 0.3


@dataclass
class FakeSpeech:
    """Says its lines on the channel of their speaker, whatever the sound: agent left, customer right.

    On a recording of one channel everybody is heard on that channel. `then()` starts the lines of the
    next recording; when there is no next one, the last is heard again. Given the same recording once more
    with parts of it silent, it does not hear the words that lie in them.
    """

    name: str = "fake-speech"
    language: str | None = "en"
    error: Exception | None = None
    heard: int = field(default=0, init=False)
    listened: list[tuple[Samples, ...]] = field(default_factory=list, init=False)
    """The channels it was given, each time it was asked."""
    _calls: list[list[tuple[int, Utterance]]] = field(default_factory=lambda: [[]], init=False)
    _recording: tuple[Samples, ...] = field(default=(), init=False)
    _missed: list[tuple[int, Utterance]] = field(default_factory=list, init=False)

    def says(self, speaker: str, text: str, *, at: float, probability: float = 0.9) -> Self:
        """One line; every word lasts 0.3 s, the first starts at `at` seconds."""
        self._calls[-1].append((_CHANNELS[speaker], _utterance(text, at, probability)))
        return self

    def misses(self, speaker: str, text: str, *, at: float) -> Self:
        """A line that is heard only when the recording is listened to again."""
        self._missed.append((_CHANNELS[speaker], _utterance(text, at, 0.9)))
        return self

    def then(self) -> Self:
        """What is said from here on belongs to the next recording."""
        self._calls.append([])
        return self

    def fails(self, error: Exception) -> Self:
        self.error = error
        return self

    def hear(self, channels: Sequence[Samples], *, rate: int, language: str | None = None) -> Heard:
        if self.error is not None:
            raise self.error
        again = bool(self._recording) and _is_partly_silent(channels, self._recording)
        self.listened.append(tuple(channel.copy() for channel in channels))
        if not again:
            self.heard += 1
            self._recording = self.listened[-1]
        lines = self._calls[min(self.heard, len(self._calls)) - 1]
        last = len(channels) - 1
        return Heard(
            channels=tuple(
                _sorted(
                    _audible(line, channel, rate) if again else line
                    for side, line in (*lines, *(self._missed if again else ()))
                    if min(side, last) == index
                )
                for index, channel in enumerate(channels)
            ),
            language=language or self.language,
        )


class HauntedSpeech(FakeSpeech):
    """Hears another telephone number by the customer at every listen, a little later each time."""

    def hear(self, channels: Sequence[Samples], *, rate: int, language: str | None = None) -> Heard:
        self._missed.clear()
        self.misses("customer", "five five five oh one four two", at=5.0 + 2.3 * len(self.listened))
        return super().hear(channels, rate=rate, language=language)


_CHANNELS = {"agent": 0, "customer": 1}


def _utterance(text: str, at: float, probability: float) -> Utterance:
    return Utterance(
        tuple(
            Word(word, at + index * SECONDS_A_WORD, at + (index + 1) * SECONDS_A_WORD, probability)
            for index, word in enumerate(text.split())
        )
    )


def _is_partly_silent(now: Sequence[Samples], before: Sequence[Samples]) -> bool:
    """True for a recording in which nothing became louder than it was."""
    return [one.shape for one in now] == [one.shape for one in before] and all(
        bool(np.all(np.abs(one) <= np.abs(other))) for one, other in zip(now, before, strict=True)
    )


def _audible(line: Utterance, channel: Samples, rate: int) -> Utterance:
    return Utterance(
        tuple(word for word in line.words if np.any(channel[round(word.start * rate) : round(word.end * rate)]))
    )


def _sorted(lines: Iterable[Utterance]) -> tuple[Utterance, ...]:
    return tuple(sorted((line for line in lines if line.words), key=lambda line: line.start))
