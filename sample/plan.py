"""A sampling plan as a value: how many calls a draw takes, what that costs, and how narrow the intervals will be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from sample.strata import PlanError, check_field
from store.tables.sampling_plan import SamplingPlan
from survey.interval import NORMAL_QUANTILE
from survey.rates import Sizes, sizes_by_rate, sizes_by_target

WIDEST = 0.5
"""The share with the widest interval: what a plan promises for it holds for every other."""


@dataclass(frozen=True)
class Plan:
    """Strata by one field of the call; a target or a rate for all of them, single strata apart; a cap on the draw."""

    stratum_field: str = "queue"
    target: int | None = None
    rate: float | None = None
    targets: Mapping[str, int] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=dict)
    cap: int | None = None

    def __post_init__(self) -> None:
        check_field(self.stratum_field)
        if (self.target is None) == (self.rate is None):
            raise PlanError("a plan needs a target or a rate, not both.", remedy="Give --target 240 or --rate 0.1.")
        if (self.rates and self.rate is None) or (self.targets and self.target is None):
            raise PlanError(
                "single strata have rates under a target, or targets under a rate.",
                remedy="Use rates with a rate and targets with a target.",
            )
        if self.cap is not None and self.cap < 1:
            raise PlanError(f"a cap of {self.cap} calls draws nothing.", remedy="Leave it out, or allow calls.")

    @classmethod
    def of(cls, row: SamplingPlan) -> "Plan":
        """The plan that a row holds; its options may have `targets`, `rates` and `cap`."""
        return cls(
            stratum_field=row.stratum_field,
            target=row.target,
            rate=row.rate,
            targets=dict(row.options.get("targets") or {}),
            rates=dict(row.options.get("rates") or {}),
            cap=row.options.get("cap"),
        )

    def sizes(self, frame: Mapping[str, int]) -> Sizes:
        """Calls to draw from a frame of that many calls by stratum."""
        if self.target is not None:
            return sizes_by_target(frame, self.target, by_stratum=self.targets, cap=self.cap)
        return sizes_by_rate(frame, self.rates, default_rate=self.rate, cap=self.cap)


@dataclass(frozen=True)
class Preview:
    """What one draw by a plan will cost and tell. `half_width` is that of a share of one half, in shares."""

    frame: int
    drawn: int
    labels: int
    speech_hours: float
    half_width: float
    sizes: Mapping[str, int]
    over_cap: int

    @property
    def words(self) -> str:
        """`385 calls give ± 5 points`."""
        return f"{self.drawn} calls give ± {_points(self.half_width)} points"


def preview(
    plan: Plan,
    frame: Mapping[str, int],
    *,
    labels: int | None = None,
    label_worth: float = 1.0,
    mean_minutes: float = 0.0,
    share: float = WIDEST,
) -> Preview:
    """Foresee a draw from a frame of that many calls by stratum.

    `labels`: how many of the drawn calls people will label, all by default. `label_worth`: n_eff / n of the last
    figure, 1 without a model. `mean_minutes`: of a call's speech. The width is that of the underlying rate, so it holds
    for comparing periods too; within the frame itself it is a little narrower.
    """
    sizes = plan.sizes(frame)
    labelled = min(sizes.total if labels is None else labels, sizes.total)
    variance = share * (1 - share) * (_drawing(frame, sizes.sizes) + _labelling(sizes.total, labelled, label_worth))
    return Preview(
        frame=sum(frame.values()),
        drawn=sizes.total,
        labels=labelled,
        speech_hours=sizes.total * mean_minutes / 60,
        half_width=min(NORMAL_QUANTILE * variance**0.5, 1.0),
        sizes=sizes.sizes,
        over_cap=sizes.over_cap,
    )


def calls_for(half_width: float, *, share: float = WIDEST, label_worth: float = 1.0) -> int:
    """Labelled calls of a plain random draw that give ± `half_width` (0.05 for five points).

    Raises PlanError for a width that is not a share above 0.
    """
    if not 0 < half_width < 1:
        raise PlanError(f"± {half_width} is not a share between 0 and 1.", remedy="Give 0.05 for five points.")
    return ceil(NORMAL_QUANTILE**2 * share * (1 - share) / (half_width**2 * label_worth) - 1e-9)


def _drawing(frame: Mapping[str, int], sizes: Mapping[str, int]) -> float:
    """Σ_g W_g² / N_g: the first term of the variance for equal shares in all strata, over p (1 − p)."""
    total = max(sum(frame.values()), 1)
    return sum((calls / total) ** 2 / sizes[stratum] for stratum, calls in frame.items() if sizes[stratum] > 0)


def _labelling(drawn: int, labels: int, worth: float) -> float:
    """The second term over p (1 − p): what is lost because not all drawn calls are labelled."""
    if labels == 0:
        return 1.0
    return max(1 / labels - 1 / drawn, 0.0) / worth


def _points(share: float) -> str:
    points = share * 100
    return f"{points:.0f}" if points >= 2.5 else f"{points:.1f}"
