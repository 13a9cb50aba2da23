"""That an excerpt reached a person by a channel, which of its seconds were played, and when that was enough."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class ListenChannel(StrEnum):
    PAGE = "page"
    FEED = "feed"


class Listen(Identified, Base):
    __tablename__ = "listen"
    __table_args__ = (UniqueConstraint("excerpt_id", "person_id", "channel"),)

    excerpt_id: Mapped[UUID] = mapped_column(ForeignKey("excerpt.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str]
    first_at: Mapped[datetime]
    """The first played second, or the download by a podcast program."""
    played: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    """`[start_ms, end_ms]` of the excerpt's sound that the page's player played, merged, in order."""
    heard_at: Mapped[datetime | None]
    """When enough had been played, or the person said so; a download alone is no hearing."""
    is_said: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """The person said that they heard it, where no player of ours could tell."""
