"""What an executive promised to change, by when, and the drop they expect from it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from store.base import Base, Identified, one_of
from store.resources import Resources


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
    __table_args__ = (
        CheckConstraint("expected_drop > 0 AND expected_drop <= 1", "expected_drop"),
        CheckConstraint("put_people >= 0 AND put_money >= 0 AND put_days >= 0", "put"),
        CheckConstraint("moved_people >= 0 AND moved_money >= 0 AND moved_days >= 0", "moved"),
        CheckConstraint("confirmed_by_id <> person_id", "confirmed_by_somebody_else"),
    )

    cause_id: Mapped[str] = mapped_column(ForeignKey("cause.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    reply_id: Mapped[UUID | None] = mapped_column(ForeignKey("reply.id"))
    promise: Mapped[str]
    put_in: Mapped[str] = mapped_column(default="")
    """A note beside the numbers that were promised."""
    put_people: Mapped[float | None]
    put_money: Mapped[float | None]
    put_days: Mapped[float | None]
    put: Mapped[Resources] = composite("put_people", "put_money", "put_days")
    moved: Mapped[str] = mapped_column(default="")
    """A note beside what was really put in."""
    moved_people: Mapped[float | None]
    moved_money: Mapped[float | None]
    moved_days: Mapped[float | None]
    moved_resources: Mapped[Resources] = composite("moved_people", "moved_money", "moved_days")
    moved_at: Mapped[datetime | None]
    """When the promiser last said what was really put in."""
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Somebody else than the promiser: their superior, a QA lead or an admin."""
    confirmed_at: Mapped[datetime | None]
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

    @property
    def is_moved_told(self) -> bool:
        return bool(self.moved) or self.moved_resources.is_told

    def is_overdue(self, today: date) -> bool:
        return self.state is CommitmentState.PROMISED and self.due_date < today
