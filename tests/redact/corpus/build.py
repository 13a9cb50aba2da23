"""The whole corpus, one half at a time."""

from __future__ import annotations

from random import Random

from tests.redact.corpus import innocent, innocent_unseen, words, words_unseen
from tests.redact.corpus.cases import Case
from tests.redact.corpus.numbers import number_cases


def corpus(rng: Random, *, seen: bool) -> list[Case]:
    ways = words.SEEN if seen else words_unseen.UNSEEN
    sentences = innocent.SEEN if seen else innocent_unseen.UNSEEN
    return [
        *number_cases(rng, seen=seen),
        *words.word_cases(rng, ways, seen=seen),
        *innocent.innocent_cases(rng, sentences, seen=seen, each=12),
    ]
