"""What a plan will cost and tell, said before anything is drawn: calls, hours and how narrow the intervals will be."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from sample.plan import Plan
from sample.strata import CALL_SECONDS, PlanError
from survey.interval import NORMAL_QUANTILE

WIDEST = 0.5
"""The share with the widest interval: what a plan promises for it holds for every other."""

RARE = 0.05
"""A cause behind one call in twenty."""

MOST_WORTH = 20.0


@dataclass(frozen=True)
class StratumLine:
    """One stratum of one draw."""

    name: str
    calls: int
    drawn: int

    @property
    def probability(self) -> float:
        return self.drawn / self.calls if self.calls else 0.0


@dataclass(frozen=True)
class Precision:
    """Half the width of a month's 95 % interval for a cause with this share, in shares.

    `with_model` is None while nobody knows what the champion's predictions are worth.
    """

    share: float
    by_people: float
    with_model: float | None


@dataclass(frozen=True)
class Preview:
    """What a month of draws by a plan costs and tells, or a single draw where no month can be foreseen."""

    draws_a_month: float
    frame: int
    """Calls of a month."""
    drawn: int
    labels: int
    """Drawn calls of a month that people label."""
    speech_hours: float
    work_hours: float | None
    """Hours of one worker; None where this installation has not transcribed yet."""
    strata: tuple[StratumLine, ...]
    lowered_to: float
    """Factor by which the cap lowers every rate; 1 where it does not bite."""
    over_cap_hours: float
    """Hours of a month by which the two calls of each stratum pass the cap."""
    common: Precision
    rare: Precision
    is_of_a_month: bool = True
    """False: everything here is of one draw from the calls there are, not of a month."""

    @property
    def cap_bites(self) -> bool:
        return self.lowered_to < 1

    @property
    def words(self) -> str:
        """`385 calls a month give ± 5 points`."""
        drawn = f"{self.drawn} {'call' if self.drawn == 1 else 'calls'}{' a month' if self.is_of_a_month else ''}"
        if self.labels < self.drawn:
            drawn += f", {self.labels} of them labelled by people,"
        gives = "gives" if self.drawn == 1 and self.labels == 1 else "give"
        return f"{drawn} {gives} ± {points(self.common.by_people)} points"


def preview(
    plan: Plan,
    frame: Mapping[str, int],
    *,
    seconds: Mapping[str, float] | None = None,
    draws_a_month: float = 1.0,
    worth: Mapping[float, float] | None = None,
    pace: float | None = None,
) -> Preview:
    """Foresee a month of draws from a frame of that many calls by stratum a draw.

    `seconds`: mean length of a call by stratum. `worth`: how many labels one label is worth with the champion's help,
    for the shares WIDEST and RARE. `pace`: hours of a worker for an hour of speech. The width is that of the underlying
    rate, so it holds for comparing months too; within the month's own calls it is a little narrower.
    """
    lengths = seconds or dict.fromkeys(frame, CALL_SECONDS)
    hours = None if plan.monthly_hours is None else plan.monthly_hours / draws_a_month
    sizes = plan.sizes(frame, hours=hours, seconds=lengths)
    labels = sizes.total if plan.labels is None else min(plan.labels, sizes.total)
    spoken = sum(size * lengths[stratum] for stratum, size in sizes.sizes.items()) / 3600 * draws_a_month
    drawing = _drawing(frame, sizes.sizes) / draws_a_month
    labelling = _labelling(frame, sizes.sizes, labels) / draws_a_month
    worth = worth or {}
    return Preview(
        draws_a_month=draws_a_month,
        frame=round(sum(frame.values()) * draws_a_month),
        drawn=round(sizes.total * draws_a_month),
        labels=round(labels * draws_a_month),
        speech_hours=spoken,
        work_hours=None if pace is None else spoken * pace,
        strata=tuple(StratumLine(name, frame[name], sizes.sizes[name]) for name in sorted(frame)),
        lowered_to=sizes.scale,
        over_cap_hours=sizes.over_cap / 3600 * draws_a_month,
        common=_precision(WIDEST, drawing, labelling, worth.get(WIDEST)),
        rare=_precision(RARE, drawing, labelling, worth.get(RARE)),
    )


def calls_for(half_width: float, *, share: float = WIDEST, label_worth: float = 1.0) -> int:
    """Labelled calls of a plain random draw that give ± `half_width` (0.05 for five points).

    Raises PlanError for a width that is not a share above 0.
    """
    if not 0 < half_width < 1:
        raise PlanError(f"± {half_width} is not a share between 0 and 1.", remedy="Give 0.05 for five points.")
    return ceil(NORMAL_QUANTILE**2 * share * (1 - share) / (half_width**2 * label_worth) - 1e-9)


def worth_of(*, labelled: int, drawn: int, frame: int, effective_n: float) -> float | None:
    """How many labels one label was worth in a published figure.

    The figure's variance is 1/n_eff = (1 − N/M)/N + (1/n − 1/N)/worth, over p (1 − p); None where nearly all drawn
    calls were labelled, so that a model had nothing to add.
    """
    left = 1 / effective_n - (1 - min(drawn / frame, 1)) / drawn if effective_n and drawn and frame else 0.0
    unlabelled = 1 / labelled - 1 / drawn if labelled else 0.0
    if unlabelled < 0.1 / max(drawn, 1) or left <= 0:
        return None
    return min(max(unlabelled / left, 1.0), MOST_WORTH)


def points(share: float) -> str:
    """Half a width in percentage points, as people say it."""
    number = share * 100
    return f"{number:.0f}" if number >= 2.5 else f"{number:.1f}"


def _precision(share: float, drawing: float, labelling: float, worth: float | None) -> Precision:
    helped = None if worth is None else _half_width(share, drawing + labelling / worth)
    return Precision(share, _half_width(share, drawing + labelling), helped)


def _half_width(share: float, variance: float) -> float:
    return float(min(NORMAL_QUANTILE * (share * (1 - share) * variance) ** 0.5, 1.0))


def _drawing(frame: Mapping[str, int], sizes: Mapping[str, int]) -> float:
    """Σ_g W_g² / N_g: the first term of the variance for equal shares in all strata, over p (1 − p)."""
    total = max(sum(frame.values()), 1)
    return sum((calls / total) ** 2 / sizes[stratum] for stratum, calls in frame.items() if sizes[stratum] > 0)


def _labelling(frame: Mapping[str, int], sizes: Mapping[str, int], labels: int) -> float:
    """The second term over p (1 − p): what is lost because not all drawn calls are labelled."""
    drawn = sum(sizes.values())
    return _drawing(frame, sizes) * (drawn / labels - 1) if labels else 1.0
