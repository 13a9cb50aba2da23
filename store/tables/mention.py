"""That somebody was named with an @ in what was written about an excerpt."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class MentionedIn(StrEnum):
    COMMENT = "comment"
    QUESTION = "question"
    REPLY = "reply"


class Mention(Identified, Base):
    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("person_id", "row_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    excerpt_id: Mapped[UUID] = mapped_column(ForeignKey("excerpt.id"), index=True)
    mentioned_in: Mapped[MentionedIn] = mapped_column(one_of(MentionedIn))
    row_id: Mapped[UUID]
    """The comment, question or reply."""
    mentioned_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
