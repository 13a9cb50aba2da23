"""A redacted stretch of a call for the ears of the executive who owns its cause."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Excerpt(Identified, Base):
    __tablename__ = "excerpt"
    __table_args__ = (UniqueConstraint("digest_id", "call_id"), CheckConstraint("end_ms > start_ms", "span"))

    digest_id: Mapped[UUID] = mapped_column(ForeignKey("digest.id"), index=True)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), index=True)
    cause_id: Mapped[str] = mapped_column(ForeignKey("cause.id"))
    draw_id: Mapped[UUID | None] = mapped_column(ForeignKey("draw.id"))
    """The draw that chose it; none for a hand-picked one, which never enters a figure."""
    is_hand_picked: Mapped[bool] = mapped_column(default=False)
    picked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    picked_why: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """Why somebody chose it by hand, redacted."""
    position: Mapped[int]
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    quote: Mapped[str] = mapped_column(default="")
    quote_start_ms: Mapped[int | None]
    quote_end_ms: Mapped[int | None]
    """Times in the call, like `start_ms`."""
    segments: Mapped[list[Any]]
    """The transcript's segments inside the excerpt, times in seconds from the excerpt's start."""
    entities: Mapped[list[Any]] = mapped_column(default=list)
    web_blob: Mapped[str | None]
    """Ogg Opus for the page; none where the call came as a ready transcript."""
    feed_blob: Mapped[str | None]
    """MP3 for the feed."""
    feed_bytes: Mapped[int] = mapped_column(default=0)
    waveform: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]

    @property
    def is_emptied(self) -> bool:
        """Its words and sound are gone: the call was erased, or they were kept as long as they may be."""
        return not self.quote and self.web_blob is None and not self.segments  # lists leave segments unread: last

    def holds_ms(self, start: int | None, end: int | None) -> bool:
        """Whether a stretch of the call lies in it; none does not."""
        return start is not None and end is not None and self.start_ms <= start and end <= self.end_ms

    @property
    def duration_s(self) -> float:
        return (self.end_ms - self.start_ms) / 1000
