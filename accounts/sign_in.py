"""Sign-in links: asking for one tells nothing, opening one shows a button, pressing it works once.

A mail scanner that follows every link changes nothing, because only the POST spends the token.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import LinkSpentError
from accounts.tokens import new_token, token_hash
from settings.settings import SignIn
from store.tables.person import Person, Role
from store.tables.sign_in import SignInLink

LINK_LIVES: Final = timedelta(minutes=SignIn().link_minutes)


def make_sign_in_link(
    session: Session, person: Person, *, base_url: str, now: datetime, lives: timedelta = LINK_LIVES
) -> str:
    """A new link for `person`, as the whole address to open. Flushes."""
    token = new_token()
    link = SignInLink(
        person_id=person.id, token_sha256=token_hash(token), created_at=now, expires_at=now + lives, used_at=None
    )
    session.add(link)
    session.flush()
    return f"{base_url.rstrip('/')}/sign-in/{token}"


def person_to_invite(session: Session, email: str) -> Person | None:
    """The person behind an address somebody typed; programs do not sign in by link."""
    found = select(Person).where(
        func.lower(Person.email) == email.strip().lower(), Person.is_active, Person.role != Role.SERVICE
    )
    return session.scalar(found)


def link_to_renew(session: Session, token: str) -> Person | None:
    """Whose link this is or was, to send them a new one by mail; nobody where it was never ours."""
    found = (
        select(Person)
        .join(SignInLink, SignInLink.person_id == Person.id)
        .where(SignInLink.token_sha256 == token_hash(token), Person.is_active, Person.role != Role.SERVICE)
    )
    return session.scalar(found)


def person_of_link(session: Session, token: str, *, now: datetime) -> Person:
    """Who the link is for, without spending it. Raises LinkSpentError."""
    found = (
        select(Person)
        .join(SignInLink, SignInLink.person_id == Person.id)
        .where(SignInLink.token_sha256 == token_hash(token), _usable(now), Person.is_active)
    )
    person = session.scalar(found)
    if person is None:
        raise LinkSpentError
    return person


def spend_link(session: Session, token: str, *, now: datetime) -> Person:
    """Use the link up. Of two that press at once, one gets in. Raises LinkSpentError."""
    person = person_of_link(session, token, now=now)
    spent = session.execute(
        update(SignInLink)
        .where(SignInLink.token_sha256 == token_hash(token), _usable(now))
        .values(used_at=now)
        .returning(SignInLink.id)
    ).first()
    if spent is None:
        raise LinkSpentError
    audit.record(session, by=person, action="signed in", subject=f"person:{person.id}", details={}, now=now)
    return person


def _usable(now: datetime) -> ColumnElement[bool]:
    return and_(SignInLink.used_at.is_(None), SignInLink.expires_at > now)
