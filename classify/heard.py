"""What was said, word by word, without punctuation and turn by turn: what registers are searched in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from audio.words import Segment, Speaker

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
PLACEHOLDER = re.compile(r"\[[A-Z][A-Z_]+\]")


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word in small letters; times in milliseconds from the start of the call. A number may keep its digits."""

    text: str
    segment_index: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said until the other began."""

    speaker: Speaker
    words: tuple[HeardWord, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the call something was said."""

    segment_index: int
    start_ms: int
    end_ms: int
    text: str


def turns_of(segments: Sequence[Segment]) -> list[Turn]:
    """The turns of a transcript that hold any word. Redaction placeholders are left out."""
    turns = []
    for speaker, group in groupby(enumerate(segments), key=lambda pair: pair[1].speaker):
        words = tuple(word for index, segment in group for word in _words(index, segment))
        if words:
            turns.append(Turn(speaker, words))
    return turns


def span_of(words: Sequence[HeardWord]) -> Span:
    """The span of neighbouring words, at least one."""
    return Span(words[0].segment_index, words[0].start_ms, words[-1].end_ms, " ".join(word.text for word in words))


def plain_tokens(text: str) -> list[str]:
    """The words of a register's text as `turns_of` would have heard them."""
    return [found.group().lower().replace("’", "'") for found in WORD.finditer(PLACEHOLDER.sub(" ", text))]


def _words(index: int, segment: Segment) -> list[HeardWord]:
    return [
        HeardWord(text, index, round(word.start * 1000), round(word.end * 1000))
        for word in segment.words
        for text in plain_tokens(word.word)
    ]
