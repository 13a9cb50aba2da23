"""The clock's draws: each elapsed period of a plan once, the oldest first, whatever was missed meanwhile."""

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from sample.draws import Seed, draw_sample
from sample.periods import Period
from sample.plans import timing_of
from settings.errors import ListenbackError
from store.tables.draw import Draw, DrawState
from store.tables.sampling_plan import SamplingPlan
from worker.pipeline import send_drawn
from worker.ticks import first_tick

log = structlog.get_logger()


def draw_due_periods(session: Session, *, now: datetime) -> list[Draw]:
    """Draw at most one elapsed period of each plan on the clock and send its calls; the next tick takes the next one.

    While a draw waits for its seed no other can be made: the clock comes back later. A plan that cannot be drawn is
    told in the log and holds nothing else up.
    """
    if session.scalars(select(Draw.id).where(Draw.state == DrawState.COMMITTED).limit(1)).first() is not None:
        return []
    drawn = []
    for plan in session.scalars(SamplingPlan.on_the_clock()):
        period = next_period(plan)
        if period is None or period.due_at > now:
            continue
        try:
            with session.begin_nested():
                draw = _draw_once(session, plan, period, now=now)
        except ListenbackError as error:
            log.warning("plan_not_drawn", plan=plan.name, until=period.following.isoformat(), error=str(error))
            continue
        if draw is not None:
            drawn.append(draw)
    return drawn


def next_period(plan: SamplingPlan) -> Period | None:
    """The period that the clock draws next; None for a plan that it does not draw by."""
    if not plan.is_on_the_clock or plan.drawn_until is None:
        return None
    return timing_of(plan).period_from(plan.drawn_until)


def _draw_once(session: Session, plan: SamplingPlan, period: Period, *, now: datetime) -> Draw | None:
    """None where another clock was faster. An empty period is drawn too: its record says that there was nothing."""
    if not first_tick(session, f"draw {plan.id}", period.ends_at, now=now):
        return None
    draw = draw_sample(
        session,
        plan,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        seed=Seed(),
        now=now,
        may_be_empty=True,
    )
    plan.drawn_until = period.following
    send_drawn(session, draw, now=now)
    return draw
