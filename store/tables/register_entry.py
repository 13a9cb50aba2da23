"""What kind of business fits us, and where we failed before and why; and every version of what a register said."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class Register(StrEnum):
    OFFERINGS = "offerings"
    """Kept in the table `offering`, which the promise check reads."""
    FIT = "fit"
    FAILURE = "failure"


class RegisterEntry(Identified, Base):
    __tablename__ = "register_entry"

    register: Mapped[Register] = mapped_column(one_of(Register), index=True)
    name: Mapped[str]
    text: Mapped[str]
    """What fits and what does not; for a failure what happened and why."""
    changed_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class RegisterVersion(Identified, Base):
    __tablename__ = "register_version"
    __table_args__ = (Index("ix_register_version_register_entry_key", "register", "entry_key"),)

    register: Mapped[Register] = mapped_column(one_of(Register))
    entry_key: Mapped[str]
    """Id of the offering or of the entry."""
    content: Mapped[dict[str, Any]]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]
