"""An executive's answer to an excerpt."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


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

    excerpt_id: Mapped[UUID] = mapped_column(ForeignKey("excerpt.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    is_ours: Mapped[bool]
    role_played: Mapped[str] = mapped_column(default="")
    """What role did we play; for "not ours", why not."""
    reason: Mapped[RoleReason | None] = mapped_column(one_of(RoleReason))
    will_change: Mapped[str] = mapped_column(default="")
    put_in: Mapped[str] = mapped_column(default="")
    """People, money, days."""
    due_date: Mapped[date | None]
    replied_at: Mapped[datetime]
