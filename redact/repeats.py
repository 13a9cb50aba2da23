"""Values said again: the other side reads back what it heard, whole or in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from redact.atoms import MONTHS, ORDINALS, SPELLING, Kind, atom, atom_of
from redact.beside import FILLERS
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON
from redact.spoken import Run
from redact.tokens import Call

LEAST_VALUE = 3
_NEAR_TOKENS = 80
_FAR_PIECE = 4
_LEAST_PIECE = 2
_NEXT_LINES = 2
_LEAST_LETTERS = 3
_SHORT_TURN = 5
_TELLING = MONTHS | ORDINALS.keys() | SPELLING.keys()


def repeat_finds(call: Call, runs: Sequence[Run], found: Iterable[Find]) -> list[Find]:
    """Uncut runs that say a cut value, or a piece of one, again."""
    cut = _cut_runs(runs, found)
    taken = {run.first for run, _ in cut}
    again = []
    for run in runs:
        if run.first in taken or run.measured or run.length < _LEAST_PIECE:
            continue
        for other, kind in cut:
            if _says_again(call, run, other):
                again.append(Find(kind, run.positions))
                break
    return again


def _cut_runs(runs: Sequence[Run], found: Iterable[Find]) -> list[tuple[Run, EntityType]]:
    kinds = {position: find.type for find in found for position in find.positions}
    return [(run, kinds[run.first]) for run in runs if run.first in kinds and run.length >= LEAST_VALUE]


def _says_again(call: Call, run: Run, other: Run) -> bool:
    if run.digits == other.digits:
        return True
    left, right = call.tokens[run.first], call.tokens[other.last]
    if run.length == _LEAST_PIECE:
        beside = 0 < left.line - right.line <= _NEXT_LINES and left.speaker is not right.speaker
        return beside and run.digits in other.digits
    if _reads_back(call, run, other):
        return True
    near = abs(run.first - other.last) <= _NEAR_TOKENS
    if run.length < (LEAST_VALUE if near else _FAR_PIECE) or len(other.digits) < LEAST_VALUE + 2:
        return False
    return run.digits in other.digits


def _reads_back(call: Call, run: Run, other: Run) -> bool:
    """True where the other side says in the next turn nearly what was said: a digit mended or misheard."""
    left, right = call.tokens[run.first], call.tokens[other.last]
    if not 0 < left.line - right.line <= _NEXT_LINES or left.speaker is right.speaker or run.length < LEAST_VALUE:
        return False
    return SequenceMatcher(None, run.digits, other.digits, autojunk=False).ratio() >= _ALIKE


_ALIKE = 0.6


def repeated_words(call: Call, found: Sequence[Find], kept: frozenset[int]) -> list[Find]:
    """Words of a cut value said again: a name anywhere in the call, other words within the next turns.

    Two neighbouring words of the value are enough where one of them is no everyday word; one word alone must
    be rare, or a turn of a few words.
    """
    taken = {position for find in found for position in find.positions} | kept
    again = []
    for find in found:
        texts = [part for position in find.positions for part in _parts(call.text(position).removesuffix("'s"))]
        pairs = set(pairwise(texts))
        again += [Find(find.type, row) for row in _said_whole(call, find) if not taken.intersection(row)]
        single = {text for text in texts if _is_rare(text)}
        short = {text for text in texts if text not in FILLERS and atom(text) is None}
        for position in _nearby(call, find):
            if position in taken:
                continue
            text = call.text(position).removesuffix("'s")
            beside = call.ahead(position, 1, same_line=True)
            following = call.text(beside[0]) if beside else ""
            if (text, following) in pairs and (_tells(call, position) or _tells(call, beside[0])):
                again.append(Find(find.type, (position, beside[0])))
            elif text in single or (text in short and find.type is EntityType.SECRET and _is_short(call, position)):
                again.append(Find(find.type, (position,)))
    return [find for find in again if not kept.intersection(find.positions)]


def _said_whole(call: Call, find: Find) -> Iterator[tuple[int, ...]]:
    """Where all words of a value are said once more in one turn, however common each of them is."""
    texts = [call.text(position) for position in find.positions]
    if len(texts) < _LEAST_PIECE:
        return
    for position in _nearby(call, find):
        if call.text(position) == texts[0]:
            row = (position, *call.ahead(position, len(texts) - 1, same_line=True))
            if [call.text(one) for one in row] == texts:
                yield row


def _parts(text: str) -> list[str]:
    """A word, or those that stand before the at of a written address: the name of whose it is."""
    return re.split(r"[^a-z]+", text.partition("@")[0]) if "@" in text else [text]


def _nearby(call: Call, find: Find) -> range:
    if find.type is EntityType.NAME:
        return range(len(call.tokens))
    return range(max(0, find.first - _NEAR_TOKENS), min(len(call.tokens), find.last + _NEAR_TOKENS))


def _is_rare(text: str) -> bool:
    said = atom(text)
    code = said is None or said.kind is Kind.MIXED
    return len(text) >= _LEAST_LETTERS and code and text not in COMMON and text not in _TELLING


def _tells(call: Call, position: int) -> bool:
    text = call.text(position)
    return text in _TELLING or (text not in COMMON and atom_of(call.tokens[position]) is None)


def _is_short(call: Call, position: int) -> bool:
    """A turn of a few words, in which a word of a password is the password again."""
    line = call.tokens[position].line
    around = (*call.behind(position, _SHORT_TURN), *call.ahead(position, _SHORT_TURN))
    return sum(call.tokens[other].line == line for other in around) < _SHORT_TURN


def mark_repeats(call: Call, finds: Sequence[Find]) -> list[Find]:
    """Each find, marked where the other side had already said a value of its type."""
    first_by: dict[EntityType, object] = {}
    marked = []
    for find in sorted(finds, key=lambda find: find.first):
        speaker = call.tokens[find.first].speaker
        first_by.setdefault(find.type, speaker)
        repeated = first_by[find.type] != speaker
        marked.append(Find(find.type, find.positions, repeated=repeated))
    return marked
