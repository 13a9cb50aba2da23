"""The whole corpus, one half at a time, with and without a recogniser's errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.redact.corpus import innocent, numbers, sealed, second, third, unseen, words, words_seen
from tests.redact.corpus.cases import Case


@dataclass(frozen=True, slots=True)
class Half:
    """One half of the renderings: of numbers, of what is said in words, and of what is innocent."""

    numbers: numbers.Ways
    words: words.Ways
    innocent: Sequence[str]

    def cases(self, rng: Random) -> Iterator[Case]:
        """Every rendering of every kind, and as many innocent calls."""
        personal = [*numbers.number_cases(rng, self.numbers), *words.word_cases(rng, self.words)]
        yield from personal
        each = -(-len(personal) // len(self.innocent))
        yield from innocent.innocent_cases(rng, self.innocent, each=each)


HALVES = {
    "seen": Half(numbers.SEEN, words_seen.SEEN, innocent.SEEN),
    "second": Half(second.NUMBERS, second.WORDS, second.INNOCENT),
    "third": Half(third.NUMBERS, third.WORDS, third.INNOCENT),
    "unseen": Half(unseen.NUMBERS, unseen.WORDS, unseen.INNOCENT),
    "sealed": Half(sealed.NUMBERS, sealed.WORDS, sealed.INNOCENT),
}
"""`seen` is what the recognisers were written against; the others were written by people who had not seen them.

The recognisers were measured on each of those before they were adapted to it: that is what a stranger's calls leak
(docs/explanation/redaction.md). To `sealed` nothing was ever adapted.
"""
