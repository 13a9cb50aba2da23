"""A call that the desk put before one person: the lease while they listen, and what became of it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, select, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of
from store.tables.label import LabelPurpose


class AssignmentState(StrEnum):
    OPEN = "open"
    LABELLED = "labelled"
    SKIPPED = "skipped"
    RELEASED = "released"
    EXPIRED = "expired"
    """Its lease ran out and somebody else was given the call."""


TRANSITIONS: dict[AssignmentState, frozenset[AssignmentState]] = {
    AssignmentState.OPEN: frozenset(AssignmentState) - {AssignmentState.OPEN},
    AssignmentState.LABELLED: frozenset(),
    AssignmentState.SKIPPED: frozenset(),
    AssignmentState.RELEASED: frozenset(),
    AssignmentState.EXPIRED: frozenset({AssignmentState.LABELLED}),
}

_IS_OPEN = text("state = 'open'")


class Assignment(Identified, Base):
    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "uq_assignment_open_person_id", "person_id", unique=True, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN
        ),
        Index("uq_assignment_open_call_id", "call_id", unique=True, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index("ix_assignment_call_id_state", "call_id", "state"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[LabelPurpose] = mapped_column(one_of(LabelPurpose))
    state: Mapped[AssignmentState] = mapped_column(one_of(AssignmentState), default=AssignmentState.OPEN)
    assigned_at: Mapped[datetime]
    lease_until: Mapped[datetime]
    """Afterwards the call goes to whoever asks next; until then a late label still counts."""
    label_id: Mapped[UUID | None] = mapped_column(ForeignKey("label.id"))
    reason: Mapped[str] = mapped_column(default="")
    """Why it was skipped."""
    ended_at: Mapped[datetime | None]

    @classmethod
    def open_of(cls, person_id: UUID) -> Select["Assignment"]:
        return select(cls).where(cls.person_id == person_id, cls.state == AssignmentState.OPEN)
