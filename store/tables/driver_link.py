"""A call linked to the concrete mailer, incident or promise behind it, with the evidence for the link."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class DriverKind(StrEnum):
    CAMPAIGN = "campaign"
    INCIDENT = "incident"
    OFFERING = "offering"


class DriverLink(Identified, Base):
    __tablename__ = "driver_link"
    __table_args__ = (UniqueConstraint("call_id", "kind", "driver_id"),)

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    kind: Mapped[DriverKind] = mapped_column(one_of(DriverKind))
    driver_id: Mapped[str] = mapped_column(index=True)
    confidence: Mapped[float]
    evidence: Mapped[str]
    """How the link was found: dialled number, offer code, phrase, date window."""
    start_ms: Mapped[int | None]
    end_ms: Mapped[int | None]
    linked_at: Mapped[datetime]
