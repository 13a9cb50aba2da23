"""Passwords of the sixth half, and how they are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from tests.redact.corpus.sixth_digits import HOMELY, OH, RADIO, in_pairs

_WORDS = (
    "bluebird", "marmalade", "thunder", "Liverpool", "buttercup", "rusty", "pineapple", "sunflower", "galaxy",
    "bentley", "chocolate", "snowflake", "tinkerbell", "warrior", "lavender", "pumpkin", "falcon", "barnaby",
    "saxophone", "meadow",
)  # fmt: skip
_MARKS = {"!": "exclamation mark", "#": "hash", "@": "at sign", "*": "star", "?": "question mark", "_": "underscore"}


@dataclass(frozen=True, slots=True)
class Password:
    """A word with digits and perhaps a mark behind: "Bluebird74!"."""

    word: str
    digits: str
    mark: str

    @property
    def written(self) -> str:
        return f"{self.word}{self.digits}{self.mark}"

    @property
    def mark_said(self) -> list[str]:
        return [_MARKS[self.mark]] if self.mark else []


def password(rng: Random) -> Password:
    word = rng.choice(_WORDS)
    digits = rng.choice((f"{rng.randint(1, 99):02d}", str(rng.randint(1950, 2024)), f"{rng.randint(0, 999):03d}"))
    return Password(word.capitalize() if rng.random() < 1 / 2 else word.lower(), digits, rng.choice(("", "", *_MARKS)))


def _number(one: Password, rng: Random) -> str:
    return rng.choice((OH, in_pairs))(one.digits, rng)


def _letters(one: Password, names: Mapping[str, str] | None = None) -> str:
    """Letters by name, or with a word for each; the first is called a capital where it is one."""
    said = [names[letter] if names else letter for letter in one.word.upper()]
    return " ".join((["capital"] if one.word[0].isupper() else []) + said)


PASSWORDS: Mapping[str, Callable[[Password, Random], list[str]]] = {
    "word and number": lambda one, rng: [one.word, _number(one, rng), *one.mark_said],
    "capital said": lambda one, rng: [
        "capital" if one.word[0].isupper() else "lowercase", one.word, _number(one, rng), *one.mark_said
    ],
    "spelled": lambda one, rng: [_letters(one), _number(one, rng), *one.mark_said],
    "radio": lambda one, rng: [_letters(one, RADIO), _number(one, rng), *one.mark_said],
    "homely": lambda one, rng: [
        " ".join(f"{letter} for {HOMELY[letter]}" for letter in one.word.upper()), _number(one, rng)
    ],
    "said and spelled": lambda one, rng: [f"{one.word},", f"{_letters(one)},", _number(one, rng), *one.mark_said],
    "number written": lambda one, rng: [one.word, one.digits, *one.mark_said],
    "written": lambda one, rng: [one.written],
    "digits apart": lambda one, rng: [f"{one.word},", *one.digits, *one.mark_said],
    "hesitating": lambda one, rng: [one.word, "uh", _number(one, rng), *one.mark_said],
    "followed by": lambda one, rng: [one.word, "followed by", _number(one, rng), *one.mark_said],
}  # fmt: skip


def passphrase(rng: Random) -> tuple[str, ...]:
    return tuple(word.lower() for word in rng.sample(_WORDS, 3))


PHRASES: Mapping[str, Callable[[tuple[str, ...], Random], list[str]]] = {
    "words": lambda words, rng: list(words),
    "dashes said": lambda words, rng: [f"{words[0]} dash", f"{words[1]} dash", words[2]],
    "dashes": lambda words, rng: ["-".join(words)],
    "breaths": lambda words, rng: [f"{words[0]},", f"{words[1]},", words[2]],
    "hesitating": lambda words, rng: [words[0], f"um, {words[1]},", words[2]],
}


def memorable(rng: Random) -> str:
    """A word that a bank agreed on with its customer."""
    return rng.choice(_WORDS)


WORDS: Mapping[str, Callable[[str, Random], list[str]]] = {
    "said": lambda word, rng: [word],
    "spelled": lambda word, rng: [" ".join(word.upper())],
    "said and spelled": lambda word, rng: [f"{word},", "-".join(word.upper())],
}


def letter(rng: Random) -> str:
    return rng.choice("BCDFGHKLMNPRSTVWY")


def other_letter(rng: Random) -> str:
    return letter(rng)


LETTERS: Mapping[str, Callable[[str, Random], list[str]]] = {
    "name": lambda one, rng: [one],
    "for": lambda one, rng: [f"{one} for {HOMELY[one]}"],
    "radio": lambda one, rng: [RADIO[one]],
}
