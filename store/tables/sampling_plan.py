"""A stated plan by which calls are drawn, by hand or by the clock."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class Schedule(StrEnum):
    """When the clock draws by a plan; `manual` leaves it to people."""

    MANUAL = "manual"
    DAILY = "daily"
    WEEKLY = "weekly"


class SamplingPlan(Identified, Base):
    __tablename__ = "sampling_plan"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", "weekday"),
        CheckConstraint("hour BETWEEN 0 AND 23", "hour"),
    )

    name: Mapped[str] = mapped_column(unique=True)
    stratum_field: Mapped[str] = mapped_column(default="queue")
    """Fields of the call that name its stratum, joined by commas; empty for one stratum."""
    target: Mapped[int | None]
    """Calls a draw takes; else `rate` decides."""
    rate: Mapped[float | None]
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`targets` or `rates` of single strata."""
    monthly_hours: Mapped[float | None]
    """The most hours of speech that the draws of a month may take."""
    labels: Mapped[int | None]
    """Calls of a draw that people label; none for the usual number."""
    schedule: Mapped[Schedule] = mapped_column(one_of(Schedule), default=Schedule.MANUAL, server_default="manual")
    weekday: Mapped[int] = mapped_column(default=0, server_default="0")
    """The first day of a week and the day of the weekly draw, 0 for Monday."""
    hour: Mapped[int] = mapped_column(default=6, server_default="6")
    """When the elapsed day or week is drawn, local time."""
    time_zone: Mapped[str] = mapped_column(default="UTC", server_default="UTC")
    drawn_until: Mapped[date | None]
    """Local day on which the next period of the clock begins; it moves on with each draw."""
    is_paused: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Counts changes. A draw keeps the plan as it was, so no change reaches back."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]

    @property
    def is_on_the_clock(self) -> bool:
        return self.schedule is not Schedule.MANUAL and not self.is_paused

    @classmethod
    def on_the_clock(cls) -> Select[SamplingPlan]:
        return select(cls).where(cls.schedule != Schedule.MANUAL, ~cls.is_paused).order_by(cls.created_at, cls.id)
