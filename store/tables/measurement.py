"""Did the cause shrink? One look at a commitment, with the same difference for untouched causes beside it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Measurement(Identified, Base):
    __tablename__ = "measurement"
    __table_args__ = (UniqueConstraint("commitment_id", "as_of"),)

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitment.id"))
    cause_id: Mapped[str] = mapped_column(ForeignKey("cause.id"))
    as_of: Mapped[datetime]
    """The after-estimate is cumulative from the effective date to here."""
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    """`{share, low, high, n, N, estimator}` on each side."""
    change: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    log_e: Mapped[float | None]
    verdict: Mapped[str]
    controls: Mapped[list[Any]] = mapped_column(default=list)
    """`{cause, change, low, high, verdict}` for causes nobody promised to change."""
    measured_at: Mapped[datetime]
