"""Which seconds of a sound were played, put together from reports that overlap. Pure; milliseconds."""

from collections.abc import Iterable
from typing import Final

Stretch = tuple[int, int]

ENOUGH: Final = 0.8
"""The share of an excerpt that has to be played before it counts as heard: its last breath may be skipped, the
evidence may not be all that was listened to."""

_GAP_MS: Final = 300
"""Players report a quarter of a second roughly; a hole this small was heard."""


def merged(stretches: Iterable[Stretch], *, length_ms: int) -> list[Stretch]:
    """The stretches inside [0, length_ms) in order, none touching the next."""
    inside = sorted((max(start, 0), min(end, length_ms)) for start, end in stretches)
    whole: list[Stretch] = []
    for start, end in inside:
        if end <= start:
            continue
        if whole and start <= whole[-1][1] + _GAP_MS:
            whole[-1] = whole[-1][0], max(whole[-1][1], end)
        else:
            whole.append((start, end))
    return whole


def is_enough(stretches: Iterable[Stretch], *, length_ms: int) -> bool:
    return played_ms(stretches) >= ENOUGH * length_ms


def played_ms(stretches: Iterable[Stretch]) -> int:
    return sum(end - start for start, end in stretches)
