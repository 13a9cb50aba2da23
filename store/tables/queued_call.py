"""A call that was put into a queue of the desk: training, calibration, gold, double coding.

Estimation needs no rows here, because its queue is the label draw; nor do disputes and disagreements, which are rows
or labels themselves.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of
from store.tables.label import LabelPurpose


class QueuedCall(Identified, Base):
    __tablename__ = "queued_call"
    __table_args__ = (
        UniqueConstraint("call_id", "purpose"),
        CheckConstraint("(purpose = 'gold') = (cause_id IS NOT NULL)", "gold_has_an_answer"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    purpose: Mapped[LabelPurpose] = mapped_column(one_of(LabelPurpose), index=True)
    batch: Mapped[int]
    """One filling of the queue: a calibration set is one batch."""
    position: Mapped[int]
    """Order within the batch, from 0."""
    cause_id: Mapped[str | None] = mapped_column(ForeignKey("cause.id"))
    """For gold: the settled answer."""
    queued_at: Mapped[datetime]
    queued_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """None where a draw or a rule did it."""
    removed_at: Mapped[datetime | None]
