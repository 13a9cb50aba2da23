"""Intervals: Wilson's score interval at an effective sample size, and worst-case bounds for calls nobody answered."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

CONFIDENCE = 0.95
NORMAL_QUANTILE = float(ndtri(0.5 + CONFIDENCE / 2))

NONRESPONSE_SHOWN = 0.05
"""Above this share of drawn calls without an outcome a figure carries its worst-case bounds."""


@dataclass(frozen=True)
class Interval:
    low: float
    high: float

    @property
    def half_width(self) -> float:
        return (self.high - self.low) / 2

    def covers(self, value: float) -> bool:
        return self.low <= value <= self.high


def wilson(share: float, effective_n: float) -> Interval:
    """Wilson's 95 % score interval (E. B. Wilson, 1927) for a share known as well as from `effective_n` calls.

    It stays inside [0, 1] and is not empty at 0 or 1, where share ± 1.96 standard errors would be.
    """
    if effective_n <= 0:
        return Interval(0.0, 1.0)
    z2 = NORMAL_QUANTILE**2 / effective_n
    centre = (share + z2 / 2) / (1 + z2)
    half = np.sqrt(z2 * (share * (1 - share) + z2 / 4)) / (1 + z2)
    return Interval(max(float(centre - half), 0.0), min(float(centre + half), 1.0))


def widened(effective_n: float, freedom: float) -> float:
    """The effective n to use in `wilson` where the variance itself was estimated with `freedom` degrees of freedom.

    Few labels in the cell that decides make the estimated variance itself uncertain; the normal quantile is replaced
    by Student's (Korn and Graubard, 1998).
    """
    student = float(stdtrit(max(freedom, 2.0), 0.5 + CONFIDENCE / 2))
    return effective_n * (NORMAL_QUANTILE / student) ** 2


def worst_case(interval: Interval, nonresponse: float) -> Interval:
    """Bounds that hold even if every call without an outcome had the cause, or none: `nonresponse` is their share."""
    answered = 1 - nonresponse
    return Interval(answered * interval.low, answered * interval.high + nonresponse)
