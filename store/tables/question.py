"""A question about an excerpt to somebody who knows; answered once, it stays answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Question(Identified, Base):
    __tablename__ = "question"
    __table_args__ = (CheckConstraint("expert_id <> asked_by_id", "somebody_else"),)

    excerpt_id: Mapped[UUID] = mapped_column(ForeignKey("excerpt.id"), index=True)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    expert_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    """May hear the excerpt as long as the question is theirs."""
    text: Mapped[str]
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    """Taken back by the asker before it was answered."""

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
