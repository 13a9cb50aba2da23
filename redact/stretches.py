"""The stretches of a row of words that speak most for something, by points for each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def stretches(points: Sequence[float], *, drop: float, joins: Sequence[float] | None = None) -> Iterator[range]:
    """Best-scoring stretches from left to right, each at least one place long and with a positive sum.

    A stretch begins and ends at a place with positive points; it goes on over places with negative ones
    until they lose more than `drop` (the X-drop rule by which sequence alignments are extended). `joins` are
    points a stretch loses (they are negative) for going on to a place from the one before.
    """
    place = 0
    while place < len(points):
        if points[place] <= 0:
            place += 1
            continue
        total = best = 0.0
        end = place
        for here in range(place, len(points)):
            total += points[here] + (joins[here] if joins and here > place else 0.0)
            if total > best:
                best, end = total, here + 1
            if best - total > drop or total < 0:
                break
        yield range(place, end)
        place = end
