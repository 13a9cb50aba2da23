"""A quote is a stretch of the redacted transcript: its words are read from there, never from what somebody typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from store.tables.transcript import Transcript

SLACK_S = 0.25
"""A word belongs to a span when its middle lies in it, give or take this: people's marks are not exact."""


@dataclass(frozen=True)
class Quote:
    """Words and their times from the start of the call, milliseconds."""

    text: str
    start_ms: int
    end_ms: int


def quote_between(transcript: Transcript, start_ms: int, end_ms: int) -> Quote | None:
    """The words spoken between two times, by the speaker who said most of them; None where nobody spoke."""
    words = list(_words_between(transcript.segments, start_ms / 1000 - SLACK_S, end_ms / 1000 + SLACK_S))
    if not words:
        return None
    speakers = [speaker for speaker, _ in words]
    speaker = max(sorted(set(speakers)), key=speakers.count)
    said = [word for one, word in words if one == speaker]
    return Quote(
        text=" ".join(word["word"] for word in said),
        start_ms=round(min(word["start"] for word in said) * 1000),
        end_ms=round(max(word["end"] for word in said) * 1000),
    )


def _words_between(segments: list[Any], start: float, end: float) -> Iterator[tuple[str, dict[str, Any]]]:
    for segment in segments:
        for word in segment["words"]:
            if start <= (word["start"] + word["end"]) / 2 <= end:
                yield segment["speaker"], word
