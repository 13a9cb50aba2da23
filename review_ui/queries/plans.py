"""Sampling plans with what they will do next and what they did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from review_ui.queries.draws import DrawLine
from sample.frame import FIELDS
from sample.outlook import foresee
from sample.periods import WEEKDAYS, Period
from sample.plan import Plan
from sample.plans import kept_fields, timing_of
from sample.preview import Preview
from sample.strata import STRETCHES
from store.tables.draw import Draw, DrawState
from store.tables.sampling_plan import SamplingPlan, Schedule
from store.tables.selection import Selection
from worker.drawing import next_period
from worker.pace import measured_pace

LAST_DRAWS = 12


@dataclass(frozen=True)
class PlanLine:
    row: SamplingPlan
    plan: Plan
    next: Period | None
    """What the clock draws next."""

    @property
    def amount(self) -> str:
        if self.plan.target is not None:
            return f"{self.plan.target:,} calls a draw".replace(",", "\u202f")
        return f"{self.plan.rate or 0:.1%} of the calls"

    @property
    def strata(self) -> str:
        return ", ".join(name.replace("_", " ") for name in self.plan.fields)

    @property
    def when(self) -> str:
        """`every Monday at 06:00, Europe/Berlin`."""
        if self.row.schedule is Schedule.MANUAL:
            return "by hand"
        day = "every day" if self.row.schedule is Schedule.DAILY else f"every {WEEKDAYS[self.row.weekday].title()}"
        return f"{day} at {self.row.hour:02d}:00, {self.row.time_zone}"


@dataclass(frozen=True)
class PlanView:
    line: PlanLine
    preview: Preview
    draws: list[DrawLine]
    waiting: Draw | None
    """A draw that waits for its seed: none can be made before it ends."""


def plan_lines(session: Session) -> list[PlanLine]:
    rows = session.scalars(select(SamplingPlan).order_by(SamplingPlan.is_paused, SamplingPlan.name))
    return [plan_line(row) for row in rows]


def plan_line(row: SamplingPlan) -> PlanLine:
    return PlanLine(row, Plan.of(row), next_period(row))


def find_plan_row(session: Session, plan_id: UUID) -> SamplingPlan | None:
    return session.get(SamplingPlan, plan_id)


def plan_view(session: Session, row: SamplingPlan, *, now: datetime) -> PlanView:
    line = plan_line(row)
    return PlanView(
        line=line,
        preview=foresee(session, line.plan, timing_of(row), now=now, pace=measured_pace(session)),
        draws=_draws(session, row),
        waiting=waiting_draw(session),
    )


def waiting_draw(session: Session) -> Draw | None:
    return session.scalar(select(Draw).where(Draw.state == DrawState.COMMITTED).limit(1))


def field_choices(session: Session) -> Sequence[str]:
    """What a plan may part the frame by."""
    return (*FIELDS, *STRETCHES, *kept_fields(session))


def _draws(session: Session, row: SamplingPlan) -> list[DrawLine]:
    selected = select(func.count()).where(Selection.draw_id == Draw.id).scalar_subquery()
    newest = select(Draw, Draw.listed, selected).where(Draw.plan_id == row.id).order_by(Draw.number.desc())
    rows: Any = session.execute(newest.limit(LAST_DRAWS))
    return [DrawLine(draw, length, count) for draw, length, count in rows]
