"""What one executive gets for one period: excerpts and figures, in a window with a status."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class DigestState(StrEnum):
    OPEN = "open"
    READY = "ready"
    EMPTY = "empty"


TRANSITIONS: dict[DigestState, frozenset[DigestState]] = {
    DigestState.OPEN: frozenset({DigestState.READY, DigestState.EMPTY}),
    DigestState.READY: frozenset(),
    DigestState.EMPTY: frozenset(),
}


class Digest(Identified, Base):
    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("person_id", "starts_at", "ends_at"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[DigestState] = mapped_column(one_of(DigestState), default=DigestState.OPEN)
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the digest says, as rendered on every channel: finding, figures, changes, overdue commitments."""
    commitment_id: Mapped[UUID | None] = mapped_column(ForeignKey("commitment.id", use_alter=True), index=True)
    """Made on demand to hear whether the cause is gone since this fix: not sent, and calls may come again."""
    created_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
