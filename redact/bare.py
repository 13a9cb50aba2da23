"""Turns of nothing but digits, or what sounds like them, beside a turn in which a number was cut."""

from __future__ import annotations

from collections.abc import Sequence

from redact.atoms import HEARD_FOR, atom_of
from redact.cues import STRONG
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import HARD_STOPS
from redact.spoken import OPENERS
from redact.tokens import Call

_LINES = 2
_MOST_WORDS = 8


def bare_turns(call: Call, found: Sequence[Find], barriers: frozenset[int]) -> list[Find]:
    """More of a number said in pieces, or a piece said again: "four seven", "mm hm", "to"."""
    kinds = {call.tokens[position].line: find.type for find in found for position in find.positions}
    again = []
    for row in _lines(call):
        kind = _beside(kinds, call.tokens[row[0]].line)
        if kind is None or len(row) > _MOST_WORDS or barriers.intersection(row):
            continue
        digits = [position for position in row if _may_be_digit(call, position)]
        if digits and all(position in digits or call.text(position) in OPENERS for position in row):
            again.append(Find(kind, tuple(digits)))
    return again


def _lines(call: Call) -> list[list[int]]:
    rows: dict[int, list[int]] = {}
    for position, token in enumerate(call.tokens):
        rows.setdefault(token.line, []).append(position)
    return list(rows.values())


def _beside(kinds: dict[int, EntityType], line: int) -> EntityType | None:
    """The kind of number cut in this line, else in the nearest one before it or after it."""
    if line in kinds:
        return kinds[line]
    near = sorted((abs(other - line), other) for other in kinds if abs(other - line) <= _LINES)
    numbers = [kinds[other] for _, other in near if kinds[other] in STRONG]
    return numbers[0] if numbers else None


def _may_be_digit(call: Call, position: int) -> bool:
    text, atom = call.text(position), atom_of(call.tokens[position])
    return text in HEARD_FOR and text not in HARD_STOPS if atom is None else atom.reads_as_digits
