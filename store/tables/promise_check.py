"""A promise that a caller tells, compared with what may be promised: the newest look at each call."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class PromiseBox(StrEnum):
    """Where a promise stands relative to the standard service and its approved exceptions."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class PromiseCheck(Identified, Base):
    __tablename__ = "promise_check"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), unique=True)
    box: Mapped[PromiseBox] = mapped_column(one_of(PromiseBox))
    claim: Mapped[str]
    """The caller's redacted words."""
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    against: Mapped[str] = mapped_column(default="")
    """The line of the register it was compared with; empty where none is about the same thing."""
    offering_id: Mapped[str] = mapped_column(default="")
    exception_id: Mapped[str] = mapped_column(default="")
    """The approved exception that covers it. Ids without a foreign key: registers are replaced as a whole."""
    checked_at: Mapped[datetime]
