"""A recogniser that hears what the test says it hears."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from audio.sound import Samples
from audio.words import Word
from transcribe.engine import Heard, Utterance

SECONDS_A_WORD = 0.3


@dataclass
class FakeSpeech:
    """Says its lines on the channel of their speaker, whatever the sound: agent left, customer right.

    On a recording of one channel everybody is heard on that channel. `then()` starts the lines of the
    next recording; when there is no next one, the last is heard again.
    """

    name: str = "fake-speech"
    language: str | None = "en"
    error: Exception | None = None
    heard: int = field(default=0, init=False)
    _calls: list[list[tuple[int, Utterance]]] = field(default_factory=lambda: [[]], init=False)

    def says(self, speaker: str, text: str, *, at: float, probability: float = 0.9) -> Self:
        """One line; every word lasts 0.3 s, the first starts at `at` seconds."""
        words = tuple(
            Word(word, at + index * SECONDS_A_WORD, at + (index + 1) * SECONDS_A_WORD, probability)
            for index, word in enumerate(text.split())
        )
        self._calls[-1].append(({"agent": 0, "customer": 1}[speaker], Utterance(words)))
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
        lines = self._calls[min(self.heard, len(self._calls) - 1)]
        self.heard += 1
        last = len(channels) - 1
        return Heard(
            channels=tuple(
                tuple(sorted((line for side, line in lines if min(side, last) == index), key=lambda u: u.start))
                for index in range(len(channels))
            ),
            language=language or self.language,
        )
