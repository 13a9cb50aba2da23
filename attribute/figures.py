"""Publish figures: immutable rows for every cause of a period and of its pooled weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.estimation import Sample
from store.tables.cause import Cause
from store.tables.figure import Figure, Measure
from survey.share import Amount, ShareEstimate

PERIOD = "period"
WEEKS = "weeks"


@dataclass(frozen=True)
class Window:
    """What a set of figures is about; `grain` is PERIOD or WEEKS."""

    starts_at: datetime
    ends_at: datetime
    grain: str = PERIOD


def publish_figures(
    session: Session,
    window: Window,
    sample: Sample,
    estimates: Mapping[str, ShareEstimate],
    *,
    of_minutes: Mapping[str, ShareEstimate],
    cost_per_minute: float,
    model_version_id: UUID | None,
    now: datetime,
) -> list[Figure]:
    """Write one row for each cause and measure. A window published before gets a new version, the old rows stay.

    `estimates` are shares of calls, `of_minutes` shares of handle minutes; the frame's known calls and minutes make
    amounts of them.
    """
    version = _next_version(session, window)
    taxonomy = session.scalar(select(func.max(Cause.taxonomy_version))) or 1
    figures = []
    for cause, estimate in estimates.items():
        for measure, amount in _measures(estimate, of_minutes.get(cause), sample, cost_per_minute).items():
            human = estimate if measure is Measure.SHARE else None
            figures.append(
                Figure(
                    measure=measure,
                    cause_id=cause,
                    starts_at=window.starts_at,
                    ends_at=window.ends_at,
                    grain=window.grain,
                    version=version,
                    value=amount.value if amount else None,
                    low=amount.low if amount else None,
                    high=amount.high if amount else None,
                    estimator=estimate.estimator.value,
                    labelled=estimate.n,
                    drawn=sample.drawn,
                    frame=sample.frame,
                    effective_n=estimate.effective_n or None,
                    human_value=human.human_share if human else None,
                    human_low=human.human_low if human else None,
                    human_high=human.human_high if human else None,
                    nonresponse=_nonresponse(sample, estimate),
                    model_version_id=model_version_id,
                    taxonomy_version=taxonomy,
                    published_at=now,
                )
            )
    session.add_all(figures)
    session.flush()
    return figures


def _measures(
    share: ShareEstimate, of_minutes: ShareEstimate | None, sample: Sample, cost_per_minute: float
) -> dict[Measure, Amount | None]:
    """The share, even where it says "not enough calls yet", and the amounts that can be said."""
    minutes = sample.frame_handle_s / 60
    amounts = {
        Measure.CALLS: share.times(sample.frame),
        Measure.MINUTES: of_minutes.times(minutes) if of_minutes else None,
        Measure.COST: of_minutes.times(minutes * cost_per_minute) if of_minutes else None,
    }
    return {Measure.SHARE: share.times(1.0)} | {measure: one for measure, one in amounts.items() if one is not None}


def _nonresponse(sample: Sample, estimate: ShareEstimate) -> dict[str, object]:
    """Drawn calls without an outcome by reason; above 5 % also the worst-case bounds."""
    told: dict[str, object] = dict(sample.nonresponse)
    if estimate.bounds is not None:
        told["bounds"] = [round(estimate.bounds.low, 4), round(estimate.bounds.high, 4)]
    return told


def _next_version(session: Session, window: Window) -> int:
    newest = session.scalar(
        select(func.max(Figure.version)).where(
            Figure.starts_at == window.starts_at, Figure.ends_at == window.ends_at, Figure.grain == window.grain
        )
    )
    return (newest or 0) + 1
