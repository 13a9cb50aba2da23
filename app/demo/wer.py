"""Word error rate of the stored transcripts against the truth sheet, planted spans left out on both sides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.demo.truth import TrueCall

SLACK_S = 0.2


@dataclass(frozen=True)
class Errors:
    """Substitutions, deletions and insertions together, and the words that were really said."""

    wrong: int
    words: int

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(self.wrong + other.wrong, self.words + other.words)

    @property
    def rate(self) -> float | None:
        return self.wrong / self.words if self.words else None


def word_errors(truth: TrueCall, segments: Sequence[Mapping[str, Any]]) -> Errors:
    """Compare one call side by side; both sides together where the transcript does not tell them apart."""
    sides = {str(segment["speaker"]) for segment in segments}
    if "unknown" in sides or truth.is_one_channel:
        return _compare(truth.words(None), _heard(truth, segments, None))
    return sum(
        (_compare(truth.words(side), _heard(truth, segments, side)) for side in ("agent", "customer")), Errors(0, 0)
    )


def _compare(said: list[str], heard: list[str]) -> Errors:
    return Errors(edit_distance(said, heard), len(said))


def edit_distance(left: Sequence[str], right: Sequence[str]) -> int:
    """Levenshtein's distance over words."""
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1]


def _heard(truth: TrueCall, segments: Iterable[Mapping[str, Any]], side: str | None) -> list[str]:
    """Words of the transcript outside planted spans and without placeholders, in time order."""
    words = [word for segment in segments if side is None or segment["speaker"] == side for word in segment["words"]]
    found = []
    for word in sorted(words, key=lambda word: word["start"]):
        middle = (word["start"] + word["end"]) / 2
        planted = any(item.start - SLACK_S <= middle <= item.end + SLACK_S for item in truth.items_of(side))
        if not planted and not str(word["word"]).startswith("["):
            found.append(plain(str(word["word"])))
    return [word for word in found if word]


def plain(word: str) -> str:
    """A word as it is compared: small letters, digits and apostrophes."""
    return "".join(letter for letter in word.lower() if letter.isalnum() or letter == "'")
