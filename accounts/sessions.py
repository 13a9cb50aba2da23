"""Browser sessions: a random cookie, new at every sign-in, an idle and an absolute limit, a way out everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from accounts import audit
from accounts.tokens import new_token, token_hash
from settings.settings import SignIn
from store.tables.person import Person
from store.tables.sign_in import BrowserSession

SEEN_EVERY: Final = timedelta(minutes=5)
"""`last_seen_at` is written at most this often, so that reading a page stays a read."""

USUAL: Final = SignIn()


@dataclass(frozen=True)
class SignedIn:
    person: Person
    token_sha256: str
    """Names the session; forms are signed for it."""
    is_stale: bool
    """Its `last_seen_at` should be renewed."""


def open_session(
    session: Session, person: Person, *, now: datetime, rules: SignIn = USUAL, user_agent: str = ""
) -> str:
    """Begin a session and return the cookie's value, told only once. Flushes."""
    token = new_token()
    session.add(
        BrowserSession(
            person_id=person.id,
            role=person.role,
            user_agent=user_agent[:300],
            token_sha256=token_hash(token),
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=rules.absolute_hours),
        )
    )
    session.flush()
    return token


def signed_in(session: Session, token: str, *, now: datetime, rules: SignIn = USUAL) -> SignedIn | None:
    """Who a cookie belongs to; nobody when it is unknown, idle for too long, too old, or its person left.

    Nor when the person's role is another than when it began: with new privileges comes a new session.
    """
    found = (
        select(Person, BrowserSession)
        .join(BrowserSession, BrowserSession.person_id == Person.id)
        .where(
            BrowserSession.token_sha256 == token_hash(token),
            BrowserSession.expires_at > now,
            BrowserSession.last_seen_at > now - timedelta(hours=rules.idle_hours),
            BrowserSession.role == Person.role,
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


def sessions_of(session: Session, person: Person, *, now: datetime, rules: SignIn = USUAL) -> Sequence[BrowserSession]:
    """Where the person is signed in, the latest seen first."""
    return session.scalars(
        select(BrowserSession)
        .where(
            BrowserSession.person_id == person.id,
            BrowserSession.expires_at > now,
            BrowserSession.last_seen_at > now - timedelta(hours=rules.idle_hours),
            BrowserSession.role == person.role,
        )
        .order_by(BrowserSession.last_seen_at.desc(), BrowserSession.id)
    ).all()


def close_session(session: Session, token_sha256: str) -> None:
    session.execute(delete(BrowserSession).where(BrowserSession.token_sha256 == token_sha256))


def close_one(session: Session, person: Person, session_id: UUID, *, now: datetime) -> bool:
    """End one of the person's own sessions, by the id that their page shows; False where it is none of theirs."""
    gone = session.execute(
        delete(BrowserSession)
        .where(BrowserSession.id == session_id, BrowserSession.person_id == person.id)
        .returning(BrowserSession.id)
    ).first()
    if gone is not None:
        _record(session, person, "ended session", now)
    return gone is not None


def close_all_sessions(session: Session, person: Person, *, now: datetime, by: Person | None = None) -> None:
    """Sign out everywhere; `by` is who did it, where that is somebody else."""
    session.execute(delete(BrowserSession).where(BrowserSession.person_id == person.id))
    _record(session, person, "signed out everywhere", now, by=by)


def _record(session: Session, person: Person, action: str, now: datetime, *, by: Person | None = None) -> None:
    audit.record(session, by=by or person, action=action, subject=f"person:{person.id}", details={}, now=now)
