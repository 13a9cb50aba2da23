"""How long until a before/after test can tell: said before a promise is made, so that nobody promises the unknowable.

With D normal around −T with variance V, the test of `survey.change` shows the drop with probability 0.8 once
    T ≥ half(V, T) + 0.84 · sqrt(V),
where half(V, T) is half the width of its interval. V is that of the frozen baseline plus p (1 − p) over the labels that
came since. It is the probability at that week alone; earlier looks only add to it, so the answer is on the safe side.
"""

from math import ceil, log, sqrt
from typing import Final

from survey.change import EVIDENCE
from survey.errors import SurveyError

Z_80: Final = 0.8416212335729143
"""The normal quantile of 0.8."""

MOST_WEEKS: Final = 104


def weeks_until_told(share: float, *, expected_drop: float, labels_before: float, labels_per_week: float) -> int | None:
    """Whole weeks after the fix until a drop of `expected_drop` (T, 0–1) is shown with probability 0.8.

    `labels_before` and `labels_per_week` are effective labels of a plain random sample. None where two years are not
    enough: the drop is too small for so few labels, or the baseline is. Raises SurveyError for impossible numbers.
    """
    if not (0 < expected_drop < 1 and 0 < share < 1):
        raise SurveyError(f"a share of {share} cannot drop by {expected_drop}.", remedy="Use shares between 0 and 1.")
    spread = share * (1 - share)
    if labels_before <= 0 or labels_per_week <= 0:
        return None
    left = _variance_needed(expected_drop) - spread / labels_before
    weeks = spread / (labels_per_week * left) if left > 0 else MOST_WEEKS + 1
    return max(1, ceil(weeks)) if weeks <= MOST_WEEKS else None


def _variance_needed(T: float) -> float:
    """The largest V at which the drop is still shown with probability 0.8, by halving."""
    low, high = 0.0, T * T
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _half(middle, T) + Z_80 * sqrt(middle) <= T else (low, middle)
    return low


def _half(V: float, T: float) -> float:
    """Half the width of the interval of `survey.change`."""
    total = V + T * T
    return sqrt(V * total / (T * T) * (log(total / V) + 2 * log(EVIDENCE)))
