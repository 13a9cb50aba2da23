"""What one token says about numbers: a digit, a teen, tens, "double", a written number, or a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache

from redact.distance import close
from redact.lexicon.everyday import COMMON
from redact.lexicon.persons import FAMILY, GIVEN
from redact.lexicon.wordlist import row, words
from redact.tokens import Token


class Kind(Enum):
    """`WEAK` words ("to", "for", "oh") are digits only beside other digits."""

    DIGIT = auto()
    TEEN = auto()
    TENS = auto()
    SCALE = auto()
    TIMES = auto()
    WRITTEN = auto()
    MEASURE = auto()
    MIXED = auto()
    WEAK = auto()
    LETTER = auto()


@dataclass(frozen=True, slots=True)
class Atom:
    kind: Kind
    value: str = field(repr=False)

    @property
    def is_number(self) -> bool:
        return self.kind in _NUMBERS

    @property
    def reads_as_digits(self) -> bool:
        """True for numbers and the words that sound like one, but no amounts."""
        return self.kind is Kind.WEAK or (self.is_number and self.kind is not Kind.MEASURE)


_NUMBERS = {Kind.DIGIT, Kind.TEEN, Kind.TENS, Kind.SCALE, Kind.TIMES, Kind.WRITTEN, Kind.MEASURE}
_ONES = row("zero one two three four five six seven eight nine")
DIGITS = {word: str(value) for value, word in enumerate(_ONES)} | {
    "nought": "0", "naught": "0", "nil": "0", "niner": "9", "fife": "5", "tree": "3", "fower": "4",
    "zeros": "0", "ones": "1", "twos": "2", "threes": "3", "fours": "4", "fives": "5", "sixes": "6",
    "sevens": "7", "eights": "8", "nines": "9", "zeroes": "0", "noughts": "0", "naughts": "0",
}  # fmt: skip
TEENS = {
    word: str(value)
    for value, word in enumerate(
        row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"), start=10
    )
}
TENS = {
    "twenty": "20", "thirty": "30", "forty": "40", "fourty": "40", "fifty": "50", "sixty": "60",
    "seventy": "70", "eighty": "80", "ninety": "90",
}  # fmt: skip
SCALES = {"hundred": "100", "thousand": "1000"}
TIMES = {"double": "2", "triple": "3", "treble": "3", "quadruple": "4"}
WEAK = {
    "oh": "0", "o": "0", "owe": "0", "won": "1", "to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8",
    "sex": "6", "sicks": "6", "nein": "9", "ohs": "0",
}  # fmt: skip
ORDINALS = {
    word: value
    for value, word in enumerate(
        row("""first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""),
        start=1,
    )
} | {"thirtieth": 30}
MONTHS = words("""
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec
    """)
WRITTEN_ORDINAL = re.compile(r"\d{1,2}(st|nd|rd|th)")
SPELLING = {
    word: word[0]
    for word in row("""alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike
    november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu""")
}
"""The radio alphabet. Several of its words are names and places, so it counts only in a spelled run."""
HOMELY = {
    word: word[0]
    for word in row("""apple adam able alice boy bob bravo bertie cat charles dog david edward egg elephant easy
    freddie frank freddy george girl harry henry ida igloo indigo ink jack john jam king kite lima lincoln lucy
    mary mother nellie nelly nora nan orange ocean oliver peter paul papa queen quinn robert sam sugar tommy thomas
    tom umbrella union uncle victor violet william walter water xylophone yellow young zebra zero""")
}
"""What people spell by at home: "t for tommy", with the "for" lost."""

_PLAIN = re.compile(r"[+(#]*\d[\d\W_]*")
_MEASURE = re.compile(
    r"[$£€]\d[\d,.]*\w?"  # money
    r"|\d[\d,.]*%"
    r"|\d{1,2}:\d{2}(:\d{2})?([ap]m)?"
    r"|\d{1,3}(,\d{3})+(\.\d+)?"
    r"|\d{1,3}\.\d{1,2}"
    r"|\d+([ap]m|st|nd|rd|th|gb|mb|tb|kb|g|k|m|kg|km|mbps|gbps|hz|ghz|mhz|x|s|hrs?|mins?|secs?)"
)
_LETTERS_FIRST = re.compile(r"[a-z]{2}\d{2}[a-z\d]{11,30}")
"""An IBAN written as one word."""
MOST_MEASURED = 12
"""A written amount with more digits than this is no amount."""


def atom_of(token: Token) -> Atom | None:
    return None if token.is_placeholder else atom(token.text)


@lru_cache(maxsize=4096)
def atom(text: str) -> Atom | None:
    if any(char.isdigit() for char in text):
        return _written(text)
    for table, kind in _WORDS:
        if text in table:
            return Atom(kind, table[text])
    if len(text) == 1 and text.isalpha():
        return Atom(Kind.LETTER, text)
    return _misheard(text)


def _misheard(text: str) -> Atom | None:
    """A non-word one letter away from a number: "sevn" is a weak seven."""
    if len(text) < _LEAST_MISHEARD or not text.isalpha() or text in _KNOWN:
        return None
    near = sorted(word for word in _SAID if len(word) >= _LEAST_MISHEARD and close(text, word))
    return Atom(Kind.WEAK, _SAID[near[0]]) if near else None


_SAID = DIGITS | TEENS | TENS
_LEAST_MISHEARD = 4
_KNOWN = COMMON | GIVEN | FAMILY


_WORDS: tuple[tuple[dict[str, str], Kind], ...] = (
    (DIGITS, Kind.DIGIT),
    (TEENS, Kind.TEEN),
    (TENS, Kind.TENS),
    (SCALES, Kind.SCALE),
    (TIMES, Kind.TIMES),
    (WEAK, Kind.WEAK),
)


def _written(text: str) -> Atom:
    digits = "".join(char for char in text if char in "0123456789")
    if len(digits) <= MOST_MEASURED and _MEASURE.fullmatch(text):
        return Atom(Kind.MEASURE, digits)
    if _PLAIN.fullmatch(text) or (len(digits) > MOST_MEASURED and not _LETTERS_FIRST.fullmatch(text)):
        return Atom(Kind.WRITTEN, digits)
    return Atom(Kind.MIXED, "".join(char for char in text if char.isalnum()))


def reading(atoms: list[Atom]) -> str:
    """The digits a row of number atoms says: "double four forty one eleven" is 444111.

    A number after "hundred" belongs to it only when said as one number ("four hundred twelve" is 412);
    in "eight hundred five five five" the fives are spelled and the reading is 800555.
    """
    digits = ""
    place = 0
    while place < len(atoms):
        said, used = _group(atoms, place)
        digits += said
        place += used
    return digits


def _group(atoms: list[Atom], place: int) -> tuple[str, int]:
    """The digits said by the group that starts here, and how many atoms it takes."""
    here = atoms[place]
    following = atoms[place + 1] if place + 1 < len(atoms) else None
    if here.kind is Kind.TIMES:
        if following is None or following.kind in (Kind.TIMES, Kind.SCALE):
            return "", 1
        return following.value * int(here.value), 2
    if here.kind is Kind.SCALE:
        return here.value[1:], 1
    value, used = _below_hundred(atoms, place)
    if len(value) <= 3 and place + used < len(atoms) and atoms[place + used].kind is Kind.SCALE:
        return _scaled(atoms, place, value, used)
    return value, used


def _below_hundred(atoms: list[Atom], place: int) -> tuple[str, int]:
    here = atoms[place]
    following = atoms[place + 1] if place + 1 < len(atoms) else None
    ones = following.value if following is not None and following.kind in (Kind.DIGIT, Kind.WEAK) else "0"
    if here.kind is Kind.TENS and ones != "0":
        return str(int(here.value) + int(ones)), 2
    return here.value, 1


def _scaled(atoms: list[Atom], place: int, value: str, used: int) -> tuple[str, int]:
    """A group with "hundred" or "thousand" in it; `value` and `used` are what stands before the scale."""
    total = int(value) * int(atoms[place + used].value)
    used += 1
    rest = atoms[place + used :]
    if rest and _continues(rest):
        value, more = _below_hundred(atoms, place + used)
        if len(str(total)) > len(value):
            return str(total + int(value)), used + more
    return str(total), used


def _continues(rest: list[Atom]) -> bool:
    """True when what follows a scale is the rest of the same number and not the next spelled digit."""
    if rest[0].kind in (Kind.TENS, Kind.TEEN):
        return True
    return rest[0].kind is Kind.DIGIT and (len(rest) == 1 or rest[1].kind not in (Kind.DIGIT, Kind.WEAK))
