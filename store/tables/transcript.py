"""The redacted words of a call and its silenced sound. There is no table of raw words."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Transcript(Identified, Base):
    SEARCHED_AS: ClassVar = "call"
    """Kind of its words in the full text (`store.fulltext`), whose subject is the call."""

    __tablename__ = "transcript"
    __table_args__ = (
        UniqueConstraint("call_id", "version"),
        Index("ix_transcript_created_at", "created_at"),  # the oldest, without reading words
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    version: Mapped[int]
    is_current: Mapped[bool] = mapped_column(default=True)
    segments: Mapped[list[Any]]
    """`{speaker, start, end, words: [{word, start, end, probability}]}` in time order, seconds, redacted."""
    entities: Mapped[list[Any]]
    """What was cut: `{type, speaker, start, end}` in seconds, never the value."""
    text: Mapped[str]
    """The words of all segments, one turn a line, for search and the classifier."""
    language: Mapped[str] = mapped_column(default="")
    duration_s: Mapped[float]
    channels: Mapped[int]
    lanes: Mapped[list[Any]] = mapped_column(default=list)
    """Who is heard on each channel of the sound; empty for a ready transcript."""
    truncated: Mapped[bool] = mapped_column(default=False)
    no_speech: Mapped[bool] = mapped_column(default=False)
    """Nobody spoke: an outcome that stays in the denominator, not an error."""
    engine: Mapped[str]
    """Name of the speech model, or `ready` for a transcript that came with the call."""
    audio_blob: Mapped[str | None]
    """Silenced sound of both channels, Ogg Opus; none for a ready transcript."""
    waveform: Mapped[list[Any]] = mapped_column(default=list)
    """Peak loudness 0–1 by channel and bucket, for drawing without decoding."""
    corrected_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Who corrected the version before; none for words as the machine heard them."""
    heard_id: Mapped[UUID | None] = mapped_column(ForeignKey("transcript.id"))
    """For a corrected version: the one that the machine heard."""
    created_at: Mapped[datetime]
