"""What an executive promised to change, by when, and the drop they expect from it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class CommitmentState(StrEnum):
    PROMISED = "promised"
    IN_EFFECT = "in_effect"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[CommitmentState, frozenset[CommitmentState]] = {
    CommitmentState.PROMISED: frozenset({CommitmentState.IN_EFFECT, CommitmentState.WITHDRAWN}),
    CommitmentState.IN_EFFECT: frozenset({CommitmentState.CLOSED, CommitmentState.WITHDRAWN}),
    CommitmentState.CLOSED: frozenset({CommitmentState.IN_EFFECT}),
    CommitmentState.WITHDRAWN: frozenset(),
}


class Commitment(Identified, Base):
    __tablename__ = "commitment"
    __table_args__ = (CheckConstraint("expected_drop > 0 AND expected_drop <= 1", "expected_drop"),)

    cause_id: Mapped[str] = mapped_column(ForeignKey("cause.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    reply_id: Mapped[UUID | None] = mapped_column(ForeignKey("reply.id"))
    promise: Mapped[str]
    put_in: Mapped[str] = mapped_column(default="")
    moved: Mapped[str] = mapped_column(default="")
    """What was really put in, confirmed later."""
    expected_drop: Mapped[float]
    """Fall of the cause's share that is expected, 0–1: the T of the before/after test."""
    state: Mapped[CommitmentState] = mapped_column(one_of(CommitmentState), default=CommitmentState.PROMISED)
    made_at: Mapped[datetime]
    due_date: Mapped[date]
    effective_at: Mapped[datetime | None]
    """When the fix took effect: the baseline ends here and is frozen."""
    prompted_from: Mapped[datetime | None]
    prompted_until: Mapped[datetime | None]
    """The period whose figures led to the promise: the baseline leaves it out unless drawn afterwards."""

    def is_overdue(self, today: date) -> bool:
        return self.state is CommitmentState.PROMISED and self.due_date < today
