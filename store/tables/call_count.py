"""How many calls a day has in each state: a roll-up that the database keeps in the transaction that changes a call.

Triggers on `call` write it (docs/adr/0011), so no path that writes calls can forget it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, one_of
from store.days import days_of
from store.tables.call import Call, CallState

FOLDED = 0
"""The writer of what is folded, and on SQLite, which has one writer at a time, of everything."""


def total(column: ColumnElement[int]) -> ColumnElement[int]:
    """A sum as an integer: PostgreSQL makes a decimal of a sum of big integers."""
    return cast(func.sum(column), BigInteger)


class CallCount(Base):
    __tablename__ = "call_count"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads this name from the class

    day: Mapped[date] = mapped_column(primary_key=True)
    """The UTC day in which the calls started."""
    state: Mapped[CallState] = mapped_column(one_of(CallState), primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    writer: Mapped[int] = mapped_column(primary_key=True, default=FOLDED)
    """Every connection to PostgreSQL adds to lines of its own, by its process id, so nobody waits for another."""
    calls: Mapped[int] = mapped_column(BigInteger)
    handle_s: Mapped[int] = mapped_column(BigInteger)

    @classmethod
    def within(cls, starts_at: datetime, ends_at: datetime) -> Select[CallState, str, int, int]:
        """State, reason, calls and handle seconds of a period; exact, a part of a day is counted from its calls."""
        days = days_of(starts_at, ends_at)
        whole = select(cls.state, cls.reason, cls.calls, cls.handle_s).where(cls.day >= days.first, cls.day < days.end)
        parts = [
            select(Call.state, Call.reason, func.count(), func.sum(Call.handle_s))
            .where(Call.started_at >= edge.starts_at, Call.started_at < edge.ends_at)
            .group_by(Call.state, Call.reason)
            for edge in days.edges
        ]
        every = (whole.union_all(*parts) if parts else whole).subquery()
        columns = every.c
        return (
            select(
                columns.state,
                columns.reason,
                total(columns.calls).label("calls"),
                total(columns.handle_s).label("handle_s"),
            )
            .group_by(columns.state, columns.reason)
            .having(func.sum(columns.calls) != 0)
            .order_by(columns.state, columns.reason)
        )

    @classmethod
    def exclusions(cls, starts_at: datetime, ends_at: datetime) -> Select[str, int]:
        """How many calls of a period stand outside the frame, by reason."""
        counts = cls.within(starts_at, ends_at).order_by(None).subquery().c
        return select(counts.reason, counts.calls).where(counts.state == CallState.EXCLUDED).order_by(counts.reason)

    @classmethod
    def by_state(cls) -> Select[CallState, int]:
        """All calls there are by state."""
        return (
            select(cls.state, total(cls.calls.expression))
            .group_by(cls.state)
            .having(func.sum(cls.calls) != 0)
            .order_by(cls.state)
        )
