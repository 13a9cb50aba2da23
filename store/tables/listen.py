"""That a person heard an excerpt, by which channel."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Listen(Identified, Base):
    __tablename__ = "listen"
    __table_args__ = (UniqueConstraint("excerpt_id", "person_id", "channel"),)

    excerpt_id: Mapped[UUID] = mapped_column(ForeignKey("excerpt.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str]
    first_at: Mapped[datetime]
