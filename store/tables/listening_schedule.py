"""When one person's digests come, how long they are, and where to."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class WhenEmpty(StrEnum):
    """What happens where a digest could only say that there are not enough calls yet."""

    MONTHLY = "monthly"
    """It says so at most once a month."""
    ALWAYS = "always"
    NEVER = "never"


class ListeningSchedule(Identified, Base):
    __tablename__ = "listening_schedule"
    __table_args__ = (
        CheckConstraint("hour BETWEEN 0 AND 23", "hour"),
        CheckConstraint("excerpts BETWEEN 1 AND 50", "excerpts"),
        CheckConstraint("weeks BETWEEN 0 AND 13", "weeks"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    weekdays: Mapped[list[Any]]
    """0 for Monday; empty: the clock sends nothing."""
    hour: Mapped[int]
    """Local hour of `time_zone`, an IANA name."""
    time_zone: Mapped[str]
    excerpts: Mapped[int]
    channels: Mapped[list[Any]]
    """Values of `Channel`; the page is always among them."""
    chat: Mapped[str] = mapped_column(default="")
    """Name of a chat service of the settings; empty: the installation's usual one."""
    weeks: Mapped[int] = mapped_column(default=0)
    """Full weeks a digest looks back on; 0: since the last digest."""
    when_empty: Mapped[WhenEmpty] = mapped_column(one_of(WhenEmpty), default=WhenEmpty.MONTHLY)
    days_off: Mapped[list[Any]] = mapped_column(default=list)
    """The person's own days without a digest, as ISO dates, besides the installation's holidays."""
    paused_until: Mapped[date | None]
    """The last local day of a pause."""
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """The next tick; missed ones are one. None where no weekday is chosen."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]

    @classmethod
    def due(cls, now: datetime) -> Select[ListeningSchedule]:
        return select(cls).where(cls.next_at <= now).order_by(cls.next_at, cls.id)
