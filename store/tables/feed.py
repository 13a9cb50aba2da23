"""An executive's private podcast feed; the token is stored as SHA-256 and can be revoked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Feed(Identified, Base):
    __tablename__ = "feed"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    leak_seen_at: Mapped[datetime | None]
    """When more programs than expected had fetched it on one day; none after its owner said that all were theirs."""
    leak_cleared_at: Mapped[datetime | None]
    """When its owner said so: programs seen before that raise no alarm."""
    closed_by_leak: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """The alarm itself revoked it."""
