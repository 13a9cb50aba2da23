"""How many calls a day has to each of our numbers: the roll-up behind "calls to the mailing's own number".

Inbound calls only. What an outbound call dialled is the customer's own number, of which nothing is to be kept here.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Select, literal, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base
from store.days import days_of
from store.tables.call import Call, CallState, Direction
from store.tables.call_count import FOLDED, total
from store.tables.driver import Campaign


class NumberCount(Base):
    __tablename__ = "number_count"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads this name from the class

    dialled_number: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    """The UTC day in which the calls started."""
    excluded: Mapped[str] = mapped_column(primary_key=True)
    """Why the calls stand outside the frame, empty for those inside."""
    writer: Mapped[int] = mapped_column(primary_key=True, default=FOLDED)
    calls: Mapped[int] = mapped_column(BigInteger)
    handle_s: Mapped[int] = mapped_column(BigInteger)

    @classmethod
    def of_campaigns(cls, starts_at: datetime, ends_at: datetime) -> Select[str, int, int]:
        """Campaign, frame calls to its number since its drop date within the period, and their handle seconds."""
        days = days_of(starts_at, ends_at)
        whole = (
            select(Campaign.id, cls.calls, cls.handle_s)
            .join(cls, (cls.dialled_number == Campaign.phone) & (cls.day >= Campaign.drop_date))
            .where(Campaign.phone != "", cls.excluded == "", cls.day >= days.first, cls.day < days.end)
        )
        parts = [
            select(Campaign.id, literal(1), Call.handle_s)
            .join(Call, Call.dialled_number == Campaign.phone)
            .where(
                Campaign.phone != "",
                Campaign.drop_date <= edge.day,
                Call.started_at >= edge.starts_at,
                Call.started_at < edge.ends_at,
                Call.direction == Direction.INBOUND,
                Call.state != CallState.EXCLUDED,
            )
            for edge in days.edges
        ]
        every = (whole.union_all(*parts) if parts else whole).subquery()
        columns = every.c
        return select(columns.id, total(columns.calls), total(columns.handle_s)).group_by(columns.id)
