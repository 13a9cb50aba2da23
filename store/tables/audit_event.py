"""Who did what when: append-only, each record hashed with the one before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class AuditEvent(Base):
    """The database itself refuses to change or delete a row (triggers of the migration `audit_only_grows`)."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_at_number", "at", "number"),
        Index("ix_audit_event_person_id_at_number", "person_id", "at", "number"),
        Index("ix_audit_event_action_at_number", "action", "at", "number"),
        Index("ix_audit_event_subject_at_number", "subject", "at", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counts from 1 without a gap: one order for all writers."""
    at: Mapped[datetime]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """None for the installation's own command line and its clock."""
    action: Mapped[str]
    subject: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    previous_sha256: Mapped[str]
    record_sha256: Mapped[str]
