"""That a program fetched a feed on a day: a keyed hash of its address and name, which says nothing about either.

The hash holds the day, so nobody is followed from one day to the next.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class FeedClient(Identified, Base):
    __tablename__ = "feed_client"
    __table_args__ = (UniqueConstraint("feed_id", "day", "client_sha256"),)

    feed_id: Mapped[UUID] = mapped_column(ForeignKey("feed.id"))
    day: Mapped[date]
    client_sha256: Mapped[str]
    first_at: Mapped[datetime]
