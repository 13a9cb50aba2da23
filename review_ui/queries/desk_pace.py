"""How fast somebody labels, and how long the rest takes: measured on what they did last, or not said at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import sqrt
from statistics import fmean, stdev
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.label import Label, LabelOrigin

PAUSE: Final = timedelta(minutes=10)
"""Whoever gives no label for so long does something else."""
ENOUGH: Final = 5
LAST: Final = 60
SINCE: Final = timedelta(days=7)


@dataclass(frozen=True)
class Pace:
    per_hour: float
    low_s: float
    high_s: float
    """Seconds for all that is left: where about 19 of 20 such queues would end, if nobody else helps."""


def pace_of(session: Session, person_id: UUID, *, left: int, now: datetime) -> Pace | None:
    """None before there are five labels in a row to measure."""
    given = session.scalars(
        select(Label.labelled_at)
        .where(
            Label.annotator_id == person_id,
            Label.origin == LabelOrigin.DESK,
            Label.withdrawn_at.is_(None),
            Label.labelled_at >= now - SINCE,
        )
        .order_by(Label.labelled_at.desc())
        .limit(LAST)
    ).all()
    return measured(sorted(given), left=left)


def measured(given: Sequence[datetime], *, left: int) -> Pace | None:
    """The pace between labels that followed each other; `given` in order of time.

    The rest is a sum of `left` such times whose mean is known from n of them: variance left s² + left² s² / n.
    """
    gaps = [(after - before).total_seconds() for before, after in pairwise(given) if after - before <= PAUSE]
    if len(gaps) < ENOUGH or not fmean(gaps):
        return None
    mean, spread = fmean(gaps), stdev(gaps)
    margin = 2 * spread * sqrt(left + left**2 / len(gaps))
    return Pace(3600 / mean, max(left * mean - margin, 0.0), left * mean + margin)
