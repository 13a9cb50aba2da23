"""Numbers said again: the agent reads back what the customer said, whole or in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redact.entities import EntityType
from redact.finds import Find
from redact.spoken import Run
from redact.tokens import Call

LEAST_VALUE = 3
_NEAR_TOKENS = 80
_FAR_PIECE = 4


def repeat_finds(runs: Sequence[Run], found: Iterable[Find]) -> list[Find]:
    """Uncut runs that say a cut value, or a piece of one, again."""
    cut = _cut_runs(runs, found)
    taken = {run.first for run, _ in cut}
    again = []
    for run in runs:
        if run.first in taken or run.measured or run.length < LEAST_VALUE:
            continue
        for other, kind in cut:
            if _says_again(run, other):
                again.append(Find(kind, run.positions))
                break
    return again


def _cut_runs(runs: Sequence[Run], found: Iterable[Find]) -> list[tuple[Run, EntityType]]:
    kinds = {position: find.type for find in found for position in find.positions}
    return [(run, kinds[run.first]) for run in runs if run.first in kinds and run.length >= LEAST_VALUE]


def _says_again(run: Run, other: Run) -> bool:
    if run.digits == other.digits:
        return True
    near = abs(run.first - other.last) <= _NEAR_TOKENS
    if run.length < (LEAST_VALUE if near else _FAR_PIECE) or len(other.digits) < LEAST_VALUE + 2:
        return False
    return run.digits in other.digits


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
