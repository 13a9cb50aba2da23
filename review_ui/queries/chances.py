"""How large a drop can be shown, and when we will know: help with the T of a commitment."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from review_ui.queries.figures import Period, current_figures_of
from store.tables.cause import Cause
from survey.power import weeks_until_told

PARTS: Final = (0.25, 0.5, 0.75)
"""A quarter, half and three quarters of the calls of a cause gone."""


@dataclass(frozen=True)
class Drop:
    """An expected drop in whole points, and the weeks after the fix until it is likely told; None: not in two years."""

    points: int
    weeks: int | None
    part: float


@dataclass(frozen=True)
class Chance:
    """What can be expected of one cause, from its latest figure."""

    share: float
    low: float
    high: float
    period: Period
    labels_per_week: float
    drops: list[Drop]


def chance_of(session: Session, cause: Cause) -> Chance | None:
    """None while there are not enough calls to say how large the cause is."""
    figures = current_figures_of(session, cause.id)
    share = figures.share if figures else None
    if share is None or share.value is None or share.low is None or share.high is None or not share.effective_n:
        return None
    weeks = (share.ends_at - share.starts_at) / timedelta(weeks=1)
    per_week = share.effective_n / weeks
    return Chance(
        share=share.value,
        low=share.low,
        high=share.high,
        period=Period(share.starts_at, share.ends_at),
        labels_per_week=share.labelled / weeks,
        drops=_drops(share.value, share.effective_n, per_week),
    )


def _drops(share: float, labels_before: float, per_week: float) -> list[Drop]:
    points = {max(1, round(share * part * 100)): part for part in PARTS}
    return [
        Drop(drop, _weeks(share, drop / 100, labels_before, per_week), part)
        for drop, part in sorted(points.items())
        if drop / 100 < share
    ]


def _weeks(share: float, drop: float, labels_before: float, per_week: float) -> int | None:
    return weeks_until_told(share, expected_drop=drop, labels_before=labels_before, labels_per_week=per_week)
