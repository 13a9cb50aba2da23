"""Three kinds of recogniser error: words taken for others, words lost and invented, numbers written otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from random import Random

from redact.lexicon.wordlist import row
from tests.redact.corpus.cases import Case, Spoken, Turn, in_pieces, moved

CONFUSED = {
    "one": ("won", "on", "want"), "two": ("to", "too"), "three": ("free", "tree"), "four": ("for", "fore", "or"),
    "five": ("fine", "fife"), "six": ("sick", "sticks"), "seven": ("sevens", "heaven"), "eight": ("ate", "late"),
    "nine": ("line", "mine"), "zero": ("hero",), "oh": ("o",), "dot": ("got", "dots"), "com": ("calm", "come"),
    "at": ("that",), "card": ("car",), "code": ("cold",), "number": ("numbers", "lumber"), "street": ("straight",),
    "road": ("rode",), "born": ("borne",), "name": ("named",), "phone": ("foam",), "my": ("by",), "is": ("as",),
    "security": ("securities",), "twenty": ("plenty",), "nineteen": ("nine", "ninety"), "the": ("a",),
}  # fmt: skip
"""What a recogniser writes instead."""
ONES = row("zero one two three four five six seven eight nine")
_NUMBERS = (
    {word: str(value) for value, word in enumerate(ONES)}
    | {"oh": "0", "nought": "0", "o": "0"}
    | {
        word: str(value)
        for value, word in enumerate(
            row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"), start=10
        )
    }
    | {
        word: str(value)
        for value, word in zip(
            range(20, 100, 10), row("twenty thirty forty fifty sixty seventy eighty ninety"), strict=True
        )
    }
)
_TENS = frozenset(row("20 30 40 50 60 70 80 90"))
_ONES = frozenset("123456789")
_INVENTED = row("uh um okay the so and like well i")
_JITTER_S = 0.03
_INVENTED_S = 0.06

Error = Callable[[Case, Random], Case]


def exact(case: Case, rng: Random) -> Case:
    return case


def substituted(case: Case, rng: Random) -> Case:
    """One in eight words that sound like another is that other; one planted digit in twelve is another digit."""
    return _each(case, rng, lambda word: [_substitute(word, rng)])


def lost_and_invented(case: Case, rng: Random) -> Case:
    """One word in sixteen is missing; behind one in sixteen stands a word nobody said, or the word again."""
    return _each(case, rng, lambda word: _lost_or_doubled(word, rng))


def rewritten(case: Case, rng: Random) -> Case:
    """Spoken digits and letters as recognisers like to write them: joined, in groups, split, with marks between."""
    said = [Turn(turn.speaker, tuple(_rewritten(turn.words, rng))) for turn in case.turns]
    return _each(replace(case, turns=tuple(said)), rng, lambda word: [word])


ERRORS: Mapping[str, Error] = {
    "exact": exact,
    "substituted": substituted,
    "lost, invented": lost_and_invented,
    "rewritten": rewritten,
}


def _each(case: Case, rng: Random, change: Callable[[Spoken], list[Spoken]]) -> Case:
    """The case with every word changed, and heard a little early or late."""
    turns = []
    for turn in case.turns:
        words = [changed for word in turn.words for changed in change(word)] or list(turn.words)
        words = [moved(word, (rng.gauss(0, _JITTER_S), rng.gauss(0, _JITTER_S))) for word in words]
        turns.append(Turn(turn.speaker, tuple(words)))
    return replace(case, turns=tuple(turns))


def _substitute(word: Spoken, rng: Random) -> Spoken:
    if word.planted and word.text in ONES and rng.random() < 1 / 12:
        other = rng.choice(ONES)
        return replace(word, text=other, true=other == word.text)
    if word.text in CONFUSED and rng.random() < 1 / 8:
        return replace(word, text=rng.choice(CONFUSED[word.text]), true=False)
    if len(word.text) > 3 and word.text.isalpha() and rng.random() < 1 / 20:
        place = rng.randrange(len(word.text))
        text = word.text[:place] + rng.choice("aeioustn") + word.text[place + 1 :]
        return replace(word, text=text, true=text == word.text)
    return word


def _lost_or_doubled(word: Spoken, rng: Random) -> list[Spoken]:
    if rng.random() < 1 / 16:
        return []
    if rng.random() < 1 / 16:
        text = rng.choice((*_INVENTED, word.text))
        middle = word.end - _INVENTED_S
        return [replace(word, end=middle), replace(word, text=text, start=middle, true=text == word.text)]
    return [word]


def _rewritten(words: Sequence[Spoken], rng: Random) -> Iterator[Spoken]:
    """Stretches of number words and letters, planted or not, one time in two as a recogniser writes them."""
    for (planted, writable), group in groupby(words, key=lambda word: (word.planted, _is_writable(word.text))):
        stretch = list(group)
        if not writable or len(stretch) < 2 or rng.random() < 1 / 2:
            yield from stretch
            continue
        value = _value([word.text for word in stretch])
        whole = Spoken("", planted, stretch[0].start, stretch[-1].end)
        yield from in_pieces(whole, _written(value, rng))


def _is_writable(text: str) -> bool:
    return text in _NUMBERS or (len(text) == 1 and text.isalpha() and text not in "ia")


def _value(texts: Sequence[str]) -> str:
    """Digits and letters the words say: "forty one eleven k x" is 4111KX."""
    said: list[str] = []
    for text in texts:
        digits = _NUMBERS.get(text, text.upper())
        if said and len(said[-1]) == 2 and said[-1] in _TENS and digits in _ONES:
            said[-1] = said[-1][0] + digits
        else:
            said.append(digits)
    return "".join(said)


def _written(value: str, rng: Random) -> list[str]:
    way = rng.choice(("joined", "groups", "groups", "split", "dashes", "singly"))
    if way == "joined":
        return [value]
    if way == "singly":
        return list(value)
    size = rng.choice((3, 4)) if way != "split" else 0
    pieces = []
    while value:
        step = size or rng.randint(1, 5)
        pieces.append(value[:step])
        value = value[step:]
    return ["-".join(pieces)] if way == "dashes" else pieces
