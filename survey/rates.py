"""How many calls to draw in each stratum: rates or a target, lowered as a whole when a cap would be passed."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.errors import DrawError

AT_LEAST = 2
"""Calls drawn in every stratum that has any: fewer give no variance, and nobody's queue is left out."""


@dataclass(frozen=True)
class Sizes:
    """Calls to draw by stratum, and what the cap did to the rates that were asked for.

    `scale` is 1 where no cap was met, else the factor every rate was lowered by before the draw. `over_cap` is by how
    much the two calls of each stratum pass the cap: a cap never takes a stratum out of the frame.
    """

    sizes: Mapping[str, int]
    scale: float
    over_cap: float

    @property
    def total(self) -> int:
        return sum(self.sizes.values())


def sizes_by_rate(
    frame: Mapping[str, int],
    rates: Mapping[str, float],
    *,
    default_rate: float | None = None,
    cap: float | None = None,
    cost: Mapping[str, float] | None = None,
) -> Sizes:
    """Calls to draw where each stratum has a rate in [0, 1].

    `frame` maps stratum → calls in the frame. A stratum without its own rate takes `default_rate`; without that
    DrawError names it. `cap` is the most this draw may take: calls, or what `cost` says that a call of each stratum
    counts, such as its mean seconds.
    """
    wanted: dict[str, float] = {}
    for stratum, calls in frame.items():
        rate = rates.get(stratum, default_rate)
        if rate is None:
            raise DrawError(f"stratum {stratum!r} has no rate.", remedy="Give it one, or give the plan a default rate.")
        if not 0 <= rate <= 1:
            raise DrawError(f"stratum {stratum!r}: rate {rate} is not between 0 and 1.", remedy="Use 0.25 for 25 %.")
        wanted[stratum] = rate * calls
    return _under_cap(frame, wanted, cap, cost)


def sizes_by_target(
    frame: Mapping[str, int],
    target: int,
    *,
    by_stratum: Mapping[str, int] | None = None,
    cap: float | None = None,
    cost: Mapping[str, float] | None = None,
) -> Sizes:
    """Calls to draw for a total, shared in proportion to the frame, strata with their own target apart."""
    if target < 0 or any(size < 0 for size in (by_stratum or {}).values()):
        raise DrawError("a target is negative.", remedy="Give the number of calls to draw, 0 or more.")
    own = {name: float(min(size, frame[name])) for name, size in (by_stratum or {}).items() if name in frame}
    rest = {stratum: calls for stratum, calls in frame.items() if stratum not in own}
    share = max(target - sum(own.values()), 0.0) / max(sum(rest.values()), 1)
    wanted = own | {stratum: share * calls for stratum, calls in rest.items()}
    if not own:
        fitting = _largest_scale(frame, wanted, target)
        wanted = {stratum: calls * fitting for stratum, calls in wanted.items()}
    return _under_cap(frame, wanted, cap, cost)


def _under_cap(
    frame: Mapping[str, int], wanted: Mapping[str, float], cap: float | None, cost: Mapping[str, float] | None
) -> Sizes:
    if cap is None:
        return Sizes(_rounded(frame, wanted, 1.0), 1.0, 0)
    scale = _largest_scale(frame, wanted, cap, cost)
    sizes = _rounded(frame, wanted, scale)
    return Sizes(sizes, scale, max(_taken(sizes, cost) - cap, 0))


def _largest_scale(
    frame: Mapping[str, int], wanted: Mapping[str, float], most: float, cost: Mapping[str, float] | None = None
) -> float:
    """The largest factor up to 1 under which no more than `most` is taken; 0 where even the least is more."""
    if _taken(_rounded(frame, wanted, 1.0), cost) <= most:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _taken(_rounded(frame, wanted, middle), cost) <= most:
            low = middle
        else:
            high = middle
    return low


def _taken(sizes: Mapping[str, int], cost: Mapping[str, float] | None) -> float:
    return sum(size * (1 if cost is None else cost[stratum]) for stratum, size in sizes.items())


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
