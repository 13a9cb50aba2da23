"""An owner's objection to an attribution; a blind second reviewer settles it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class DisputeState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    """Taken back before anybody labelled for it; the owner may object again."""


TRANSITIONS: dict[DisputeState, frozenset[DisputeState]] = {
    DisputeState.OPEN: frozenset({DisputeState.UPHELD, DisputeState.REJECTED, DisputeState.WITHDRAWN}),
    DisputeState.UPHELD: frozenset(),
    DisputeState.REJECTED: frozenset(),
    DisputeState.WITHDRAWN: frozenset({DisputeState.OPEN}),
}


class Dispute(Identified, Base):
    __tablename__ = "dispute"
    __table_args__ = (UniqueConstraint("excerpt_id", "person_id"),)

    excerpt_id: Mapped[UUID] = mapped_column(ForeignKey("excerpt.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str]
    state: Mapped[DisputeState] = mapped_column(one_of(DisputeState), default=DisputeState.OPEN)
    label_id: Mapped[UUID | None] = mapped_column(ForeignKey("label.id"))
    """The blind second reviewer's label that settled it."""
    opened_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
