"""Whether one group of labels names a cause more often than another, call mix held equal, however many are compared."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from survey.cells import FloatArray, IntArray

BoolArray = NDArray[np.bool_]
ERROR = 0.05
"""Chance of one false flag over all comparisons of a family, shared out by Bonferroni."""


@dataclass(frozen=True)
class Difference:
    """Share among `mine` minus share among the others, with an interval as wide as the number of looks asks for.

    All three are None where no stratum has labels of both.
    """

    value: float | None
    low: float | None
    high: float | None
    mine: int
    others: int

    @property
    def is_clear(self) -> bool:
        """Whether the interval excludes no difference."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def share_difference(named: BoolArray, mine: BoolArray, strata: IntArray, *, comparisons: int) -> Difference:
    """Difference of shares within strata, pooled (Mantel and Haenszel; variance of T. Sato, 1989); shapes (n,).

    Strata that only one side labelled tell nothing and drop out.
    """
    a, n1, b, n0 = _counts(named, mine, strata)
    both = (n1 > 0) & (n0 > 0)
    counted = int(n1[both].sum()), int(n0[both].sum())
    if not both.any():
        return Difference(None, None, None, *counted)
    a, n1, b, n0 = a[both], n1[both], b[both], n0[both]
    total = n1 + n0
    weight = float((n1 * n0 / total).sum())
    value = float(((a * n0 - b * n1) / total).sum()) / weight
    half = NormalDist().inv_cdf(1 - ERROR / (2 * max(comparisons, 1))) * _error(value, a, n1, b, n0, weight)
    half += 0.5 / float(n1.sum()) + 0.5 / float(n0.sum())  # continuity: shares of few labels move in steps
    return Difference(value, max(value - half, -1.0), min(value + half, 1.0), *counted)


def _error(value: float, a: FloatArray, n1: FloatArray, b: FloatArray, n0: FloatArray, weight: float) -> float:
    """The larger of the error as estimated and the error if there were no difference: rare causes flatter the first."""
    total, named = n1 + n0, a + b
    p = (n1**2 * b - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / total**2
    q = (a * (n0 - b) + b * (n1 - a)) / (2 * total)
    estimated = float(value * p.sum() + q.sum())
    without = float((n1 * n0 * named * (total - named) / (total**2 * np.maximum(total - 1, 1))).sum())
    return float(np.sqrt(max(estimated, without, 0.0))) / weight


def _counts(
    named: BoolArray, mine: BoolArray, strata: IntArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    _, place = np.unique(strata, return_inverse=True)
    size = int(place.max()) + 1 if len(place) else 0

    def count(chosen: BoolArray) -> FloatArray:
        return np.bincount(place[chosen], minlength=size).astype(float)

    return count(named & mine), count(mine), count(named & ~mine), count(~mine)
