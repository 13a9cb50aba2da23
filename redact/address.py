"""Postal addresses: a house number with a street, and what an address question is answered with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redact.atoms import SCALES, Kind, atom_of
from redact.cues import Cue
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.streets import CITY_WORDS, STATES, STREET_TYPES, UNITS, WEAK_STREET_TYPES
from redact.spoken import Run
from redact.tokens import Call
from redact.units import UNITS_AFTER

MOST_HOUSE_DIGITS = 6
MOST_STREET_WORDS = 3
MOST_TAIL = 14
_CUE_REACH = 40
_ZIP_WORDS = frozenset({"zip", "zipcode", "postcode", "postal"})
_ZIP_REACH = 12
_JOINS = frozenset({"in", "uh", "um", "the", "and", "of", "on", "at", "that's", "it's", "zip", "code", "postcode"})
_CONNECTS = frozenset({"in", "uh", "um", "zip", "code", "postcode", "comma"})


_PLACES = STATES | UNITS
_NOT_PLAIN = _PLACES | _CONNECTS
_TAIL_WORDS = _NOT_PLAIN | CITY_WORDS | WEAK_STREET_TYPES | {"city", "lake", "spring"}
_STREET_STOPS = HARD_STOPS - {"down", "over", "on"}
_PLAIN_WORDS = COMMON - CITY_WORDS


def address_finds(call: Call, runs: Sequence[Run], cues: Sequence[Cue]) -> list[Find]:
    found = [tuple(row) for run in runs if (row := _from_number(call, run, cues))]
    found += [tuple(row) for row in _zip_codes(call, runs)]
    found += [tuple(row) for row in _unnumbered(call, cues)]
    return [Find(EntityType.ADDRESS, row) for row in found]


def _asked(position: int, cues: Sequence[Cue]) -> bool:
    return any(cue.type is EntityType.ADDRESS and 0 <= position - cue.last <= _CUE_REACH for cue in cues)


def _from_number(call: Call, run: Run, cues: Sequence[Cue]) -> list[int]:
    """House number, street and what follows it; empty where no street follows the number."""
    if run.measured or run.length > MOST_HOUSE_DIGITS or (call.tokens[run.last].ends_clause and run.length > 5):
        return []
    street = _street(call, run.last, asked=_asked(run.first, cues))
    if not street:
        return []
    start = _house_number(call, run)
    return [*start, *street, *_tail(call, street[-1])]


def _house_number(call: Call, run: Run) -> list[int]:
    """The number words that stand together directly before the street."""
    row = [run.last]
    for position in reversed(run.positions[:-1]):
        if call.places[row[0]] - call.places[position] > 1:
            break
        row.insert(0, position)
    before = call.behind(row[0], 1, same_line=True)
    return [*before, *row] if before and call.text(before[0]) in SCALES else row


def _street(call: Call, number: int, *, asked: bool) -> list[int]:
    ahead = call.ahead(number, MOST_STREET_WORDS + 1)
    row: list[int] = []
    for position in ahead:
        token = call.tokens[position]
        if token.text in STREET_TYPES or (token.text in WEAK_STREET_TYPES and row):
            if row and (asked or token.text in STREET_TYPES or _is_named(call, row)):
                return [*row, position]
            if not row:
                return []
        if not _may_be_street_word(call, position, row):
            return _bare_street(call, row) if asked else []
        row.append(position)
    return _bare_street(call, row) if asked else []


def _is_named(call: Call, row: list[int]) -> bool:
    return all(call.text(position) not in COMMON or call.text(position) in CITY_WORDS for position in row)


def _may_be_street_word(call: Call, position: int, row: list[int]) -> bool:
    token = call.tokens[position]
    if token.is_placeholder or token.text in UNITS_AFTER or token.text in _STREET_STOPS:
        return False
    atom = atom_of(token)
    if atom is None:
        return True
    if atom.kind is Kind.LETTER:
        return token.text in "nsew" and not row
    return False


def _bare_street(call: Call, row: list[int]) -> list[int]:
    """A street whose type was not said or misheard: only in answer to an address question, and no plain words."""
    named = list(row[: MOST_STREET_WORDS + 1])
    while named and call.text(named[-1]) in _PLAIN_WORDS:
        named.pop()
    return named


def _tail(call: Call, street: int) -> list[int]:
    """Apartment, town, state and code behind a street, up to the first word that ends an address."""
    row: list[int] = []
    plain = 0
    for position in call.ahead(street, MOST_TAIL):
        token = call.tokens[position]
        if token.line != call.tokens[street].line and not _goes_on(call, position):
            break
        if not _may_follow_street(call, position):
            break
        plain += atom_of(token) is None and token.text not in _NOT_PLAIN
        if plain > 4:
            break
        row.append(position)
    while row and call.text(row[-1]) in _JOINS:
        row.pop()
    return row


def _goes_on(call: Call, position: int) -> bool:
    """True where the next turn goes on with the address: with a state or an apartment."""
    return call.text(position) in _PLACES


def _may_follow_street(call: Call, position: int) -> bool:
    token = call.tokens[position]
    if token.is_placeholder or token.text in UNITS_AFTER:
        return False
    if token.text in _TAIL_WORDS:
        return True
    atom = atom_of(token)
    if atom is not None:
        if atom.kind is Kind.LETTER:
            return token.text not in ("i", "a") or not call.ahead(position, 1, same_line=True)
        return (atom.is_number and atom.kind is not Kind.MEASURE) or atom.kind is Kind.MIXED
    return token.text not in COMMON


def _zip_codes(call: Call, runs: Sequence[Run]) -> Iterator[tuple[int, ...]]:
    """Digits behind "zip code" or "postcode"."""
    for run in runs:
        if run.measured or not 4 <= run.length <= 9:
            continue
        near = range(max(0, run.first - _ZIP_REACH), run.first)
        if any(call.text(position) in _ZIP_WORDS for position in near):
            yield run.positions


def _unnumbered(call: Call, cues: Sequence[Cue]) -> Iterator[list[int]]:
    """A street said without its number, or whose number was misheard: "i live on meadow lane"."""
    for position, token in enumerate(call.tokens):
        if token.text not in STREET_TYPES or not _asked(position, cues):
            continue
        row: list[int] = []
        for before in call.behind(position, MOST_STREET_WORDS, same_line=True):
            text = call.text(before)
            atom = atom_of(call.tokens[before])
            if text in HARD_STOPS or call.tokens[before].is_placeholder or call.tokens[before].ends_clause:
                break
            if text in COMMON and row and atom is None:
                break
            row.append(before)
        if row:
            yield [*row[::-1], position, *_tail(call, position)]
