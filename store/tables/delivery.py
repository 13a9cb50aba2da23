"""One digest on its way to one person by one channel: sent at most once."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class Channel(StrEnum):
    PAGE = "page"
    MAIL = "mail"
    FEED = "feed"
    CHAT = "chat"


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.PENDING: frozenset({DeliveryState.SENDING, DeliveryState.FAILED}),
    DeliveryState.SENDING: frozenset({DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.PENDING}),
    DeliveryState.SENT: frozenset({DeliveryState.PENDING, DeliveryState.FAILED}),
    DeliveryState.FAILED: frozenset({DeliveryState.PENDING}),
}


class Delivery(Identified, Base):
    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("person_id", "digest_id", "channel"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    digest_id: Mapped[UUID] = mapped_column(ForeignKey("digest.id"), index=True)
    channel: Mapped[Channel] = mapped_column(one_of(Channel))
    state: Mapped[DeliveryState] = mapped_column(one_of(DeliveryState), default=DeliveryState.PENDING)
    address: Mapped[str] = mapped_column(default="", server_default="")
    """The mail address or the name of the chat service that it was last sent to."""
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    """Attempts since it was made or a person last asked for it."""
    message_id: Mapped[str] = mapped_column(default="")
    """Fixed before the first try, so that a repeated message is recognised as the same one."""
    blob: Mapped[str | None]
    """The message as sent (`.eml`, or the notice of a chat)."""
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
