"""Did the cause shrink? A before/after test that may be looked at every week.

D = after − before with variance V, and T the drop that the commitment expects. Averaging the likelihood ratio of D
over drops drawn from a normal distribution with standard deviation T (H. Robbins' normal mixture, 1970) gives
    log e = ½ log(V / (V + T²)) + D² T² / (2 V (V + T²)),
and where e stays below 20 the difference belongs to the interval
    D ± sqrt(V (V + T²) / T² · (log((V + T²) / V) + 2 log 20)),
which holds the truth at all looks at once with probability 0.95: by Ville's inequality e passes 20 with probability at
most 1/20, ever. The baseline is frozen and the after-estimate cumulative, so that 1/V grows like the clock of a
Brownian motion; the frozen baseline's variance is part of V at every look.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from survey.errors import SurveyError
from survey.share import ShareEstimate

EVIDENCE = 20.0
"""e at which a change counts as shown: 1 / 0.05."""

_PRIOR_CALLS = 40.0


class Verdict(StrEnum):
    DROPPED = "dropped"
    ROSE = "rose"
    UNCHANGED = "unchanged"
    CANNOT_TELL_YET = "cannot_tell_yet"

    @property
    def words(self) -> str:
        """The verdict as a page says it."""
        return {
            Verdict.DROPPED: "The cause dropped.",
            Verdict.ROSE: "The cause rose.",
            Verdict.UNCHANGED: "Unchanged: any change is smaller than the drop that was expected.",
            Verdict.CANNOT_TELL_YET: "Cannot tell yet.",
        }[self]


@dataclass(frozen=True)
class Change:
    """After minus before, as shares: −0.07 is seven points less. All None while one side has too few labels."""

    change: float | None
    low: float | None
    high: float | None
    verdict: Verdict
    log_e: float | None


@dataclass(frozen=True)
class Rate:
    """One side of a comparison: the underlying rate from n labels, with the variance of the rate (not of the frame)."""

    share: float
    n: int
    variance: float

    @classmethod
    def of(cls, estimate: ShareEstimate) -> "Rate | None":
        """What a comparison keeps of an estimate; None while it has too few labels."""
        return None if estimate.share is None else cls(estimate.share, estimate.n, estimate.rate_variance)

    @property
    def held(self) -> float:
        """The share, kept half a label away from 0 and 1."""
        return float(np.clip(self.share, 1 / (2 * self.n), 1 - 1 / (2 * self.n)))

    @property
    def effective_n(self) -> float:
        return self.held * (1 - self.held) / self.variance

    def variance_at(self, common: float) -> float:
        """The side's variance, its share steadied by the share of both sides together, which counts as 40 calls.

        In the first weeks few calls of the cause, or none, look like a small share *and* like a small variance.
        Without this, 4,000 simulated series gave 4.7 % false alarms in 40 looks, with it 1.8 %, and a true fall is
        found one or two weeks later.
        """
        share = (self.effective_n * self.held + _PRIOR_CALLS * common) / (self.effective_n + _PRIOR_CALLS)
        return share * (1 - share) / self.effective_n


def change_between(before: ShareEstimate, after: ShareEstimate, expected_drop: float) -> Change:
    """Compare the frozen baseline with the cumulative after-estimate.

    `expected_drop` is T > 0 in shares, stated in the commitment before the test (0.2 for twenty points).
    """
    return change_of_rates(Rate.of(before), Rate.of(after), expected_drop)


def change_of_rates(before: Rate | None, after: Rate | None, expected_drop: float) -> Change:
    """`change_between` on what is kept of the two estimates; None is a side that cannot say anything yet."""
    _check_drop(expected_drop)
    if before is None or after is None:
        return Change(None, None, None, Verdict.CANNOT_TELL_YET, None)
    together = np.average([before.held, after.held], weights=[before.effective_n, after.effective_n])
    variance = before.variance_at(float(together)) + after.variance_at(float(together))
    return change_of(after.share - before.share, variance, expected_drop)


def change_of(difference: float, variance: float, expected_drop: float) -> Change:
    """The test itself, for D with variance V > 0."""
    _check_drop(expected_drop)
    if not variance > 0:
        raise SurveyError(f"a difference has variance {variance}.", remedy="Give the variance of an estimate, above 0.")
    T2 = expected_drop**2
    total = variance + T2
    log_e = 0.5 * np.log(variance / total) + difference**2 * T2 / (2 * variance * total)
    half = np.sqrt(variance * total / T2 * (np.log(total / variance) + 2 * np.log(EVIDENCE)))
    low, high = float(difference - half), float(difference + half)
    return Change(difference, low, high, _verdict(low, high, expected_drop), float(log_e))


def _check_drop(expected_drop: float) -> None:
    if not 0 < expected_drop < 1:
        raise SurveyError(
            f"an expected drop of {expected_drop} is not a share between 0 and 1.",
            remedy="State it in the commitment as a share: 0.05 for five points.",
        )


def _verdict(low: float, high: float, expected_drop: float) -> Verdict:
    if high < 0:
        return Verdict.DROPPED
    if low > 0:
        return Verdict.ROSE
    if -expected_drop < low and high < expected_drop:
        return Verdict.UNCHANGED
    return Verdict.CANNOT_TELL_YET
