"""Runs of digits as people say them: across fillers, corrections, misheard words and turns.

Every word has points for being part of a spoken number: many for a number word, some for a word that
sounds like one, few lost by a filler, many by a word of talk. A run is a stretch with the most points. Where
a number was asked for, misheard words count more and interruptions less.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redact.atoms import Atom, Kind, atom_of, reading
from redact.beside import (
    AFTER_VALUE,
    ARTICLES,
    BEFORE_TO,
    BEFORE_VALUE,
    DETERMINERS,
    FILLERS,
    PREPOSITIONS,
    VALUE_LINKS,
    points_at_one,
)
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.misheard import HEARD_FOR
from redact.lexicon.streets import STREET_TYPES
from redact.points import ASKED, UNASKED
from redact.stretches import stretches
from redact.tokens import Call
from redact.units import MONEY, UNITS_AFTER, UNITS_BEFORE

CARD_DIGITS = 13
"""A run this long is cut whatever was said around it: ISO/IEC 7812 cards have 13 to 19 digits."""
MOST_INTERRUPTED_WORDS = 24
MOST_PAUSE_S = 20.0
MOST_MEASURED_DIGITS = 6
_FIGURES = re.compile(r"\d[\d,]*")
_LEAST_IN_GROUPS = 6
"""Digits of an amount such as "411,122" that may as well be a number in groups."""
_PLAIN_AMOUNT = re.compile(r"[\d.,]+")
_DROP = 3.0
"""What a run may lose before it ends."""
_OH_BESIDE_NUMBER = 0.5
_SCALE = 1.0
_LETTER = -1.0
_STOP = -4.0
_NEXT_TURN = -0.5
_NEVER = -math.inf
_IN_AMOUNT = frozenset({"point", "and", "a", "to", "or", "uh", "um", "er"})
_HANGING = frozenset({"hang", "hold", "go", "carry", "move"})
_RECKONING = frozenset({"by", "over", "plus", "times", "against", "versus", "instead"})
_BEFORE_RANGE = frozenset({"from", "between"})
_YEAR = re.compile(r"(19|20)\d\d")
_YEAR_DIGITS = 4
_NEAR = 3
"""Steps over misheard words within which a number makes them digits."""


@dataclass(frozen=True, slots=True)
class Run:
    """One number as said by one speaker.

    `positions` are those of its number words, `parts` its stretches without any other word between, as
    digits. `measured` is True for amounts, times and counts ("forty five dollars").
    """

    positions: tuple[int, ...]
    digits: str = field(repr=False)
    parts: tuple[str, ...] = field(repr=False)
    measured: bool
    spelled: int
    """How many of the digits were said or written digit by digit, not as "forty five"."""
    written: int
    """How many of the digits the recogniser wrote as figures of several digits."""

    @property
    def first(self) -> int:
        return self.positions[0]

    @property
    def last(self) -> int:
        return self.positions[-1]

    @property
    def length(self) -> int:
        return len(self.digits)


def runs(
    call: Call,
    barriers: frozenset[int] = frozenset(),
    questions: Sequence[int] = (),
    expecting: Sequence[range] = (),
    announcing: frozenset[int] = frozenset(),
) -> list[Run]:
    """All runs of a call in the order they begin.

    `barriers` are positions no run may touch or cross. `questions` are positions of cues in ascending order:
    one said by another speaker between two numbers ends the first. In the ranges of positions `expecting`
    a number was asked for; `announcing` are positions of words that announce a value and are none of it.
    """
    asked = frozenset(position for span in expecting for position in span)
    found = [
        run
        for stream in call.streams.values()
        for row in uninterrupted(call, stream, questions)
        for run in _Reader(call, row, barriers, asked, announcing).read()
    ]
    return sorted(found, key=lambda run: run.first)


def uninterrupted(call: Call, stream: Sequence[int], questions: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """A speaker's stream cut where another one asks something or says much, or where a long pause is."""
    start = 0
    for place in range(1, len(stream)):
        left, right = stream[place - 1], stream[place]
        if call.tokens[left].line == call.tokens[right].line:
            continue
        between = bisect_right(questions, left)
        is_asked = between < len(questions) and questions[between] < right
        count, seconds = call.interruption(left, right)
        if is_asked or count > MOST_INTERRUPTED_WORDS or seconds > MOST_PAUSE_S:
            yield tuple(stream[start:place])
            start = place
    yield tuple(stream[start:])


class _Reader:
    """One uninterrupted row of positions by one speaker, and what each of its words says."""

    def __init__(
        self,
        call: Call,
        row: tuple[int, ...],
        barriers: frozenset[int],
        asked: frozenset[int],
        announcing: frozenset[int],
    ) -> None:
        self.call = call
        self.row = row
        self.asked = [position in asked for position in row]
        self.texts = [call.text(position) for position in row]
        self.barred = [position in barriers or call.tokens[position].is_placeholder for position in row]
        self.announcing = [position in announcing for position in row]
        self.atoms = [self._atom(place) for place in range(len(row))]

    def read(self) -> Iterator[Run]:
        points = [self._points(place) for place in range(len(self.row))]
        joins = [self._join(place) for place in range(len(self.row))]
        for stretch in stretches(points, drop=_DROP, joins=joins):
            found = self._behind_link(stretch)
            places = [place for place in found if self.atoms[place] is not None or points[place] > 0]
            parts = [place for place in places if self._is_part(place, points[place])]
            for row in self._without_amount(parts):
                if any(self._is_number(place) for place in row):
                    yield self._run(row)
        for place, atom in enumerate(self.atoms):
            if atom is not None and atom.kind is Kind.MEASURE:
                yield self._run([place])

    def _without_amount(self, places: list[int]) -> Iterator[list[int]]:
        """A number and the amount that ends its stretch, apart: "eight forty three. and it's forty dollars"."""
        start = len(places) - 1
        if not places or not self._is_measured(places[start]):
            yield places
            return
        while start and self._is_one_amount(places[start - 1], places[start]):
            start -= 1
        yield places[:start]
        yield places[start:]

    def _is_one_amount(self, left: int, right: int) -> bool:
        between = self.texts[left + 1 : right]
        return self._same_line(left, right) and not self._ends_clause(left) and _IN_AMOUNT.issuperset(between)

    def _behind_link(self, found: range) -> range:
        """The stretch without a strange word that only names the value: "autopay is four one"."""
        first = next((place for place in found if self._counts(place)), found.start)
        links = [place for place in range(found.start, first) if self.texts[place] in VALUE_LINKS]
        return range(links[-1] + 1, found.stop) if links else found

    def _atom(self, place: int) -> Atom | None:
        """What the word says as a number; in answer to a question "4,111" is no amount."""
        if self.barred[place] or self.announcing[place] or self._points_at_one(place):
            return None
        atom = atom_of(self.call.tokens[self.row[place]])
        text = self.texts[place]
        if text == "on" and self._turn_text(place, -1) in _HANGING:
            return None
        if atom is None and self.asked[place] and text in HEARD_FOR:
            return Atom(Kind.WEAK, HEARD_FOR[text])
        if atom is not None and atom.kind is Kind.MEASURE and _PLAIN_AMOUNT.fullmatch(text):
            in_groups = len(atom.value) >= _LEAST_IN_GROUPS and self._next_text(place) not in UNITS_AFTER
            in_row = any(_FIGURES.fullmatch(self._text(near)) for near in (place - 1, place + 1))
            return Atom(Kind.WRITTEN, atom.value) if self.asked[place] or in_groups or in_row else atom
        return atom

    def _points_at_one(self, place: int) -> bool:
        """True in "the last one", "a newer one", "the one i have", "one more time": no digit."""
        return points_at_one(self.call, self.row[place])

    def _next_text(self, place: int) -> str:
        return self._text(place + 1)

    def _text(self, place: int) -> str:
        return self.texts[place] if 0 <= place < len(self.row) else ""

    def _turn_text(self, place: int, by: int) -> str:
        """The text so many places further in the same turn, or ""."""
        return self._text(place + by) if 0 <= place + by < len(self.row) and self._same_line(place, place + by) else ""

    def _points(self, place: int) -> float:
        if self.barred[place]:
            return _NEVER
        return self._said(place) if self.atoms[place] is not None else self._talked(place)

    def _join(self, place: int) -> float:
        return _NEXT_TURN if place and not self._same_line(place - 1, place) else 0.0

    def _said(self, place: int) -> float:
        """Points of a word that may be a number."""
        table = ASKED if self.asked[place] else UNASKED
        atom = self.atoms[place]
        assert atom is not None
        if atom.kind in (Kind.MEASURE, Kind.MIXED):
            return _NEVER
        if atom.kind is Kind.LETTER:
            return table.filler if self.texts[place] in FILLERS or self._is_article(place) else _LETTER
        if atom.kind is Kind.TIMES:
            return _SCALE if self._multiplies(place) or (self.asked[place] and self._counts(place - 1)) else table.talk
        if atom.kind is Kind.SCALE:
            return _SCALE if self._counts(place - 1) else table.talk
        if atom.kind is not Kind.WEAK:
            return table.number
        if atom.value == "0" and (self._is_number(place - 1) or self._is_number(place + 1)):
            return max(_OH_BESIDE_NUMBER, table.weak)
        if not self.asked[place]:
            if self._counts(place - 1) and self._counts(place + 1):
                return _STOP if self._parts_amounts(place) else table.weak
            return table.talk
        if not (self._is_near_number(place) and self._stands_free(place)):
            return table.filler if self.texts[place] in FILLERS else table.talk
        return table.heard_for if self.texts[place] in HEARD_FOR else table.weak

    def _talked(self, place: int) -> float:
        """Points of a word that is no number."""
        table = ASKED if self.asked[place] else UNASKED
        text = self.texts[place]
        if place and self._is_measured(place - 1):
            return _NEVER
        if text in _RECKONING and not self.asked[place] and self._counts(place - 1) and self._counts(place + 1):
            return _STOP
        if (text in FILLERS and not self.announcing[place]) or self._is_article(place):
            return table.filler
        if self.announcing[place] or text in HARD_STOPS:
            return _STOP
        return table.talk if text in COMMON or self._points_at_one(place) else table.strange

    def _is_number(self, place: int) -> bool:
        """True for words that are numbers and nothing else."""
        atom = self.atoms[place] if 0 <= place < len(self.row) else None
        return atom is not None and (atom.is_number or self._is_double_oh(place))

    def _is_double_oh(self, place: int) -> bool:
        """True in "oh oh" where a number was asked for."""
        ohs = ("oh", "o")
        return (
            self.asked[place] and self.texts[place] in ohs and any(self._turn_text(place, by) in ohs for by in (-1, 1))
        )

    def _counts(self, place: int) -> bool:
        """True for numbers and the words that sound like one."""
        atom = self.atoms[place] if 0 <= place < len(self.row) else None
        return atom is not None and (atom.is_number or atom.kind is Kind.WEAK)

    def _parts_amounts(self, place: int) -> bool:
        """True for the "to" of "from four twelve to six ninety", and the "for" of "twenty four for eighteen months"."""
        if self.atoms[place] is None or self.texts[place] not in PREPOSITIONS:
            return False
        before, after = place - 1, place + 1
        while before >= 0 and (self._is_number(before) or self.texts[before] in _IN_AMOUNT):
            before -= 1
        while after < len(self.row) and (self._is_number(after) or self.texts[after] in _IN_AMOUNT):
            after += 1
        if self._text(before) in _BEFORE_RANGE or (self._text(after) in UNITS_AFTER and self._same_line(place, after)):
            return True
        return self._is_year(before + 1, place) and self._is_year(place + 1, after)

    def _is_year(self, first: int, stop: int) -> bool:
        said = [atom for place in range(first, stop) if (atom := self.atoms[place]) is not None]
        return len(said) < _YEAR_DIGITS and _YEAR.fullmatch(reading(said)) is not None

    def _is_article(self, place: int) -> bool:
        """True in "a four an eight another eight"."""
        return self.texts[place] in ARTICLES and self._counts(place + 1)

    def _multiplies(self, place: int) -> bool:
        """True for a "double" before a digit, also with a word between that nobody said."""
        return self._counts(place + 1) or (self._counts(place + 2) and self._is_filler(place + 1))

    def _is_near_number(self, place: int) -> bool:
        """True where only misheard words and fillers lie between this word and a number."""
        for step in (-1, 1):
            for away in range(1, _NEAR + 1):
                other = place + away * step
                if not (0 <= other < len(self.row) and self._same_line(place, other)):
                    break
                if self._is_number(other):
                    return True
                if not (self._counts(other) or (self._is_filler(other) and self.texts[place] not in HEARD_FOR)):
                    break
        return False

    def _stands_free(self, place: int) -> bool:
        """True where the words on both sides may stand beside a digit: other digits, fillers, the turn's ends."""
        before, after = place - 1, place + 1
        begins = place == 0 or not self._same_line(before, place) or self._ends_clause(before)
        ends = after == len(self.row) or not self._same_line(place, after) or self._ends_clause(place)
        if self.texts[place] in PREPOSITIONS and not ends and self.texts[after] in DETERMINERS:
            return False
        links = BEFORE_TO if self.texts[place] in PREPOSITIONS else BEFORE_VALUE
        return (begins or self._counts(before) or self.texts[before] in links) and (
            ends or self._counts(after) or self.texts[after] in AFTER_VALUE
        )

    def _is_filler(self, place: int) -> bool:
        return 0 <= place < len(self.row) and self.texts[place] in FILLERS

    def _same_line(self, left: int, right: int) -> bool:
        return self.call.tokens[self.row[left]].line == self.call.tokens[self.row[right]].line

    def _ends_clause(self, place: int) -> bool:
        return self.call.tokens[self.row[place]].ends_clause

    def _is_measured(self, place: int) -> bool:
        """True where a unit follows a number, unless that is a digit misheard as one, with more digits behind it."""
        after = place + 1
        if not self._is_number(place) or after >= len(self.row) or not self._same_line(place, after):
            return False
        if self._ends_clause(place) or self.texts[after] not in UNITS_AFTER:
            return False
        if after + 1 < len(self.row) and self.texts[after + 1] in STREET_TYPES:  # "nine penny lane"
            return False
        return not (self.asked[after] and self._is_dense(place - 1, place) and self._is_dense(after + 1, after + 2))

    def _is_dense(self, *places: int) -> bool:
        return len(reading([atom for place in places if self._counts(place) and (atom := self.atoms[place])])) >= 2

    def _is_part(self, place: int, points: float) -> bool:
        return points > 0 or (self._counts(place) and points > ASKED.talk)

    def _run(self, places: list[int]) -> Run:
        parts: list[list[Atom]] = []
        for index, place in enumerate(places):
            atom = self.atoms[place]
            if atom is None:
                continue
            if not parts or place != places[index - 1] + 1:
                parts.append([])
            parts[-1].append(atom)
        digits = tuple(reading(part) for part in parts)
        said = "".join(digits)
        figures = [atom.value for part in parts for atom in part if atom.kind is Kind.WRITTEN and len(atom.value) > 1]
        paired = sum(2 for part in parts for atom in part if atom.kind in (Kind.TEEN, Kind.TENS))
        return Run(
            positions=tuple(self.row[place] for place in places),
            digits=said,
            parts=digits,
            measured=len(said) <= self._longest_amount(places) and self._is_amount(places),
            spelled=max(0, len(said) - paired),
            written=sum(map(len, figures)),
        )

    def _longest_amount(self, places: list[int]) -> int:
        """Digits of the longest amount; "one thousand two hundred and forty" reads as more than it has."""
        scaled = any((atom := self.atoms[place]) is not None and atom.kind is Kind.SCALE for place in places)
        return 2 * MOST_MEASURED_DIGITS if scaled or self._is_pointed(places) else MOST_MEASURED_DIGITS

    def _is_pointed(self, places: list[int]) -> bool:
        """As in "three point seven five", where no number was asked for."""
        return any(self.texts[place] == "point" for place in range(places[0], places[-1]) if not self.asked[place])

    def _is_amount(self, places: list[int]) -> bool:
        before = places[0] - 1
        counted = before >= 0 and self._same_line(before, places[0]) and self.texts[before] in UNITS_BEFORE
        change = before > 0 and self.texts[before] in MONEY and self._is_number(before - 1)
        return (
            counted
            or change
            or self._is_pointed(places)
            or self._is_measured(places[-1])
            or any(self._is_amount_atom(place) for place in places)
        )

    def _is_amount_atom(self, place: int) -> bool:
        atom = self.atoms[place]
        return atom is not None and atom.kind is Kind.MEASURE
