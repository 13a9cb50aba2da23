"""That a call must be kept for now, whatever its clocks or its customer say: who ordered it, why, until when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, select, text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from store.base import Base, Identified

_IS_OPEN = text("lifted_at IS NULL")


class LegalHold(Identified, Base):
    __tablename__ = "legal_hold"
    __table_args__ = (
        Index("uq_legal_hold_open_call_id", "call_id", unique=True, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index("ix_legal_hold_call_id", "call_id"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    reason: Mapped[str]
    """In words, redacted."""
    set_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """None for the command line."""
    set_at: Mapped[datetime]
    lifted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
    lifted_why: Mapped[str] = mapped_column(default="")

    @classmethod
    def in_force(cls) -> "Select[LegalHold]":
        return select(cls).where(cls.lifted_at.is_(None)).order_by(cls.set_at, cls.id)

    @classmethod
    def covers(cls, call_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
        """Whether the call of a row is under a hold."""
        return select(cls.id).where(cls.call_id == call_id, cls.lifted_at.is_(None)).exists()
