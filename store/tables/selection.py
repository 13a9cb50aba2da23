"""A call that a draw selected, with the probability by which it was."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Selection(Identified, Base):
    __tablename__ = "selection"
    __table_args__ = (
        UniqueConstraint("draw_id", "call_id"),
        CheckConstraint("probability > 0 AND probability <= 1", "probability"),
    )

    draw_id: Mapped[UUID] = mapped_column(ForeignKey("draw.id"))
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), index=True)
    stratum: Mapped[str]
    ticket: Mapped[str]
    rank: Mapped[int]
    """Place in ticket order within the stratum, from 0: labels are served in this order."""
    probability: Mapped[float]
    """Inclusion probability n/N of its stratum in this draw."""
