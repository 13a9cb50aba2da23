"""The sound of a call as it arrived. Only the pipeline reads it, and it is deleted after success."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Select, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified
from store.tables.legal_hold import LegalHold


class Recording(Identified, Base):
    __tablename__ = "recording"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), unique=True)
    sha256: Mapped[str] = mapped_column(index=True)
    """Hash of the bytes as they arrived, of a pair the hash of both hashes.

    It outlives the file, so a copy that comes later is still recognised.
    """
    file_name: Mapped[str]
    size_bytes: Mapped[int]
    blob: Mapped[str | None]
    """Key in the blob store; empty once the original was deleted."""
    second_blob: Mapped[str | None]
    """Where each side of the call came in a file of its own: the one that becomes the right channel."""
    received_at: Mapped[datetime]
    delete_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the original is to go; `blob` is empty once it went."""

    @property
    def blobs(self) -> list[str]:
        """Keys of the original's files that are still there."""
        return [key for key in (self.blob, self.second_blob) if key is not None]

    @classmethod
    def has_blob(cls, key: str) -> ColumnElement[bool]:
        return or_(cls.blob == key, cls.second_blob == key)

    @classmethod
    def overdue(cls, now: datetime) -> Select[Recording]:
        """Originals whose time has come and that are still there; a legal hold on their call keeps them."""
        return select(cls).where(cls.blob.is_not(None), cls.delete_at <= now, ~LegalHold.covers(cls.call_id))
