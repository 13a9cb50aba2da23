"""Why customers call: the taxonomy is data, versioned, and every cause has an owner."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Cause(Base):
    __tablename__ = "cause"

    id: Mapped[str] = mapped_column(primary_key=True)
    """A slug such as `marketing_mailer`."""
    name: Mapped[str]
    description: Mapped[str]
    examples: Mapped[list[Any]] = mapped_column(default=list)
    is_avoidable: Mapped[bool]
    """Whether a better company would not have caused the call."""
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int]
    taxonomy_version: Mapped[int] = mapped_column(default=1)
