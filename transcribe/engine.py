"""The seam behind which a speech recogniser stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from audio.sound import Samples
from audio.words import Word


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of words heard on one channel, without a gap long enough to be a pause in talking."""

    words: tuple[Word, ...]

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end

    @property
    def text(self) -> str:
        return " ".join(word.word for word in self.words)


@dataclass(frozen=True, slots=True)
class Heard:
    """What an engine made of the channels of one call: utterances in time order for each channel."""

    channels: tuple[tuple[Utterance, ...], ...]
    language: str | None = None
    language_probability: float | None = None
    """How sure the language is, 0 to 1; None where nobody asked or nobody spoke."""


class Engine(Protocol):
    """A speech recogniser, loaded once and used for many calls."""

    @property
    def name(self) -> str:
        """The model, as a person would name it; stored with the transcript."""

    def hear(self, channels: Sequence[Samples], *, rate: int, language: str | None = None) -> Heard:
        """Transcribe the channels of one call, each of shape (n,), into one tuple of utterances a channel."""
