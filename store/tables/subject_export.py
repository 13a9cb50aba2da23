"""All that is held about one customer, put together for them in one file that goes after some days."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class SubjectExport(Identified, Base):
    __tablename__ = "subject_export"

    customer_hash: Mapped[str] = mapped_column(index=True)
    """Emptied when the file goes."""
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """None for the command line."""
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    calls: Mapped[int] = mapped_column(default=0)
    blob: Mapped[str | None]
    """A ZIP; none before it is made and after it went."""
    size_bytes: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    """Expired, or erased with its customer."""

    @classmethod
    def overdue(cls, now: datetime) -> "Select[SubjectExport]":
        return select(cls).where(cls.expires_at <= now, cls.gone_at.is_(None))
