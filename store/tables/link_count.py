"""How many drawn calls of a day were linked to each driver; a roll-up kept like `CallCount`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base
from store.days import days_of
from store.tables.call import Call
from store.tables.call_count import FOLDED, total
from store.tables.driver_link import DriverKind, DriverLink


class LinkCount(Base):
    __tablename__ = "link_count"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads this name from the class

    kind: Mapped[str] = mapped_column(primary_key=True)
    driver_id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    """The UTC day in which the calls started; it is taken when the link is made."""
    writer: Mapped[int] = mapped_column(primary_key=True, default=FOLDED)
    links: Mapped[int] = mapped_column(BigInteger)

    @classmethod
    def of_campaigns(cls, starts_at: datetime, ends_at: datetime) -> Select[str, int]:
        """Campaigns found in calls of a period, with the number of those calls."""
        days = days_of(starts_at, ends_at)
        kind = DriverKind.CAMPAIGN.value
        whole = select(cls.driver_id, cls.links).where(cls.kind == kind, cls.day >= days.first, cls.day < days.end)
        parts = [
            select(DriverLink.driver_id, func.count())
            .join(Call, Call.id == DriverLink.call_id)
            .where(DriverLink.kind == DriverKind.CAMPAIGN)
            .where(Call.started_at >= edge.starts_at, Call.started_at < edge.ends_at)
            .group_by(DriverLink.driver_id)
            for edge in days.edges
        ]
        columns = (whole.union_all(*parts) if parts else whole).subquery().c
        return select(columns.driver_id, total(columns.links)).group_by(columns.driver_id)
