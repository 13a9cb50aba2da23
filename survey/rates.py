"""How many calls to draw in each stratum: rates or a target, lowered as a whole when a cap would be passed."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.errors import DrawError

AT_LEAST = 2
"""Calls drawn in every stratum that has any: fewer give no variance, and nobody's queue is left out."""


@dataclass(frozen=True)
class Sizes:
    """Calls to draw by stratum, and what the cap did to the rates that were asked for.

    `scale` is 1 where no cap was met, else the factor every rate was lowered by before the draw. `over_cap` counts the
    calls by which the two calls of each stratum pass the cap: a cap never takes a stratum out of the frame.
    """

    sizes: Mapping[str, int]
    scale: float
    over_cap: int

    @property
    def total(self) -> int:
        return sum(self.sizes.values())


def sizes_by_rate(
    frame: Mapping[str, int],
    rates: Mapping[str, float],
    *,
    default_rate: float | None = None,
    cap: int | None = None,
) -> Sizes:
    """Calls to draw where each stratum has a rate in [0, 1].

    `frame` maps stratum → calls in the frame. A stratum without its own rate takes `default_rate`; without that
    DrawError names it. `cap` is the most calls this draw may take.
    """
    wanted: dict[str, float] = {}
    for stratum, calls in frame.items():
        rate = rates.get(stratum, default_rate)
        if rate is None:
            raise DrawError(f"stratum {stratum!r} has no rate.", remedy="Give it one, or give the plan a default rate.")
        if not 0 <= rate <= 1:
            raise DrawError(f"stratum {stratum!r}: rate {rate} is not between 0 and 1.", remedy="Use 0.25 for 25 %.")
        wanted[stratum] = rate * calls
    return _under_cap(frame, wanted, cap)


def sizes_by_target(
    frame: Mapping[str, int],
    target: int,
    *,
    by_stratum: Mapping[str, int] | None = None,
    cap: int | None = None,
) -> Sizes:
    """Calls to draw for a total, shared in proportion to the frame, strata with their own target apart."""
    if target < 0 or any(size < 0 for size in (by_stratum or {}).values()):
        raise DrawError("a target is negative.", remedy="Give the number of calls to draw, 0 or more.")
    own = {stratum: float(size) for stratum, size in (by_stratum or {}).items() if stratum in frame}
    rest = {stratum: calls for stratum, calls in frame.items() if stratum not in own}
    share = max(target - sum(own.values()), 0.0) / max(sum(rest.values()), 1)
    wanted = own | {stratum: share * calls for stratum, calls in rest.items()}
    if not own:
        fitting = _largest_scale(frame, wanted, target)
        wanted = {stratum: calls * fitting for stratum, calls in wanted.items()}
    return _under_cap(frame, wanted, cap)


def _under_cap(frame: Mapping[str, int], wanted: Mapping[str, float], cap: int | None) -> Sizes:
    if cap is None:
        return Sizes(_rounded(frame, wanted, 1.0), 1.0, 0)
    scale = _largest_scale(frame, wanted, cap)
    sizes = _rounded(frame, wanted, scale)
    return Sizes(sizes, scale, max(sum(sizes.values()) - cap, 0))


def _largest_scale(frame: Mapping[str, int], wanted: Mapping[str, float], most: int) -> float:
    """The largest factor up to 1 under which no more than `most` calls are drawn; 0 where even the least are more."""
    if sum(_rounded(frame, wanted, 1.0).values()) <= most:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if sum(_rounded(frame, wanted, middle).values()) <= most:
            low = middle
        else:
            high = middle
    return low


def _rounded(frame: Mapping[str, int], wanted: Mapping[str, float], scale: float) -> dict[str, int]:
    """Whole calls that sum to the rounded total, the largest remainders rounded up; at least two, at most all."""
    asked = {stratum: calls * scale for stratum, calls in wanted.items()}
    sizes = {stratum: min(max(int(asked[stratum]), AT_LEAST), calls) for stratum, calls in sorted(frame.items())}
    spare = round(sum(asked.values())) - sum(sizes.values())
    for stratum in sorted(sizes, key=lambda name: (int(asked[name]) - asked[name], name)):
        if spare > 0 and sizes[stratum] < min(frame[stratum], asked[stratum]):
            sizes[stratum] += 1
            spare -= 1
    return sizes
