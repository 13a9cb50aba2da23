"""Registers of what may make customers call: campaigns, incidents, offerings and approved exceptions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Campaign(Base):
    """A mailing: when it dropped, how many pieces, and how calls to it are recognised."""

    __tablename__ = "campaign"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    drop_date: Mapped[date]
    quantity: Mapped[int]
    audience: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="", index=True)
    """Its own phone number in digits: calls to it are counted exactly."""
    offer_codes: Mapped[list[Any]] = mapped_column(default=list)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    unit_cost: Mapped[float] = mapped_column(default=0.0)


class Incident(Base):
    """Something that broke: from when to when, in which service."""

    __tablename__ = "incident"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    service: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class Offering(Base):
    """The standard service, "inside the box", with what may be promised."""

    __tablename__ = "offering"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    may_promise: Mapped[str]


class PromiseException(Base):
    """A promise outside the standard service that was approved."""

    __tablename__ = "promise_exception"

    id: Mapped[str] = mapped_column(primary_key=True)
    offering_id: Mapped[str | None] = mapped_column(ForeignKey("offering.id"))
    promise: Mapped[str]
    approved_by: Mapped[str] = mapped_column(default="")
    approved_date: Mapped[date | None]
