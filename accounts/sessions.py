"""Browser sessions: a random cookie, an idle limit and an absolute one, and a way out everywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from accounts.tokens import new_token, token_hash
from store.tables.person import Person
from store.tables.sign_in import BrowserSession

IDLE_LIMIT: Final = timedelta(days=7)
ABSOLUTE_LIMIT: Final = timedelta(days=30)
SEEN_EVERY: Final = timedelta(minutes=5)
"""`last_seen_at` is written at most this often, so that reading a page stays a read."""


@dataclass(frozen=True)
class SignedIn:
    person: Person
    token_sha256: str
    """Names the session; forms are signed for it."""
    is_stale: bool
    """Its `last_seen_at` should be renewed."""


def open_session(session: Session, person: Person, *, now: datetime) -> str:
    """Begin a session and return the cookie's value, told only once. Flushes."""
    token = new_token()
    session.add(
        BrowserSession(
            person_id=person.id,
            token_sha256=token_hash(token),
            created_at=now,
            last_seen_at=now,
            expires_at=now + ABSOLUTE_LIMIT,
        )
    )
    session.flush()
    return token


def signed_in(session: Session, token: str, *, now: datetime) -> SignedIn | None:
    """Who a cookie belongs to; nobody when it is unknown, idle for too long, too old, or its person left."""
    found = (
        select(Person, BrowserSession)
        .join(BrowserSession, BrowserSession.person_id == Person.id)
        .where(
            BrowserSession.token_sha256 == token_hash(token),
            BrowserSession.expires_at > now,
            BrowserSession.last_seen_at > now - IDLE_LIMIT,
            Person.is_active,
        )
    )
    row = session.execute(found).first()
    if row is None:
        return None
    person, opened = row
    return SignedIn(person, opened.token_sha256, is_stale=opened.last_seen_at < now - SEEN_EVERY)


def seen_again(session: Session, token_sha256: str, *, now: datetime) -> None:
    session.execute(update(BrowserSession).where(BrowserSession.token_sha256 == token_sha256).values(last_seen_at=now))


def close_session(session: Session, token_sha256: str) -> None:
    session.execute(delete(BrowserSession).where(BrowserSession.token_sha256 == token_sha256))


def close_all_sessions(session: Session, person: Person) -> None:
    """Sign out everywhere."""
    session.execute(delete(BrowserSession).where(BrowserSession.person_id == person.id))
