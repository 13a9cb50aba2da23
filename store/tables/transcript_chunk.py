"""A section of a long call whose words and sound are already redacted: what a killed worker need not do again.

Chunks live only while their call is being processed. Their sound is kept in the row, not in the blob store, so that
it appears and disappears with it in one transaction.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Delete, ForeignKey, LargeBinary, Select, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class TranscriptChunk(Identified, Base):
    __tablename__ = "transcript_chunk"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    number: Mapped[int]
    """Its place in the call, from 0."""
    start: Mapped[int]
    """First sample, at 16 kHz, from the start of the call."""
    end: Mapped[int]
    segments: Mapped[list[Any]]
    """As in `Transcript`, redacted; seconds from the start of the call."""
    entities: Mapped[list[Any]]
    names: Mapped[list[Any]]
    """Keyed hashes of names that were cut out, so that later chunks know them where nothing announces them."""
    language: Mapped[str]
    channels: Mapped[int]
    lanes: Mapped[list[Any]]
    engine: Mapped[str]
    packets: Mapped[bytes] = mapped_column(LargeBinary)
    """Silenced sound: Opus packets of 60 ms, each behind its length in two bytes."""
    peaks: Mapped[bytes] = mapped_column(LargeBinary)
    """Loudest sample of each 20 ms in thousandths, unsigned 16-bit integers, little-endian, channel by channel."""

    @classmethod
    def of_call(cls, call_id: UUID) -> Select[TranscriptChunk]:
        """The chunks of a call in order, to be read one at a time: together they may be large."""
        return select(cls).where(cls.call_id == call_id).order_by(cls.number).execution_options(yield_per=1)

    @classmethod
    def removal_of(cls, call_id: UUID) -> Delete:
        return delete(cls).where(cls.call_id == call_id).execution_options(synchronize_session=False)
