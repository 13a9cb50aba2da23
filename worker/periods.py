"""Which periods of figures new labels belong to."""

from datetime import datetime, timedelta

from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import Session

from sample.periods import midnight, month_of
from store.tables.call import Call
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.label import Label, LabelPurpose
from store.tables.sampling_plan import SamplingPlan, Schedule
from survey.share import LABELS_FOR_ANY_FIGURE

Period = tuple[datetime, datetime]


def periods_of_labels(session: Session, *, since: datetime) -> list[Period]:
    """The periods of label draws since then: a draw's own, or the months that draws of the clock add up to.

    A day or a week of the clock has too few labels for a figure of its own; a month begins to have figures with the
    thirtieth label.
    """
    found: set[Period] = set()
    for draw in session.scalars(_label_draws(since)):
        plan = _plan_of(session, draw)
        if plan is None or plan.schedule is Schedule.MANUAL:
            found.add((draw.starts_at, draw.ends_at))
        else:
            found |= {
                month for month in _months(draw, plan.time_zone) if _labels_in(session, month) >= LABELS_FOR_ANY_FIGURE
            }
    return sorted(found)


def _label_draws(since: datetime) -> Select[Draw]:
    return select(Draw).where(
        Draw.purpose == DrawPurpose.LABELS, Draw.state == DrawState.REVEALED, Draw.committed_at > since
    )


def _plan_of(session: Session, labels: Draw) -> SamplingPlan | None:
    """The plan by which the calls were drawn that a label draw is about."""
    calls = (
        select(Draw.plan_id)
        .where(Draw.purpose == DrawPurpose.CALLS, Draw.starts_at == labels.starts_at, Draw.ends_at == labels.ends_at)
        .order_by(Draw.number)
    )
    plan_id = session.scalars(calls.limit(1)).first()
    return None if plan_id is None else session.get(SamplingPlan, plan_id)


def _months(draw: Draw, zone: str) -> set[Period]:
    """The local months that the draw's first and last moment lie in."""
    edges = (draw.starts_at + timedelta(microseconds=1), draw.ends_at)
    return {(midnight(first, zone), midnight(after, zone)) for first, after in (month_of(at, zone) for at in edges)}


def _labels_in(session: Session, period: Period) -> int:
    starts_at, ends_at = period
    given = (
        select(func.count(distinct(Label.call_id)))
        .join(Call, Call.id == Label.call_id)
        .where(
            Call.started_at >= starts_at,
            Call.started_at < ends_at,
            Label.purpose == LabelPurpose.ESTIMATION,
            Label.withdrawn_at.is_(None),
        )
    )
    return session.scalar(given) or 0
