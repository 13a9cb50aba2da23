"""Postal addresses: a house number with a street, and what an address question is answered with.

Every word has points for being part of an address; a stretch with the most points is one when a street or a
place is in it, and it begins with a number or somebody asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from redact.atoms import Atom, Kind, atom_of
from redact.beside import OPENERS
from redact.cues import Cue, announced_as
from redact.distance import close
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON, FAMILIAR, HARD_STOPS
from redact.lexicon.places import PLACES
from redact.lexicon.streets import CITY_WORDS, HOUSES, MISHEARD_TYPES, STATES, STREET_TYPES, UNITS, WEAK_STREET_TYPES
from redact.lexicon.wordlist import words
from redact.spoken import Run
from redact.stretches import stretches
from redact.tokens import Call
from redact.units import UNITS_AFTER

_CUE_REACH = 40
_ZIP_WORDS = words("zip zipcode postcode postal")
_ZIP_REACH = 12
_JOINS = words("in and of the on at comma that's it's")
_INVENTED = words("uh um er okay like so well i you know number")
_TYPE = 3.0
_WEAK_TYPE = 2.5
_PLACE = 1.5
_NUMBER = 1.0
_LETTER = 0.3
_STRANGE = 0.8
_STRANGE_ASKED = 1.2
_STREET_NAME = 0.6
_CITY = 0.3
_JOIN = -0.5
_TALK = -2.0
_TALK_ASKED = -1.2
_NEXT_TURN = -0.5
_NEVER = -10.0
_DROP = 1.8
_HOUSE_POINTS = 2.0
_STRANGE_WORDS = 3
_BEFORE_HOUSE = words(
    "at to from in outside near of it's is that's and on by for its a an my our your this his her their"
)
_PLAIN_HOUSES = words(
    "house hall court farm tower towers chapel warehouse barn ranch cabin bungalow villa mill station"
)
_NO_HOUSES = words("whole same right wrong new other next big entire first second last main old front back")
_LEADS = words("at to from outside near behind opposite of")
_HOUSE = re.compile(r"\d{1,4}[a-z]")
_IN_NUMBER = frozenset({"and", "a"})
_FLAT_WORDS = 10
"""Words between a flat and the number of its house."""
_NAME_WORDS = 4
"""Words between a house number and the kind of street."""


def address_finds(call: Call, runs: Sequence[Run], cues: Sequence[Cue]) -> list[Find]:
    measured = frozenset(position for run in runs if run.measured for position in run.positions)
    asked = announced_as(EntityType.ADDRESS, call, cues, reach=_CUE_REACH)
    found = [tuple(row) for stream in call.streams.values() for row in _Reader(call, stream, asked, measured).read()]
    found += [tuple(row) for row in (*_zip_codes(call, runs), *_corners(call))]
    return [Find(EntityType.ADDRESS, row) for row in found]


class _Reader:
    """The words of one speaker, and how much each speaks for an address."""

    def __init__(self, call: Call, stream: Sequence[int], asked: Sequence[bool], measured: frozenset[int]) -> None:
        self.call = call
        self.stream = stream
        self.texts = [call.text(position) for position in stream]
        self.asked = [asked[position] for position in stream]
        self.numbers = [
            position not in measured
            and (atom := atom_of(call.tokens[position])) is not None
            and (
                (atom.is_number and atom.kind is not Kind.MEASURE) or _HOUSE.fullmatch(call.text(position)) is not None
            )
            for position in stream
        ]

    def read(self) -> Iterator[list[int]]:
        points = [self._points(place) for place in range(len(self.stream))]
        joins = [self._join(place) for place in range(len(self.stream))]
        rows = [row for places in stretches(points, drop=_DROP, joins=joins) if (row := self._address(places))]
        yield from ([self.stream[place] for place in self._in_full(row)] for row in rows)

    def _in_full(self, row: Sequence[int]) -> Sequence[int]:
        """Where an address was asked for, with the towns and flats beside it, however common: "… red deer alberta"."""
        first, last = row[0], row[-1]
        while (more := self._next_anchor(last, 1)) is not None:
            last = more
        while (more := self._next_anchor(first, -1)) is not None:
            first = more
        return range(first, last + 1)

    def _next_anchor(self, place: int, step: int) -> int | None:
        """The next place that tells of an address, behind no more than a few words that are no talk."""
        for beside in range(place + step, place + step * (_NAME_WORDS + 1), step):
            if not (0 <= beside < len(self.texts) and self.asked[beside] and self._same_line(place, beside)):
                return None
            text = self.texts[beside]
            if text in STATES or text in PLACES or text in UNITS or self.numbers[beside] or self._is_strange(beside):
                return None if self._is_unit(beside) else beside
            if text in HARD_STOPS or text in OPENERS or text in _JOINS or text.endswith("'s"):
                return None
        return None

    def _points(self, place: int) -> float:
        if self.call.tokens[self.stream[place]].is_placeholder or self._is_unit(place):
            return _NEVER
        return _NUMBER if self.numbers[place] else self._word(place)

    def _join(self, place: int) -> float:
        return _NEXT_TURN if place and not self._same_line(place - 1, place) else 0.0

    def _word(self, place: int) -> float:
        text, asked = self.texts[place], self.asked[place]
        if self._is_type(place):
            return _TYPE if text in STREET_TYPES else _WEAK_TYPE
        if self._is_house(place):
            return _HOUSE_POINTS
        if (
            text in STATES
            or text in PLACES
            or text in _ZIP_WORDS
            or (text in UNITS and (asked or self._leads_to_number(place)))
        ):
            return _PLACE
        atom = atom_of(self.call.tokens[self.stream[place]])
        if atom is not None:
            return self._sign(place, atom)
        if text in CITY_WORDS:
            return _CITY
        if text in _JOINS or text in _INVENTED:
            return _JOIN
        if text in HARD_STOPS:
            return _NEVER
        if self._is_strange(place):
            return _STRANGE_ASKED if asked else _STRANGE
        if self._is_before_type(place) or self._is_before_house(place):
            return _STREET_NAME
        return _TALK_ASKED if asked else _TALK

    def _is_strange(self, place: int) -> bool:
        """True for a word that is no English one; where an address was asked for, for a rare one."""
        return self.texts[place] not in (FAMILIAR if self.asked[place] else COMMON)

    def _is_house(self, place: int) -> bool:
        """As in "rose cottage", where an address was asked for or a strange word or a place stands beside it."""
        if self.texts[place] not in HOUSES or not self._house_name(place):
            return False
        ahead = [place + 1] if place + 1 < len(self.texts) and self._same_line(place, place + 1) else []
        beside = [one for one in (place - 1, *ahead) if not self.numbers[one]]
        named = [self.texts[one] for one in self._house_name(place)]
        if self.asked[place] and named[:1] == ["the"] and len(named) > 1 and _NO_HOUSES.isdisjoint(named):
            return True
        if self.texts[place] in _PLAIN_HOUSES and FAMILIAR.issuperset(named):
            return any(self.texts[one] in PLACES or self._is_strange(one) for one in beside if one > place)
        return self.asked[place] or any(self.texts[one] in PLACES or self._is_strange(one) for one in beside)

    def _house_name(self, place: int) -> range:
        """The places of a house's name before its kind: "the old" of "the old creamery"."""
        first = place
        while first and place - first < _NAME_WORDS and self._may_name_house(first - 1):
            first -= 1
        return (
            range(first, place)
            if first < place and self.texts[first:place] not in (["the"], ["a"], ["my"])
            else range(0)
        )

    def _may_name_house(self, place: int) -> bool:
        text = self.texts[place]
        plain = text in HARD_STOPS and text != "the"
        return self._same_line(place, place + 1) and not plain and not self.numbers[place] and text not in _BEFORE_HOUSE

    def _is_before_house(self, place: int) -> bool:
        ahead = range(place + 1, min(place + _NAME_WORDS, len(self.texts)))
        return any(
            place in self._house_name(house) and self._is_house(house) for house in ahead if self.texts[house] in HOUSES
        )

    def _sign(self, place: int, atom: Atom) -> float:
        """Points of "12b", of a letter, and of an "oh" or "to" that is a digit."""
        if atom.kind is Kind.WEAK:
            return _LETTER if self._is_digit(place, zero=atom.value == "0") else _JOIN
        if atom.kind is Kind.LETTER:
            return _LETTER if self.texts[place] != "i" else _TALK
        return _NUMBER if atom.kind is Kind.MIXED else _TALK

    def _is_type(self, place: int) -> bool:
        """True for "street" and the like; for "court" and the like only behind a name or a house number."""
        text = self.texts[place]
        if text in STREET_TYPES or (text == "box" and self._is_post_box(place)):
            return True
        named = [before for before in range(max(0, place - _NAME_WORDS), place) if self._is_before(before, place)]
        numbered = any(self.numbers[before] for before in named)
        if self.asked[place] and numbered and (text in MISHEARD_TYPES or _sounds_like_type(text)):
            return True
        if text not in WEAK_STREET_TYPES or not named or self.texts[named[-1]] in HARD_STOPS:
            return False
        strange = self.texts[named[-1]] not in COMMON and not self.numbers[named[-1]]
        return self.asked[place] or (numbered and (strange or self._is_before_place(place) or self._is_led(named)))

    def _is_post_box(self, place: int) -> bool:
        return self.texts[max(0, place - 2) : place] == ["p", "o"] or self.texts[max(0, place - 1)] == "po"

    def _is_led(self, named: Sequence[int]) -> bool:
        """True for "at nine old mill": the number of a house comes behind an at, and no word of talk behind it."""
        first = next(place for place in named if self.numbers[place])
        while first and self.numbers[first - 1]:
            first -= 1
        talk = any(self.texts[place] in HARD_STOPS - _IN_NUMBER for place in named if place > first)
        led = first > 0 and self.texts[first - 1] in _LEADS
        return (led or not UNITS.isdisjoint(self.texts[max(0, first - _FLAT_WORDS) : first])) and not talk

    def _is_before(self, before: int, place: int) -> bool:
        return self._same_line(before, place) and self.texts[before] not in _INVENTED

    def _is_before_place(self, place: int) -> bool:
        """True where a town, a state or an apartment follows."""
        after = place + 1
        if after >= len(self.texts) or not self._same_line(place, after):
            return False
        text = self.texts[after]
        return text in STATES or text in UNITS or (text not in COMMON and not self.numbers[after])

    def _is_before_type(self, place: int) -> bool:
        """True for an everyday word between a house number and the kind of street: "seven church street"."""
        numbered = any(self.numbers[before] for before in range(max(0, place - _NAME_WORDS), place))
        ahead = self.texts[place + 1 : place + _NAME_WORDS]
        return numbered and any(text in STREET_TYPES or text in WEAK_STREET_TYPES for text in ahead)

    def _leads_to_number(self, place: int) -> bool:
        after = place + 1
        if after >= len(self.texts):
            return False
        return len(self.texts[after]) == 1 or self.numbers[after] or any(char.isdigit() for char in self.texts[after])

    def _is_in_number(self, place: int) -> bool:
        text = self.texts[place]
        scaled = text == "and" and place > 0 and self.texts[place - 1] in ("hundred", "thousand")
        return text in _INVENTED or text in ("oh", "o", "to") or scaled

    def _is_digit(self, place: int, *, zero: bool) -> bool:
        """True for an "oh" beside a number, and where an address was asked for a "to" between two."""
        beside = [0 <= other < len(self.numbers) and self.numbers[other] for other in (place - 1, place + 1)]
        return any(beside) if zero else self.asked[place] and all(beside)

    def _is_unit(self, place: int) -> bool:
        """True for "minutes" behind a number: no address."""
        names_street = place + 1 < len(self.texts) and self.texts[place + 1] in STREET_TYPES
        return place > 0 and self.numbers[place - 1] and self.texts[place] in UNITS_AFTER - UNITS and not names_street

    def _same_line(self, left: int, right: int) -> bool:
        return self.call.tokens[self.stream[left]].line == self.call.tokens[self.stream[right]].line

    def _address(self, places: range) -> list[int]:
        """The places of an address; from the house number on where nobody asked for one."""
        row = list(places)
        streets = [place for place in row if self._is_type(place)]
        houses = [place for place in row if self._is_house(place)]
        told = len(row) - len(streets) > sum(self.texts[place] in _JOINS for place in row)
        if self.asked[row[0]] and ((streets and told) or self._has_named_number(row) or self._names_places(row)):
            return self._with_post_box(row)
        if houses:
            return [*self._house_name(houses[0]), *(place for place in row if place >= houses[0])]
        for street in streets:
            house = self._with_flat(row, self._house_number(row, street))
            if house is None:
                house = self._named_street(row, street)
            if house is not None:
                return [*range(house, row[0]), *(place for place in row if place >= house)]
        return []

    def _with_flat(self, row: Sequence[int], house: int | None) -> int | None:
        """Where the flat before the house is named: "apartment sixteen c, seven thousand three hundred and sixty"."""
        flats = [
            place for place in row if house and house - _FLAT_WORDS <= place < house and self.texts[place] in UNITS
        ]
        return flats[0] if flats else house

    def _named_street(self, row: Sequence[int], street: int) -> int | None:
        """Where an address without a house number begins: "p o box", a street whose name is no everyday word."""
        if self.texts[street] == "box":
            return street - (1 if self.texts[max(0, street - 1)] == "po" else 2)
        named = street > row[0] and self.texts[street] in STREET_TYPES
        strange = named and self.texts[street - 1] not in COMMON and not self.numbers[street - 1]
        return street - 1 if strange and self.texts[street - 1].isalpha() else None

    def _with_post_box(self, row: list[int]) -> list[int]:
        """The row with the "p o" before its box."""
        boxes = [place for place in row if self.texts[place] == "box" and self._is_post_box(place)]
        return [*range(boxes[0] - (1 if self.texts[boxes[0] - 1] == "po" else 2), row[0]), *row] if boxes else row

    def _names_places(self, row: Sequence[int]) -> bool:
        """Several strange words together, or a house: an address without a street."""
        strange = [place for place in row if self._is_strange(place) or self.texts[place] in PLACES]
        return any(self._is_house(place) for place in row) or len(strange) >= _STRANGE_WORDS

    def _has_named_number(self, row: Sequence[int]) -> bool:
        """A street whose kind was not said or misheard: a number and a word that is no everyday one."""
        return any(
            self.numbers[place] and not self.numbers[after] and self.texts[after] not in COMMON
            for place, after in pairwise(row)
        )

    def _house_number(self, row: Sequence[int], street: int) -> int | None:
        """Where the number before a street begins; None where none stands directly before its name."""
        place = street - 1
        while place >= row[0] and not self.numbers[place] and street - place <= _NAME_WORDS + 1:
            place -= 1
        if (
            place < row[0]
            or not self.numbers[place]
            or (place == street - 1 and self.texts[street] not in STREET_TYPES)
        ):
            return None
        while place > row[0] and (self.numbers[place - 1] or self._is_in_number(place - 1)):
            place -= 1
        while not self.numbers[place]:
            place += 1
        return place - 1 if place > row[0] and self.texts[place - 1 : place + 1] == ["a", "hundred"] else place


def _sounds_like_type(text: str) -> bool:
    return text not in COMMON and len(text) > _NAME_WORDS and any(close(text, kind) for kind in STREET_TYPES)


def _corners(call: Call) -> Iterator[Sequence[int]]:
    """As in "on the corner of chestnut and fifth"."""
    for position, token in enumerate(call.tokens):
        if token.text not in _CORNERS:
            continue
        row = call.ahead(position, _CORNER_WORDS, same_line=True)
        texts = [call.text(one) for one in row]
        if texts[:1] == ["of"] and "and" in texts[2:4]:
            yield row[1 : texts.index("and") + 2]


_CORNERS = words("corner intersection junction crossing")
_CORNER_WORDS = 6


def _zip_codes(call: Call, runs: Sequence[Run]) -> Iterator[tuple[int, ...]]:
    """Digits behind "zip code" or "postcode"."""
    for run in runs:
        if run.measured or not 4 <= run.length <= 9:
            continue
        near = range(max(0, run.first - _ZIP_REACH), run.first)
        if any(call.text(position).removesuffix("'s") in _ZIP_WORDS for position in near):
            yield run.positions
