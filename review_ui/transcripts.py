"""A stored transcript as turns and words that a page can show and a script can follow."""

import re
from dataclasses import dataclass
from typing import Any, Final

from audio.words import Speaker

_PLACEHOLDER: Final = re.compile(r"\[([A-Z_]+)\](\W*)")

SPEAKER_NAMES: Final = {Speaker.AGENT: "Agent", Speaker.CUSTOMER: "Customer", Speaker.UNKNOWN: "Speaker"}


@dataclass(frozen=True)
class ShownWord:
    """`redaction` is the kind of what was cut (`CARD_NUMBER`), else empty; times in milliseconds."""

    text: str
    start_ms: int
    end_ms: int
    is_quoted: bool
    redaction: str = ""
    tail: str = ""
    """Punctuation that stood behind the placeholder."""


@dataclass(frozen=True)
class Turn:
    index: int
    speaker: Speaker
    start_ms: int
    end_ms: int
    words: tuple[ShownWord, ...]

    @property
    def speaker_name(self) -> str:
        return SPEAKER_NAMES[self.speaker]

    @property
    def start_s(self) -> float:
        return self.start_ms / 1000


def turns(segments: list[Any], *, quote_ms: tuple[int, int] | None = None) -> list[Turn]:
    """The segments as turns; words whose middle lies in `quote_ms` are marked as evidence.

    Segments of the same speaker that follow each other become one turn; two that nobody is named for may be two people.
    """
    shown: list[Turn] = []
    for segment in segments:
        speaker = Speaker(segment["speaker"])
        words = tuple(_word(word, quote_ms) for word in segment["words"])
        if not words:
            continue
        if shown and shown[-1].speaker is speaker is not Speaker.UNKNOWN:
            last = shown.pop()
            words = last.words + words
        shown.append(Turn(len(shown), speaker, words[0].start_ms, max(word.end_ms for word in words), words))
    return shown


def _word(word: dict[str, Any], quote_ms: tuple[int, int] | None) -> ShownWord:
    start_ms, end_ms = round(word["start"] * 1000), round(word["end"] * 1000)
    middle = (start_ms + end_ms) / 2
    is_quoted = quote_ms is not None and quote_ms[0] <= middle <= quote_ms[1]
    placeholder = _PLACEHOLDER.fullmatch(word["word"])
    if placeholder:
        return ShownWord("", start_ms, end_ms, is_quoted, redaction=placeholder[1], tail=placeholder[2])
    return ShownWord(word["word"], start_ms, end_ms, is_quoted)
