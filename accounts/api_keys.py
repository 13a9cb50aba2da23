"""Keys of programs: shown once, stored hashed, with an end and a last use."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import KeyRefusedError
from accounts.tokens import new_token, token_hash
from store.tables.api_key import ApiKey
from store.tables.person import Person

PREFIX: Final = "lb_"
"""Lets secret scanners and people recognise a key that leaked."""

USED_EVERY: Final = timedelta(minutes=5)


def make_api_key(
    session: Session, person: Person, *, name: str, now: datetime, expires_at: datetime | None = None
) -> str:
    """A new key acting as `person`, told only here. Flushes."""
    key = PREFIX + new_token()
    row = ApiKey(
        person_id=person.id,
        name=name,
        key_sha256=token_hash(key),
        created_at=now,
        expires_at=expires_at,
        last_used_at=None,
        revoked_at=None,
    )
    session.add(row)
    session.flush()
    audit.record(session, by=person, action="made API key", subject=f"api_key:{row.id}", details={}, now=now)
    return key


def person_of_key(session: Session, key: str, *, now: datetime) -> tuple[Person, ApiKey]:
    """Who a key acts as. Raises KeyRefusedError without saying which of unknown, expired or revoked it is."""
    found = (
        select(Person, ApiKey)
        .join(ApiKey, ApiKey.person_id == Person.id)
        .where(
            ApiKey.key_sha256 == token_hash(key),
            ApiKey.revoked_at.is_(None),
            or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now),
            Person.is_active,
        )
    )
    row = session.execute(found).first()
    if row is None:
        raise KeyRefusedError
    return row[0], row[1]


def is_use_due(key: ApiKey, *, now: datetime) -> bool:
    """Whether `last_used_at` is old enough to be worth a write."""
    return key.last_used_at is None or key.last_used_at < now - USED_EVERY
