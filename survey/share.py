"""What share of the calls, or of their minutes, a cause has: figures with intervals that hold, or none yet.

Labels of a blind random draw, a model's predictions and the two sampling weights become a share by stratified PPI++
(`mean.py`) with an interval (`precision.py`). Beside it always stands the human-only share, which is the same formula
with λ = 0; it stands alone below 100 labels or below 10 labels that name the cause. Below 30 labels there is no figure.

Shares are not forced to sum to 1: each is the best for its own cause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from survey.cells import NO_CAUSE, NOT_LABELLED, SETTLED, FloatArray, IntArray, TwoPhase
from survey.inputs import relative_minutes, sample_of, scores_of
from survey.interval import NONRESPONSE_SHOWN, Interval, worst_case
from survey.mean import Mean, mean_of
from survey.precision import Known, Unevenness, known

__all__ = [
    "NOT_LABELLED",
    "NO_CAUSE",
    "SETTLED",
    "Amount",
    "Estimator",
    "ShareEstimate",
    "estimate_shares",
    "shares_of",
]

LABELS_FOR_ANY_FIGURE = 30
LABELS_FOR_MODEL = 100
CONFIRMED_FOR_MODEL = 10
CONFIRMED_FOR_FOLDS = 30
"""Where the model learned from the same labels, fold by fold: from 15 labels of a cause each fold's model differs so
much from the next that the variance came out at 0.7 of the simulated one."""

_NEARLY_NOTHING = 1e-9


class Estimator(StrEnum):
    PPI = "ppi"
    HUMAN_ONLY = "human_only"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True)
class ShareEstimate:
    """A cause's share of the frame with its 95 % interval. `share` and all bounds are None for NOT_ENOUGH.

    n: labels by people; N: drawn calls; `confirmed`: labels that named this cause; `effective_n`: how many labels of a
    plain random sample would have told as much. `variance` belongs to the share of the frame; `rate_variance` (without
    the finite-population factor) to the underlying rate. `slope` is λ. `bounds`: worst case, only where more than 5 %
    of the drawn calls have no outcome.
    """

    share: float | None
    low: float | None
    high: float | None
    n: int
    N: int
    estimator: Estimator
    effective_n: float
    human_share: float | None
    human_low: float | None
    human_high: float | None
    variance: float
    rate_variance: float
    confirmed: int
    slope: float = 0.0
    nonresponse: float = 0.0
    bounds: Interval | None = None

    @property
    def is_published(self) -> bool:
        return self.share is not None

    def times(self, total: float) -> "Amount | None":
        """The share of a known total: calls, minutes or cost of the frame. None while nothing is published."""
        if self.share is None or self.low is None or self.high is None:
            return None
        return Amount(self.share * total, self.low * total, self.high * total)


@dataclass(frozen=True)
class Amount:
    """Calls, minutes or money with a 95 % interval."""

    value: float
    low: float
    high: float


def estimate_shares(
    causes: Sequence[str],
    probabilities: FloatArray | None,
    labels: IntArray,
    *,
    strata: Sequence[str] | None = None,
    frame_sizes: Mapping[str, int] | None = None,
    cells: Sequence[str] | None = None,
    fold_probabilities: FloatArray | None = None,
    folds: IntArray | None = None,
    minutes: FloatArray | None = None,
    nonresponse: float = 0.0,
) -> dict[str, ShareEstimate]:
    """Estimate every cause's share from N drawn calls.

    `probabilities` (N, K): the champion's, from a model that saw none of these labels; None where there is no model.
    `labels` (N,): position in `causes`, or NOT_LABELLED, NO_CAUSE, SETTLED.
    `strata` (N,): the call's plan stratum (with several draws in the period: draw and stratum). `frame_sizes`: M_g,
    calls of the frame by stratum; None where unknown, then the underlying rate is estimated.
    `cells` (N,): the frozen label cell; its name starts with the stratum's, so that sorting puts bands side by side.
    `fold_probabilities` (F, N, K) with `folds` (N,): the cross-fitted variant, where the only model is one trained on
    these labels; `folds` says which fold left a labelled call out.
    `minutes` (N,): handle minutes; then the share is one of minutes, to be multiplied by the frame's known minutes.
    `nonresponse`: share of the drawn calls without an outcome (failed, skipped, unanswered), which are not rows here.
    Raises SurveyError when shapes or names do not fit together.
    """
    sample = sample_of(labels, strata, frame_sizes, cells)
    scores = scores_of(causes, probabilities, fold_probabilities, folds, labels)
    enough = CONFIRMED_FOR_MODEL if folds is None else CONFIRMED_FOR_FOLDS
    return shares_of(
        causes, sample, labels, scores, minutes=minutes, nonresponse=nonresponse, confirmed_for_model=enough
    )


def shares_of(
    causes: Sequence[str],
    sample: TwoPhase,
    labels: IntArray,
    scores: FloatArray | None,
    *,
    minutes: FloatArray | None = None,
    nonresponse: float = 0.0,
    confirmed_for_model: int = CONFIRMED_FOR_MODEL,
) -> dict[str, ShareEstimate]:
    """`estimate_shares` on a sample that is grouped already."""
    named = (labels[:, None] == np.arange(len(causes))).astype(float)
    length = relative_minutes(sample, minutes)
    human = mean_of(sample, named * length, None)
    model = None if scores is None else mean_of(sample, named * length, scores * length)
    found = {}
    for k, cause in enumerate(causes):
        enough = sample.labelled >= LABELS_FOR_MODEL and named[:, k].sum() >= confirmed_for_model
        estimate = _published(sample, human, model if enough else None, k, named[:, k], length[:, 0])
        found[cause] = _with_nonresponse(estimate, nonresponse)
    return found


def _published(
    sample: TwoPhase, human: Mean, model: Mean | None, k: int, named: FloatArray, length: FloatArray
) -> ShareEstimate:
    """The figure from the model if there is one that may be used, else from people alone, else none."""
    n, confirmed = sample.labelled, int(named.sum())
    if n < LABELS_FOR_ANY_FIGURE:
        return _not_enough(sample, confirmed)
    by_people = _known(sample, human, k, named, length, by_people=True)
    chosen = by_people if model is None else _known(sample, model, k, named, length, by_people=False)
    return ShareEstimate(
        share=chosen.share,
        low=chosen.interval.low,
        high=chosen.interval.high,
        n=n,
        N=len(sample.draw_weights),
        estimator=Estimator.HUMAN_ONLY if model is None else Estimator.PPI,
        effective_n=chosen.effective_n,
        human_share=by_people.share,
        human_low=by_people.interval.low,
        human_high=by_people.interval.high,
        variance=chosen.variance,
        rate_variance=chosen.rate_variance,
        confirmed=confirmed,
        slope=0.0 if model is None else float(model.slope[k]),
    )


def _known(sample: TwoPhase, mean: Mean, k: int, named: FloatArray, length: FloatArray, *, by_people: bool) -> Known:
    confirmed = int(named.sum())
    if np.ptp(length) == 0:
        return known(sample, mean, k, confirmed=confirmed, by_people=by_people, uneven=Unevenness())
    share = float(np.clip(mean.value[k], 0.0, 1.0))
    squared = (length * (named - share)) ** 2
    spread = sum(cell.total * float(cell.normed @ squared[cell.labelled]) for cell in sample.cells) / sample.frame_total
    square, fourth = (float(np.average(length**power, weights=sample.draw_weights)) for power in (2, 4))
    uneven = Unevenness(spread / max(share * (1 - share), _NEARLY_NOTHING), square, fourth / square**2)
    return known(sample, mean, k, confirmed=confirmed, by_people=by_people, uneven=uneven)


def _not_enough(sample: TwoPhase, confirmed: int) -> ShareEstimate:
    return ShareEstimate(
        share=None,
        low=None,
        high=None,
        n=sample.labelled,
        N=len(sample.draw_weights),
        estimator=Estimator.NOT_ENOUGH,
        effective_n=0.0,
        human_share=None,
        human_low=None,
        human_high=None,
        variance=float("inf"),
        rate_variance=float("inf"),
        confirmed=confirmed,
    )


def _with_nonresponse(estimate: ShareEstimate, nonresponse: float) -> ShareEstimate:
    if estimate.low is None or estimate.high is None or nonresponse <= NONRESPONSE_SHOWN:
        return replace(estimate, nonresponse=nonresponse)
    bounds = worst_case(Interval(estimate.low, estimate.high), nonresponse)
    return replace(estimate, nonresponse=nonresponse, bounds=bounds)
