"""How near what somebody said is to what a register says, word by word, with small mishearings forgiven."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import numpy as np

from classify.heard import plain_tokens
from classify.lexicon import english

GENERIC_WEIGHT = 0.35
"""Words that many drivers share say little about which one is meant, even where a register has only one."""
ALIKE = 0.8
SHORTEST_ALIKE = 4
ENDINGS = ("ing", "ed", "es", "s")
ROOM = 4
"""A phrase may be told with this many other words of content between."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in words `first` … `last`; `share` is the weight of its words that were said, 0 … 1."""

    share: float
    first: int
    last: int


class PhraseWeights:
    """How much each word of a register says about its entry: less the more entries share it."""

    def __init__(self, entries: Iterable[Sequence[str]]) -> None:
        texts = [set(content_words(" ".join(phrases))) for phrases in entries]
        self._count = max(len(texts), 1)
        self._shared = Counter(_stem(word) for words in texts for word in words)

    def weight(self, word: str) -> float:
        shared = self._shared.get(_stem(word), 0)
        weight = float(np.log1p(self._count / max(shared, 1)))
        return weight * (GENERIC_WEIGHT if word in english().generic else 1.0)

    def find(self, words: Sequence[str], phrase: str) -> Match | None:
        """Where `words` come nearest to the phrase; None where none of its words is said."""
        wanted = content_words(phrase)
        places = [at for at, word in enumerate(words) if word not in english().stop]
        if not wanted or not places:
            return None
        nearness = np.array([[likeness(word, words[at]) for at in places] for word in wanted])
        weights = np.array([self.weight(word) for word in wanted])
        width = len(wanted) + ROOM
        best: Match | None = None
        for start in range(max(len(places) - width, 0) + 1):
            part = nearness[:, start : start + width]
            share = float(weights @ part.max(axis=1) / weights.sum())
            if share > (best.share if best else 0.0):
                said = np.flatnonzero(part.max(axis=0) > 0)
                best = Match(share, places[start + int(said[0])], places[start + int(said[-1])])
        return best


def content_words(text: str) -> list[str]:
    """The words of a phrase that carry meaning, each once, in order."""
    return [word for word in dict.fromkeys(plain_tokens(text)) if word not in english().stop]


@lru_cache(maxsize=100_000)
def likeness(wanted: str, said: str) -> float:
    """1 for the same word or another form of it, the ratio of matching letters for near ones, else 0."""
    if wanted == said or _stem(wanted) == _stem(said):
        return 1.0
    if min(len(wanted), len(said)) < SHORTEST_ALIKE or wanted[0] != said[0]:
        return 0.0
    ratio = SequenceMatcher(None, wanted, said, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
