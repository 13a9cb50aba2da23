"""The sound of a call as it arrived. Only the pipeline reads it, and it is deleted after success."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Recording(Identified, Base):
    __tablename__ = "recording"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), unique=True)
    sha256: Mapped[str] = mapped_column(index=True)
    """Hash of the bytes as they arrived; it outlives the file, so a copy that comes later is still recognised."""
    file_name: Mapped[str]
    size_bytes: Mapped[int]
    blob: Mapped[str | None]
    """Key in the blob store; empty once the original was deleted."""
    received_at: Mapped[datetime]
    delete_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the original is to go; `blob` is empty once it went."""

    @classmethod
    def overdue(cls, now: datetime) -> Select[Recording]:
        """Originals whose time has come and that are still there."""
        return select(cls).where(cls.blob.is_not(None), cls.delete_at <= now)
