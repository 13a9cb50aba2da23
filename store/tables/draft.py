"""What somebody has begun to say about a call and not yet saved: for their own eyes, on any of their screens."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Draft(Base):
    __tablename__ = "draft"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), primary_key=True)
    fields: Mapped[dict[str, Any]]
    """The form by the names of its fields; what was typed is redacted."""
    saved_at: Mapped[datetime]
