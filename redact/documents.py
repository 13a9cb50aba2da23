"""A transcript read back from the JSON that `transcribe --json` prints."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from audio.words import Segment, Speaker, Word


class NotATranscript(ValueError):  # noqa: N818 - it says what the document is
    """The document has no segments with a speaker and words or text. Holds no part of the document."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(f"Not a transcript: {missing}. Give the JSON that `transcribe --json` prints, or plain text.")


def read_segments(document: object) -> tuple[Segment, ...]:
    """The segments of a transcript document; words without times, or only text, are read with NaN times."""
    if not isinstance(document, Mapping) or not isinstance(document.get("segments"), list):
        raise NotATranscript("there is no list called segments")
    return tuple(_segment(row, number) for number, row in enumerate(document["segments"]))


def _segment(row: object, number: int) -> Segment:
    if not isinstance(row, Mapping):
        raise NotATranscript(f"segment {number} is no object")
    speaker = row.get("speaker", Speaker.UNKNOWN.value)
    if speaker not in list(Speaker):
        raise NotATranscript(f"segment {number} has a speaker other than agent, customer or unknown")
    words, text = row.get("words"), row.get("text")
    if isinstance(words, list):
        read = tuple(_word(word, number) for word in words)
    elif isinstance(text, str):
        read = tuple(Word(word, math.nan, math.nan, 1.0) for word in text.split())
    else:
        raise NotATranscript(f"segment {number} has neither words nor text")
    return Segment(Speaker(speaker), _seconds(row, "start"), _seconds(row, "end"), read)


def _word(row: object, number: int) -> Word:
    if not isinstance(row, Mapping) or not isinstance(row.get("word"), str):
        raise NotATranscript(f"segment {number} has a word without its text")
    probability = row.get("probability")
    sure = float(probability) if isinstance(probability, int | float) else 1.0
    return Word(row["word"].strip(), _seconds(row, "start"), _seconds(row, "end"), sure)


def _seconds(row: Mapping[str, Any], key: str) -> float:
    value = row.get(key)
    return float(value) if isinstance(value, int | float) else math.nan
