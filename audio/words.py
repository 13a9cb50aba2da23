"""The words of speech: what a recogniser heard, who said it, and when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Speaker(StrEnum):
    """Whose side of the call a word was heard on."""

    AGENT = "agent"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"

    @property
    def other(self) -> "Speaker":
        """The other side of the same call; the other side of unknown is unknown."""
        return _OTHER_SIDE[self]


_OTHER_SIDE = {
    Speaker.AGENT: Speaker.CUSTOMER,
    Speaker.CUSTOMER: Speaker.AGENT,
    Speaker.UNKNOWN: Speaker.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word without surrounding blanks; times in seconds from the start of the recording."""

    word: str
    start: float
    end: float
    probability: float

    def later(self, by_s: float) -> "Word":
        return replace(self, start=self.start + by_s, end=self.end + by_s)


@dataclass(frozen=True, slots=True)
class Segment:
    """One turn or part of a turn by one speaker; times in seconds from the start of the recording."""

    speaker: Speaker
    start: float
    end: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.word for word in self.words)

    def later(self, by_s: float) -> "Segment":
        """The same words in a recording that starts so many seconds earlier."""
        words = tuple(word.later(by_s) for word in self.words)
        return replace(self, start=self.start + by_s, end=self.end + by_s, words=words)

    def as_json(self) -> dict[str, Any]:
        return {
            "speaker": self.speaker.value,
            "start": round(self.start, 3),
            "end": round(self.end, 3),
            "text": self.text,
            "words": [
                {
                    "word": word.word,
                    "start": round(word.start, 3),
                    "end": round(word.end, 3),
                    "probability": round(word.probability, 4),
                }
                for word in self.words
            ],
        }


@dataclass(frozen=True, slots=True)
class Transcription:
    """Everything one recording says, as segments in time order.

    `channels` counts the channels that carry a voice of their own: a two-channel file whose sides are
    copies of each other counts as one. `sides` says who is heard on each channel of the sound, left to right;
    unknown where a channel carries both. `speaker_confidence`, 0.5 to 1, says how sure it is who is the agent,
    where that was told from voices and words; None where the channel tells.
    """

    duration_s: float
    language: str | None
    channels: int
    truncated: bool
    segments: tuple[Segment, ...]
    model: str
    sides: tuple[Speaker, ...] = ()
    speaker_confidence: float | None = None

    @property
    def channel_of(self) -> dict[Speaker, int]:
        """The channel that carries a speaker alone; empty where every channel may carry anybody."""
        return {} if Speaker.UNKNOWN in self.sides else {side: index for index, side in enumerate(self.sides)}

    @property
    def no_speech(self) -> bool:
        """True when nobody said anything: a normal outcome of a call, not an error."""
        return not self.segments

    @property
    def text(self) -> str:
        return "\n".join(segment.text for segment in self.segments)

    def words(self) -> Iterator[tuple[Speaker, Word]]:
        for segment in self.segments:
            for word in segment.words:
                yield segment.speaker, word

    def as_json(self) -> dict[str, Any]:
        """The document `transcribe --json` prints."""
        return {
            "duration_s": round(self.duration_s, 3),
            "language": self.language,
            "channels": self.channels,
            "truncated": self.truncated,
            "no_speech": self.no_speech,
            "model": self.model,
            "speaker_confidence": None if self.speaker_confidence is None else round(self.speaker_confidence, 3),
            "segments": [segment.as_json() for segment in self.segments],
        }
