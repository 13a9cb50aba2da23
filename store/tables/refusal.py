"""A record that was not taken in, with the reason a person can act on. Nothing refused is lost silently."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Refusal(Identified, Base):
    __tablename__ = "refusal"
    __table_args__ = (
        UniqueConstraint("source", "line", "external_id", "reason"),
        Index("ix_refusal_refused_at", "refused_at", "source", "line", "id"),
    )

    source: Mapped[str]
    """Name of the manifest or file the record came from."""
    line: Mapped[int] = mapped_column(default=0)
    """Line of the manifest, 1 for the header; 0 for a file without a manifest."""
    external_id: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    message: Mapped[str]
    refused_at: Mapped[datetime]
