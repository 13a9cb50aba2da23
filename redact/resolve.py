"""From overlapping finds to one cut per stretch of a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audio.words import Speaker
from redact.beside import FILLERS
from redact.cues import STRONG
from redact.entities import Entity, EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON
from redact.lexicon.misheard import HEARD_FOR
from redact.tokens import Call, Token


def resolve(call: Call, finds: Sequence[Find], kept: frozenset[int]) -> tuple[Entity, ...]:
    """One entity per stretch of a line; where kinds overlap, the one with the higher precedence names it.

    A find that spans lines makes one entity in each. `kept` positions are in no entity.
    """
    pieces = [piece for find in finds for piece in _pieces(call, find, kept)]
    merged: list[tuple[Find, int, int]] = []
    for find, first, last in sorted(pieces, key=lambda piece: (piece[1], piece[2])):
        if merged and _touch(call, merged[-1], find, first):
            before, start, end = merged[-1]
            stronger = min(before, find, key=lambda one: one.type.precedence)
            merged[-1] = (stronger, start, max(end, last))
        else:
            merged.append((find, first, last))
    return tuple(_entity(call, find, first, last) for find, first, last in merged)


def _pieces(call: Call, find: Find, kept: frozenset[int]) -> Iterator[tuple[Find, int, int]]:
    """A find cut at line ends and around kept words, as (find, first, last) positions."""
    row: list[int] = []
    for position in find.positions:
        if row and (
            call.tokens[position].line != call.tokens[row[-1]].line
            or _keeps(kept, row[-1], position)
            or (find.type in STRONG and _talks(call, row[-1], position))
        ):
            yield find, row[0], row[-1]
            row = []
        if position not in kept:
            row.append(position)
    if row:
        yield find, row[0], row[-1]


def _talks(call: Call, left: int, right: int) -> bool:
    """True where somebody says something else in the middle of a number: "four three, i need my glasses, five"."""
    between = [call.text(position) for position in range(left + 1, right)]
    return sum(text in _TALK for text in between) >= (_LEAST_TALK if len(between) < _LONG_TALK else 1)


_TALK = (COMMON - FILLERS - HEARD_FOR.keys() - {"a", "an", "another"}) | {"one", "ones"}
_LEAST_TALK = 2
_LONG_TALK = 3


def _keeps(kept: frozenset[int], left: int, right: int) -> bool:
    return any(position in kept for position in range(left, right + 1))


def _touch(call: Call, merged: tuple[Find, int, int], find: Find, first: int) -> bool:
    """True when a piece overlaps the last one, shares a word with it, or continues it as the same kind."""
    before, _, end = merged
    left, right = call.tokens[end], call.tokens[first]
    if left.line != right.line:
        return False
    if first <= end or left.word == right.word:
        return True
    return before.type is find.type and first == end + 1 and before.type is not EntityType.NAME


def _entity(call: Call, find: Find, first: int, last: int) -> Entity:
    tokens = call.tokens[first : last + 1]
    return Entity(
        type=find.type,
        line=tokens[0].line,
        first_word=tokens[0].word,
        last_word=tokens[-1].word,
        start_char=tokens[0].start_char,
        end_char=tokens[-1].end_char,
        start=tokens[0].start,
        end=tokens[-1].end,
        speaker=_speaker(tokens),
        repeated=find.repeated,
    )


def _speaker(tokens: Sequence[Token]) -> Speaker:
    return tokens[0].speaker
