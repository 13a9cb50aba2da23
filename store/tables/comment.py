"""A remark on an excerpt, at a time code."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Comment(Identified, Base):
    __tablename__ = "comment"

    excerpt_id: Mapped[UUID] = mapped_column(ForeignKey("excerpt.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id"), index=True)
    """The remark this one answers; a thread is one level deep."""
    at_ms: Mapped[int | None]
    text: Mapped[str]
    commented_at: Mapped[datetime]
