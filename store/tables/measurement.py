"""Did the cause shrink? One look at a commitment, with the same difference for untouched causes beside it."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ForeignKey, Select, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified
from store.tables.commitment import Commitment, CommitmentState

WAITED: Final = timedelta(weeks=4)
"""So long after a fix it is fair to say that its cause still rings."""


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

    @classmethod
    def still_ringing(cls, now: datetime) -> Select[Commitment, "Measurement"]:
        """Closed commitments whose newest look, four weeks after the fix or later, does not say *dropped*."""
        newest = (
            select(cls.commitment_id, func.max(cls.as_of).label("as_of"))
            .where(cls.as_of <= now)
            .group_by(cls.commitment_id)
            .subquery()
        )
        return (
            select(Commitment, cls)
            .join(cls, cls.commitment_id == Commitment.id)
            .join(newest, (newest.c.commitment_id == cls.commitment_id) & (newest.c.as_of == cls.as_of))
            .where(
                Commitment.state == CommitmentState.CLOSED,
                Commitment.effective_at <= now - WAITED,
                cls.as_of >= Commitment.effective_at,
                cls.verdict != "dropped",
            )
            .order_by(Commitment.effective_at, Commitment.id)
        )
