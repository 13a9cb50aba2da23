"""How often somebody tried something lately, kept in the database so that all web processes count together."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Attempt(Base):
    __tablename__ = "attempt"

    who_sha256: Mapped[str] = mapped_column(primary_key=True)
    """Keyed hash of what is limited and of the address or network: neither can be read back."""
    window_at: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    tries: Mapped[int]
