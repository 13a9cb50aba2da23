"""Values the recogniser did not hear at all: "my pin is", and then sound without a word."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from redact.cues import Cue
from redact.entities import Unheard
from redact.finds import Find
from redact.tokens import Call

LONGEST_S = 8.0
"""No value takes longer to say."""
SHORTEST_S = 0.15
EDGE_S = 0.03
"""A word may sound so much longer than its times say."""
LINES_AFTER = 2
"""So many turns after a cue, or after a value, it may be said again or said on."""


def unheard(call: Call, said: Sequence[Cue], found: Sequence[Find]) -> list[Unheard]:
    """Wordless sound in and after the turns where something personal is announced or said.

    No word that stays is in it, so being generous costs the transcript nothing.
    """
    near = _near(call, said, found)
    holes: list[Unheard] = []
    for speaker, stream in call.streams.items():
        tokens = [call.tokens[position] for position in stream]
        starts = [token.start for token in tokens] + [math.inf]
        ends = [0.0] + [token.end for token in tokens]
        lines = [token.line for token in tokens]
        for left, right, end, start in zip([None, *lines], [*lines, None], ends, starts, strict=True):
            if left in near or right in near:
                holes += [Unheard(speaker, *span) for span in _between(end, start)]
    return holes


def _near(call: Call, said: Sequence[Cue], found: Sequence[Find]) -> frozenset[int]:
    """Lines in which a value may have been missed."""
    marked = {call.tokens[cue.last].line for cue in said if cue.type is not None}
    marked |= {call.tokens[position].line for find in found for position in find.positions}
    return frozenset(line + after for line in marked for after in range(LINES_AFTER + 1))


def _between(end: float, start: float) -> Iterator[tuple[float, float]]:
    """The sound between two words of a speaker, less what is too far from both to be part of what they say."""
    first, last = end + EDGE_S, start - EDGE_S
    if last - first > 2 * LONGEST_S:
        yield first, first + LONGEST_S
        if math.isfinite(last):
            yield last - LONGEST_S, last
    elif last - first >= SHORTEST_S:
        yield first, last
