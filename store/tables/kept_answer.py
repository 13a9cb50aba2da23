"""What a program was answered, kept for a day under its Idempotency-Key: the same request sent again does nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Delete, LargeBinary, delete
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base

KEPT_FOR: Final = timedelta(days=1)


class KeptAnswer(Base):
    __tablename__ = "kept_answer"

    key_sha256: Mapped[str] = mapped_column(primary_key=True)
    """Hash of the API key together with the text that the program chose."""
    request_sha256: Mapped[str]
    """Hash of method, address and body: another request under the same key is refused."""
    status: Mapped[int | None]
    """None: the work was done, and the answer was too long to keep."""
    headers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    body: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    at: Mapped[datetime] = mapped_column(index=True)

    @classmethod
    def removal_before(cls, now: datetime) -> Delete:
        """Takes out those whose day is over."""
        return delete(cls).where(cls.at < now - KEPT_FOR)
