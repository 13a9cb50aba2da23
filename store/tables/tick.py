"""A tick of a schedule: unique, so that two clocks do no harm."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Tick(Base):
    __tablename__ = "tick"

    schedule: Mapped[str] = mapped_column(primary_key=True)
    tick_at: Mapped[datetime] = mapped_column(primary_key=True)
