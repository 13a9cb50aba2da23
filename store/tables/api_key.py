"""Keys of programs: random 256 bit, shown once, stored as SHA-256."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class ApiKey(Identified, Base):
    __tablename__ = "api_key"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    scopes: Mapped[list[Any]] = mapped_column(default=lambda: ["read", "write"], server_default='["read", "write"]')
    """What it may do of what its person may: `read`, `write`, or of one group of resources, `calls:read`."""
    key_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
