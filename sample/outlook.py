"""Foresee a plan from what the installation knows: its last four weeks of calls and its last figures."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sample.frame import count_calls
from sample.periods import DRAWS_A_MONTH, MONTH_DAYS, Timing
from sample.plan import Plan
from sample.preview import RARE, WIDEST, Preview, preview, worth_of
from sample.strata import ALL, STRETCHES, strata_of_counts
from store.tables.call import Call, CallState
from store.tables.figure import Figure, Measure
from survey.share import Estimator

LOOKS_BACK = timedelta(days=28)
FORESEES_FROM = timedelta(days=7)
"""Calls of fewer days than a week say nothing about a month: weekdays differ, and one busy day is not thirty."""


def foresee(session: Session, plan: Plan, timing: Timing, *, now: datetime, pace: float | None = None) -> Preview:
    """What a month by this plan would cost and tell, going by the last four weeks that have calls.

    By hand, one draw a month is assumed. Stretches of time are no strata here: they cost nothing. Where the calls are
    those of less than a week, what is foreseen is one draw from them.
    """
    draws_a_month = DRAWS_A_MONTH[timing.schedule]
    newest = select(func.max(Call.started_at)).where(Call.started_at <= now, Call.state != CallState.EXCLUDED)
    last = session.scalar(newest)
    if last is None:
        return _without_calls(plan, draws_a_month)
    since, until = last - LOOKS_BACK, last + timedelta(microseconds=1)
    first = session.scalars(select(func.min(Call.started_at)).where(Call.started_at >= since)).one() or since
    if last - first < FORESEES_FROM:
        return foresee_draw(session, plan, starts_at=first, ends_at=until, pace=pace)
    counts, seconds = _count(session, plan, since, until)
    a_draw = MONTH_DAYS / draws_a_month / ((last - first) / timedelta(days=1))
    frame = {name: max(round(count * a_draw), 1) for name, count in counts.items()}
    worth = label_worth(session)
    return preview(plan, frame, seconds=seconds, draws_a_month=draws_a_month, worth=worth, pace=pace)


def foresee_draw(
    session: Session, plan: Plan, *, starts_at: datetime, ends_at: datetime, pace: float | None = None
) -> Preview:
    """What one draw from the calls of a period would cost and tell."""
    frame, seconds = _count(session, plan, starts_at, ends_at)
    seen = preview(plan, frame, seconds=seconds, worth=label_worth(session), pace=pace)
    return replace(seen, is_of_a_month=False)


def _count(
    session: Session, plan: Plan, starts_at: datetime, ends_at: datetime
) -> tuple[Counter[str], dict[str, float]]:
    """Calls and mean seconds by stratum."""
    fields = [name for name in plan.fields if name not in STRETCHES]
    return strata_of_counts(count_calls(session, starts_at, ends_at, fields), fields, named=plan.single)


def _without_calls(plan: Plan, draws_a_month: float) -> Preview:
    """Nothing is known of calls, but a target says how narrow intervals will be once there are enough of them."""
    many = {ALL: (plan.target or 0) * 1000}
    seen = preview(replace(plan, targets={}, monthly_hours=None), many, draws_a_month=draws_a_month)
    return replace(seen, frame=0, strata=(), speech_hours=0.0)


def label_worth(session: Session) -> dict[float, float]:
    """What a label was worth in the last figures that a model helped: of the commonest cause and of the rarest."""
    helped = select(Figure).where(
        Figure.headline(),
        Figure.measure == Measure.SHARE,
        Figure.grain == "period",
        Figure.estimator == Estimator.PPI.value,
    )
    newest = session.scalars(helped.order_by(Figure.published_at.desc(), Figure.ends_at.desc()).limit(1)).first()
    if newest is None:
        return {}
    same = helped.where(
        Figure.starts_at == newest.starts_at, Figure.ends_at == newest.ends_at, Figure.version == newest.version
    )
    by_share = sorted(session.scalars(same), key=lambda figure: figure.value or 0.0)
    found = {share: _worth(figure) for share, figure in ((WIDEST, by_share[-1]), (RARE, by_share[0]))}
    return {share: worth for share, worth in found.items() if worth is not None}


def _worth(figure: Figure) -> float | None:
    return worth_of(
        labelled=figure.labelled, drawn=figure.drawn, frame=figure.frame, effective_n=figure.effective_n or 0.0
    )
