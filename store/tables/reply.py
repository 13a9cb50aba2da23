"""An executive's answer to an excerpt."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from store.base import Base, Identified, one_of
from store.resources import Resources


class RoleReason(StrEnum):
    """Why we played the role we did."""

    NOT_TRAINED = "not_trained"
    REWARDED_WRONG = "rewarded_wrong"
    PROCESS = "process"
    NOT_ANNOUNCED = "not_announced"
    WRONG_FIT = "wrong_fit"
    OTHER = "other"


class Reply(Identified, Base):
    __tablename__ = "reply"
    __table_args__ = (CheckConstraint("put_people >= 0 AND put_money >= 0 AND put_days >= 0", "put"),)

    excerpt_id: Mapped[UUID] = mapped_column(ForeignKey("excerpt.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    is_ours: Mapped[bool]
    role_played: Mapped[str] = mapped_column(default="")
    """What role did we play; for "not ours", why not."""
    reason: Mapped[RoleReason | None] = mapped_column(one_of(RoleReason))
    will_change: Mapped[str] = mapped_column(default="")
    put_in: Mapped[str] = mapped_column(default="")
    """A note beside the numbers."""
    put_people: Mapped[float | None]
    put_money: Mapped[float | None]
    put_days: Mapped[float | None]
    put: Mapped[Resources] = composite("put_people", "put_money", "put_days")
    due_date: Mapped[date | None]
    replied_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    """Undone while nothing had followed; the row stays."""
