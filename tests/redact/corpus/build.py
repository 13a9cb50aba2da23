"""The whole corpus, one half at a time, with and without a recogniser's errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from tests.redact.corpus import fifth, innocent, numbers, sealed, second, third, unseen, words, words_seen
from tests.redact.corpus.cases import Case
from tests.redact.corpus.sixth import Sixth


class Half(Protocol):
    """One half of the corpus."""

    def cases(self, rng: Random) -> Iterator[Case]:
        """Every rendering of every kind, and as many innocent calls."""


@dataclass(frozen=True, slots=True)
class Renderings:
    """A half by its renderings: of numbers, of what is said in words, and of what is innocent."""

    numbers: numbers.Ways
    words: words.Ways
    innocent: Sequence[str]

    def cases(self, rng: Random) -> Iterator[Case]:
        """Every rendering of every kind, and as many innocent calls."""
        personal = [*numbers.number_cases(rng, self.numbers), *words.word_cases(rng, self.words)]
        yield from personal
        each = -(-len(personal) // len(self.innocent))
        yield from innocent.innocent_cases(rng, self.innocent, each=each)


HALVES: Mapping[str, Half] = {
    "seen": Renderings(numbers.SEEN, words_seen.SEEN, innocent.SEEN),
    "second": Renderings(second.NUMBERS, second.WORDS, second.INNOCENT),
    "third": Renderings(third.NUMBERS, third.WORDS, third.INNOCENT),
    "unseen": Renderings(unseen.NUMBERS, unseen.WORDS, unseen.INNOCENT),
    "sealed": Renderings(sealed.NUMBERS, sealed.WORDS, sealed.INNOCENT),
    "fifth": fifth.HALF,
    "sixth": Sixth(),
}
"""`seen` is what the recognisers were written against; the others were written by people who had not seen them.

The recognisers were measured on each of those before they were adapted to it: that is what a stranger's calls leak
(docs/explanation/redaction.md). To `sixth` nothing was ever adapted.
"""
