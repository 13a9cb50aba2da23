"""Another executive who was asked to own an excerpt's answer too."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class JointOwnerState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """The one who asked took it back before there was an answer."""


TRANSITIONS: dict[JointOwnerState, frozenset[JointOwnerState]] = {
    JointOwnerState.ASKED: frozenset({JointOwnerState.ACCEPTED, JointOwnerState.DECLINED, JointOwnerState.WITHDRAWN}),
    JointOwnerState.ACCEPTED: frozenset(),
    JointOwnerState.DECLINED: frozenset({JointOwnerState.ACCEPTED}),
    JointOwnerState.WITHDRAWN: frozenset({JointOwnerState.ASKED}),
}

HEARING = (JointOwnerState.ASKED, JointOwnerState.ACCEPTED)
"""Who is asked may hear the excerpt, or they could not tell."""


class JointOwner(Identified, Base):
    __tablename__ = "joint_owner"
    __table_args__ = (
        UniqueConstraint("excerpt_id", "person_id"),
        CheckConstraint("person_id <> asked_by_id", "somebody_else"),
    )

    excerpt_id: Mapped[UUID] = mapped_column(ForeignKey("excerpt.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    why: Mapped[str] = mapped_column(default="")
    state: Mapped[JointOwnerState] = mapped_column(one_of(JointOwnerState), default=JointOwnerState.ASKED)
    reason: Mapped[str] = mapped_column(default="")
    """Why it was declined."""
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
