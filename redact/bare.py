"""More of a number that was cut: elsewhere in its turn, and in turns beside it that say nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from redact.atoms import Kind, atom_of
from redact.beside import OPENERS, counts, points_at_one
from redact.cues import STRONG, Cue
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import HARD_STOPS
from redact.lexicon.misheard import HEARD_FOR
from redact.lexicon.wordlist import words
from redact.tokens import Call

_LINES = 2
_MOST_WORDS = 8
_SAME_TURN = 12
_ENDS_IN = words("a an is as ends")
_AGES = words("i'm aged turned turning")
_HOURS = words("after before until till past around about")


def rest_of_turns(call: Call, found: Sequence[Find], said: Sequence[Cue], measured: frozenset[int]) -> list[Find]:
    """Digits of a turn in which a number was cut: "four three, hang on, five", "and it ends in a two".

    Not behind a cue of `said` that announces an innocent number; none of `measured`.
    """
    innocent = frozenset(cue.last for cue in said if cue.type is None)
    more = []
    for find in found:
        if find.type in STRONG:
            before = call.behind(find.first, _SAME_TURN, same_line=True)
            after = call.ahead(find.last, _SAME_TURN, same_line=True)
            rest = [*before, *takewhile(lambda position: position not in innocent, after)]
            more += [Find(find.type, (one,)) for one in rest if one not in measured and _is_digit_said(call, one)]
    return more


def _is_digit_said(call: Call, position: int) -> bool:
    """True for a number that counts nothing and is no "that one", and for its sound-alike in "it ends in a late"."""
    token, atom = call.tokens[position], atom_of(call.tokens[position])
    behind = call.text(next(iter(call.behind(position, 1)), -1))
    if atom is None and token.text in HEARD_FOR and token.text not in HARD_STOPS:
        return behind in _ENDS_IN
    if (
        atom is None
        or atom.kind in (Kind.TIMES, Kind.SCALE)
        or not atom.reads_as_digits
        or not (atom.is_number or atom.value == "0")
    ):
        return False
    is_age = atom.kind in (Kind.TENS, Kind.TEEN) and (behind.endswith("'s") or behind in _AGES)
    if is_age or behind in _HOURS:
        return False
    return (token.text not in ("one", "ones") or behind in _ENDS_IN) and not counts(call, position)


def bare_turns(call: Call, found: Sequence[Find], barriers: frozenset[int]) -> list[Find]:
    """More of a number said in pieces, or a piece said again: "four seven", "mm hm", "to"."""
    kinds = {call.tokens[position].line: find.type for find in found for position in find.positions}
    again = []
    for row in _lines(call):
        kind = _beside(kinds, call.tokens[row[0]].line)
        if kind is None or len(row) > _MOST_WORDS or barriers.intersection(row):
            continue
        digits = [position for position in row if _may_be_digit(call, position)]
        if any(_is_sure(call, position) for position in digits) and all(
            position in digits or call.text(position) in OPENERS for position in row
        ):
            again.append(Find(kind, tuple(digits)))
    return again


def _is_sure(call: Call, position: int) -> bool:
    """True for a digit, and for what sounds like one where it is all of the turn: "to", but no "that's fine"."""
    atom = atom_of(call.tokens[position])
    if atom is not None and atom.is_number and not points_at_one(call, position):
        return True
    beside = (*call.behind(position, 2, same_line=True), *call.ahead(position, 1, same_line=True))
    return call.text(position) != "fine" and all(call.text(other) in _NODS for other in beside)


_NODS = words("okay ok yes yeah uh um er mm hm and then so right a the it's oh")


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
    return text in HEARD_FOR and text not in OPENERS if atom is None else atom.reads_as_digits
