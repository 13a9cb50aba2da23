"""What is left of an erased call: its opaque id and a keyed hash of its number, so that it never comes back."""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Tombstone(Base):
    """Without a foreign key to the call: a restored backup may be older than the call."""

    __tablename__ = "tombstone"

    call_id: Mapped[UUID] = mapped_column(primary_key=True)
    number_sha256: Mapped[str] = mapped_column(index=True)
    """HMAC of the call's number (`external_id`) with the installation's secret: its record is known if sent again."""
    erased_at: Mapped[datetime]
    erasure_id: Mapped[UUID | None] = mapped_column(ForeignKey("erasure.id"), index=True)


def number_hash(external_id: str, secret: bytes) -> str:
    return hmac.digest(secret, b"call number\0" + external_id.encode(), hashlib.sha256).hex()
