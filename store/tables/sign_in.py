"""Sign-in links and the browser sessions they open. Only hashes of tokens are kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of
from store.tables.person import Role


class SignInLink(Identified, Base):
    __tablename__ = "sign_in_link"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class BrowserSession(Identified, Base):
    __tablename__ = "browser_session"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(one_of(Role))
    """The person's role when it began: with another role the session is over, whoever changed it and how."""
    user_agent: Mapped[str] = mapped_column(default="")
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
