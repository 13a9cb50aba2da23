"""Phrases found again although the recogniser misheard a word of them, or heard one that nobody said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from redact.atoms import DIGITS, MONTHS, ORDINALS, SPELLING, TEENS, TENS
from redact.distance import close
from redact.lexicon.everyday import COMMON
from redact.lexicon.persons import FAMILY, GIVEN
from redact.lexicon.wordlist import words

_SOUNDS_LIKE = {
    "cold": "code", "coat": "code", "coal": "code", "car": "card", "cart": "card", "cards": "card", "foam": "phone",
    "fone": "phone", "lumber": "number", "numbers": "number", "member": "number", "pen": "pin", "bin": "pin",
    "borne": "born", "securities": "security", "a": "the", "as": "is", "by": "my", "named": "name", "free": "three",
    "straight": "street", "rode": "road", "want": "one", "for": "four", "male": "mail", "dress": "address",
}  # fmt: skip
"""What recognisers write for words of phrases; believed only inside a phrase of several words."""
_INVENTED = words("uh um er erm okay the so and like well i you know")
_LITTLE = words("a the my your of is on for to you me we")
"""Words a recogniser loses most."""
_LEAST_LOSING = 2
_KNOWN = COMMON | GIVEN | FAMILY | MONTHS | frozenset((*DIGITS, *TEENS, *TENS, *ORDINALS, *SPELLING))
_LEAST_ALONE = 5
_LEAST_INSIDE = 4

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """The value of a phrase, the phrase as it should be, and how many words were said for it."""

    value: T
    phrase: tuple[str, ...]
    length: int


class Phrases(Generic[T]):
    """Values by phrase. Where several phrases begin at one place, the longest counts."""

    def __init__(self, table: Mapping[T, str], *, exact: frozenset[T] = frozenset()) -> None:
        """Take the phrases of each value, one a line or parted by "|".

        A phrase of one word is never misheard for a value of `exact`.
        """
        self._exact = exact
        self._rows: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for value, block in table.items():
            for said in (tuple(phrase.split()) for line in block.strip().splitlines() for phrase in line.split("|")):
                self._rows.setdefault(said[0], []).append((said, value))
        for row in self._rows.values():
            row.sort(key=lambda one: -len(one[0]))
        self._order = {word: place for place, word in enumerate(self._rows)}
        self.words = frozenset(word for row in self._rows.values() for said, _ in row for word in said)
        self._starts = lru_cache(maxsize=8192)(self._may_start)

    def at(self, said: Sequence[str], place: int) -> Match[T] | None:
        """The longest phrase that begins at this place."""
        found: Match[T] | None = None
        for start in self._starts(said[place]):
            for phrase, value in self._rows[start]:
                if found and len(phrase) <= len(found.phrase):
                    break
                length = self._used(said, place, phrase)
                if length == 1 and value in self._exact and said[place].removesuffix("'s") != phrase[0]:
                    continue
                if length:
                    found = Match(value, phrase, length)
                    break
        return found

    def ends_at(self, said: Sequence[str]) -> bool:
        """True where one of the phrases is the last that was said."""
        return any(
            (match := self.at(said, place)) is not None and place + match.length == len(said)
            for place in range(len(said))
        )

    def _may_start(self, heard: str) -> tuple[str, ...]:
        """First words of phrases that a word may be, in the order of the table."""
        if _is_no_word(heard):
            return tuple(word for word in self._rows if _may_be(heard, word))
        may = {heard, heard.removesuffix("'s"), _SOUNDS_LIKE.get(heard, heard)}
        return tuple(sorted(may & self._rows.keys(), key=self._order.__getitem__))

    def _used(self, said: Sequence[str], place: int, phrase: tuple[str, ...]) -> int:
        """How many words from this place on say the phrase; 0 where they do not.

        One invented word is forgiven in a phrase of several words, and one lost little word in a longer one.
        """
        here, invented, lost = place, len(phrase) > 1, len(phrase) > _LEAST_LOSING
        for index, word in enumerate(phrase):
            if here < len(said) and self._says(said[here], word, phrase):
                here += 1
            elif 0 < index < len(phrase) - 1 and lost and word in _LITTLE:
                lost = False
            elif index and invented and self._is_invented(said, here) and self._says(said[here + 1], word, phrase):
                here, invented = here + 2, False
            else:
                return 0
        return here - place

    def _is_invented(self, said: Sequence[str], here: int) -> bool:
        return here + 1 < len(said) and (said[here] in _INVENTED or said[here] == said[here - 1])

    def _says(self, heard: str, word: str, phrase: tuple[str, ...]) -> bool:
        if heard == word or heard.removesuffix("'s") == word:
            return True
        return (len(phrase) > 1 or len(word) >= _LEAST_ALONE) and _may_be(heard, word)


def phrases(block: str) -> Phrases[bool]:
    """Phrases that all say the same."""
    return Phrases({True: block})


@lru_cache(maxsize=65536)
def _may_be(heard: str, word: str) -> bool:
    """True for the word, for what recognisers write for it, and for a non-word one letter off."""
    bare = heard.removesuffix("'s")
    if word in (heard, bare, _SOUNDS_LIKE.get(heard)):
        return True
    return len(word) >= _LEAST_INSIDE and _is_no_word(heard) and close(heard, word)


@lru_cache(maxsize=65536)
def _is_no_word(heard: str) -> bool:
    """True for what may be a word with a wrong letter."""
    return len(heard) >= _LEAST_INSIDE and heard not in _KNOWN and heard.isalpha()
