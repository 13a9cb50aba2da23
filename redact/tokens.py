"""A call as one row of tokens, each of which knows the word, the characters and the seconds it came from."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from audio.words import Segment, Speaker
from redact.entities import PLACEHOLDER

EMAIL_WRITTEN = re.compile(r"[^\s@<>,;:()\[\]]+@[^\s@<>,;:()\[\]]+\.[^\W\d_]{2,}")
_PIECE = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_WITH_DIGITS = re.compile(r"[^\s]*\d[^\s]*")
_CLAUSE_END = ".?!;,"
_SENTENCE_END = ".?!"


@dataclass(frozen=True, slots=True)
class Token:
    """The smallest thing a recogniser looks at.

    `text` is in small letters without punctuation; a written word like "forty-one" makes two tokens of
    one word. `start_char` and `end_char` are half-open offsets in the line, `start` and `end` seconds.
    """

    text: str = field(repr=False)
    raw: str = field(repr=False)
    line: int
    word: int
    start_char: int
    end_char: int
    speaker: Speaker
    start: float
    end: float
    ends_clause: bool = False
    ends_sentence: bool = False

    @property
    def is_placeholder(self) -> bool:
        return bool(PLACEHOLDER.fullmatch(self.raw))

    @property
    def capital(self) -> bool:
        return self.raw[:1].isupper()


@dataclass(frozen=True)
class Call:
    """All tokens of a call in the order they were said, and each speaker's own stream of positions."""

    tokens: tuple[Token, ...]

    @cached_property
    def streams(self) -> dict[Speaker, tuple[int, ...]]:
        rows: dict[Speaker, list[int]] = {}
        for position, token in enumerate(self.tokens):
            rows.setdefault(token.speaker, []).append(position)
        return {speaker: tuple(row) for speaker, row in rows.items()}

    @cached_property
    def places(self) -> tuple[int, ...]:
        """For each token its place in its own speaker's stream."""
        places = [0] * len(self.tokens)
        for stream in self.streams.values():
            for place, position in enumerate(stream):
                places[position] = place
        return tuple(places)

    def text(self, position: int) -> str:
        """The text at a position, or "" outside the call."""
        return self.tokens[position].text if 0 <= position < len(self.tokens) else ""

    def step(self, position: int, by: int) -> int | None:
        """The position `by` tokens further in the same speaker's stream."""
        stream = self.streams[self.tokens[position].speaker]
        place = self.places[position] + by
        return stream[place] if 0 <= place < len(stream) else None

    def ahead(self, position: int, count: int, *, same_line: bool = False) -> list[int]:
        """Up to `count` positions after this one in the same speaker's stream."""
        token = self.tokens[position]
        stream = self.streams[token.speaker]
        place = self.places[position] + 1
        row = list(stream[place : place + count])
        return [p for p in row if self.tokens[p].line == token.line] if same_line else row

    def behind(self, position: int, count: int, *, same_line: bool = False) -> list[int]:
        """Up to `count` positions before this one in the same speaker's stream, nearest first."""
        token = self.tokens[position]
        stream = self.streams[token.speaker]
        place = self.places[position]
        row = list(stream[max(0, place - count) : place])[::-1]
        return [p for p in row if self.tokens[p].line == token.line] if same_line else row

    def interruption(self, left: int, right: int) -> tuple[int, float]:
        """What lies between two positions of one stream: other speakers' words, and seconds of time."""
        between = sum(1 for t in self.tokens[left + 1 : right] if t.speaker != self.tokens[left].speaker)
        seconds = self.tokens[right].start - self.tokens[left].end
        return between, 0.0 if math.isnan(seconds) else seconds


def call_of(segments: Sequence[Segment]) -> Call:
    return Call(tuple(token for line, segment in enumerate(segments) for token in _tokens_of(line, segment)))


def _tokens_of(line: int, segment: Segment) -> Iterator[Token]:
    offset = 0
    shouted = _is_shouted(segment)
    for index, word in enumerate(segment.words):
        for start, end in _pieces(word.word):
            raw = word.word[start:end]
            if shouted and not PLACEHOLDER.fullmatch(raw):
                raw = raw.lower()
            yield Token(
                text=_plain(raw),
                raw=raw,
                line=line,
                word=index,
                start_char=offset + start,
                end_char=offset + end,
                speaker=segment.speaker,
                start=word.start,
                end=word.end,
                ends_clause=end < len(word.word) and word.word[end] in _CLAUSE_END,
                ends_sentence=end < len(word.word) and word.word[end] in _SENTENCE_END,
            )
        offset += len(word.word) + 1


def _is_shouted(segment: Segment) -> bool:
    """True for a recogniser that writes capitals only: then they say nothing."""
    words = [word.word for word in segment.words if len(word.word) > 1 and not PLACEHOLDER.search(word.word)]
    return sum(map(str.isupper, words)) > _MOST_CAPITAL_WORDS * len(words)


_MOST_CAPITAL_WORDS = 0.7


def _pieces(word: str) -> Iterator[tuple[int, int]]:
    """Half-open character spans of the tokens in one written word."""
    found = PLACEHOLDER.search(word) or EMAIL_WRITTEN.search(word)
    if found:
        yield from _shift(_pieces(word[: found.start()]), 0)
        yield found.span()
        yield from _shift(_pieces(word[found.end() :]), found.end())
    elif _WITH_DIGITS.fullmatch(unicodedata.normalize("NFKC", word)) or any(c.isdigit() for c in word):
        yield from _written_number(word)
    else:
        yield from (match.span() for match in _PIECE.finditer(word))


def _written_number(word: str) -> Iterator[tuple[int, int]]:
    """A word with digits stays whole, less its outer punctuation; "number:4111" is two tokens."""
    label = re.match(r"[^\W\d_]{2,}[:=]", word)
    if label:
        yield (0, label.end() - 1)
        yield from _shift(_written_number(word[label.end() :]), label.end())
        return
    start, end = 0, len(word)
    while start < end and not (word[start].isalnum() or word[start] in "$£€+#"):
        start += 1
    while end > start and not (word[end - 1].isalnum() or word[end - 1] == "%"):
        end -= 1
    if start < end:
        yield (start, end)


def _shift(spans: Iterator[tuple[int, int]], by: int) -> Iterator[tuple[int, int]]:
    return ((start + by, end + by) for start, end in spans)


def _plain(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).lower().replace("’", "'")
    return "".join(_ascii_digit(char) for char in text)


def _ascii_digit(char: str) -> str:
    digit = unicodedata.digit(char, None)
    return str(digit) if digit is not None else char
