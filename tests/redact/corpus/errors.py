"""Three kinds of recogniser error: words lost, words taken for others, and words heard wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from redact.lexicon.wordlist import row
from tests.redact.corpus.cases import Case, Spoken, Turn

CONFUSED = {
    "one": ("won", "on", "want"), "two": ("to", "too"), "three": ("free", "tree"), "four": ("for", "fore", "or"),
    "five": ("fine", "fife"), "six": ("sick", "sticks"), "seven": ("sevens", "heaven"), "eight": ("ate", "late"),
    "nine": ("line", "mine"), "zero": ("hero",), "oh": ("o",), "dot": ("got", "dots"), "com": ("calm", "come"),
    "at": ("that",), "card": ("car",), "code": ("cold",), "number": ("numbers", "lumber"), "street": ("straight",),
    "road": ("rode",), "born": ("borne",), "name": ("named",), "phone": ("foam",), "my": ("by",), "is": ("as",),
    "security": ("securities",), "twenty": ("plenty",), "nineteen": ("nine", "ninety"), "the": ("a",),
}  # fmt: skip
"""What a recogniser writes instead."""
_DIGITS = row("zero one two three four five six seven eight nine")


def exact(case: Case, rng: Random) -> Case:
    return case


def words_lost(case: Case, rng: Random) -> Case:
    """One word in sixteen is missing."""
    return _each(case, lambda word: None if rng.random() < 1 / 16 else word)


def words_confused(case: Case, rng: Random) -> Case:
    """One in eight of the words that sound like another one is written as that other."""
    return _each(case, lambda word: _confused(word, rng))


def digits_wrong(case: Case, rng: Random) -> Case:
    """One digit in ten is another digit, so that check digits fail; one word in twenty is garbled."""
    return _each(case, lambda word: _wrong(word, rng))


ERRORS: Mapping[str, Callable[[Case, Random], Case]] = {
    "exact": exact,
    "words_lost": words_lost,
    "words_confused": words_confused,
    "digits_wrong": digits_wrong,
}


def _each(case: Case, change: Callable[[Spoken], Spoken | None]) -> Case:
    turns = []
    for turn in case.turns:
        words = tuple(word for one in turn.words if (word := change(one)) is not None)
        turns.append(Turn(turn.speaker, words or turn.words))
    return replace(case, turns=tuple(turns))


def _confused(word: Spoken, rng: Random) -> Spoken:
    others = CONFUSED.get(word.text)
    if others is None or rng.random() >= 1 / 8:
        return word
    return replace(word, text=rng.choice(others), true=False)


def _wrong(word: Spoken, rng: Random) -> Spoken:
    if word.planted and word.text in _DIGITS and rng.random() < 1 / 10:
        return replace(word, text=rng.choice(_DIGITS))
    if len(word.text) > 3 and word.text.isalpha() and rng.random() < 1 / 20:
        place = rng.randrange(len(word.text))
        text = word.text[:place] + rng.choice("aeioustn") + word.text[place + 1 :]
        return replace(word, text=text, true=text == word.text)
    return word
