"""Why somebody gets no digests by mail: they used the link in one, or their address refuses mail."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, select, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class StopKind(StrEnum):
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"


class MailStop(Identified, Base):
    __tablename__ = "mail_stop"
    __table_args__ = (
        Index(
            "ix_mail_stop_open",
            "person_id",
            "kind",
            "address",
            unique=True,
            sqlite_where=text("resumed_at IS NULL"),
            postgresql_where=text("resumed_at IS NULL"),
        ),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[StopKind] = mapped_column(one_of(StopKind))
    address: Mapped[str]
    """The address that was stopped; a bounce says nothing about the person's next one."""
    delivery_id: Mapped[UUID | None] = mapped_column(ForeignKey("delivery.id"))
    """The mail it came from."""
    reason: Mapped[str] = mapped_column(default="")
    """What the mail server answered."""
    stopped_at: Mapped[datetime]
    resumed_at: Mapped[datetime | None]

    @classmethod
    def in_force(cls, person_id: UUID, address: str) -> Select[MailStop]:
        """Unsubscribing holds for the person, a bounce for the address."""
        holds = (cls.kind == StopKind.UNSUBSCRIBED) | (cls.address == address)
        return (
            select(cls)
            .where(cls.person_id == person_id, cls.resumed_at.is_(None), holds)
            .order_by(cls.kind.desc(), cls.stopped_at)
        )
