"""Who looks at a call just now: a lease that their page renews. It says nothing of what they do there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Presence(Base):
    __tablename__ = "presence"
    __table_args__ = (Index("ix_presence_call_id", "call_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    """Somebody is at one call at a time: the one whose page spoke last."""
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    until: Mapped[datetime]
