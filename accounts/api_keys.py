"""Keys of programs: shown once, stored hashed, with scopes, an end and a last use."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from accounts import audit, scopes
from accounts.errors import KeyRefusedError
from accounts.tokens import new_token, token_hash
from settings.errors import ListenbackError
from store.base import UtcDateTime
from store.tables.api_key import ApiKey
from store.tables.person import Person

PREFIX: Final = "lb_"
"""Lets secret scanners and people recognise a key that leaked."""

USED_EVERY: Final = timedelta(minutes=5)


def make_api_key(
    session: Session,
    person: Person,
    *,
    name: str,
    now: datetime,
    expires_at: datetime | None = None,
    may: Iterable[str] = scopes.ALL,
    by: Person | None = None,
) -> str:
    """A new key acting as `person` within the scopes `may`, told only here. Flushes. Raises BadScopeError.

    `by` is who makes it, where that is somebody else.
    """
    key = PREFIX + new_token()
    row = ApiKey(
        person_id=person.id,
        name=name,
        scopes=scopes.checked(may),
        key_sha256=token_hash(key),
        created_at=now,
        expires_at=expires_at,
        last_used_at=None,
        revoked_at=None,
    )
    session.add(row)
    session.flush()
    _record(session, row, "made API key", by=by or person, now=now)
    return key


def revoke_api_key(session: Session, key_id: UUID, *, by: Person | None, now: datetime) -> ApiKey:
    """End a key at once. Raises ListenbackError where there is none of this id."""
    row = session.get(ApiKey, key_id)
    if row is None:
        raise ListenbackError(f"There is no API key {key_id}.", remedy="List them: listenback keys list.")
    if row.revoked_at is None:
        row.revoked_at = now
        _record(session, row, "revoked API key", by=by, now=now)
    return row


def keys_with_people() -> Select[ApiKey, Person]:
    """Every key, the latest first."""
    found = select(ApiKey, Person).join(Person, Person.id == ApiKey.person_id)
    return found.order_by(ApiKey.created_at.desc(), ApiKey.id)


def person_of_key(session: Session, key: str, *, now: datetime) -> tuple[Person, ApiKey]:
    """Who a key acts as. Raises KeyRefusedError without saying which of unknown, expired or revoked it is."""
    row = session.execute(_OF_KEY, {"key_sha256": token_hash(key), "now": now}).first()
    if row is None:
        raise KeyRefusedError
    return row[0], row[1]


_OF_KEY: Final = (
    select(Person, ApiKey)
    .join(ApiKey, ApiKey.person_id == Person.id)
    .where(
        ApiKey.key_sha256 == bindparam("key_sha256"),
        ApiKey.revoked_at.is_(None),
        or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > bindparam("now", type_=UtcDateTime())),
        Person.is_active,
    )
)
"""Made once: every request of a program asks it."""


def is_use_due(key: ApiKey, *, now: datetime) -> bool:
    """Whether `last_used_at` is old enough to be worth a write."""
    return key.last_used_at is None or key.last_used_at < now - USED_EVERY


def _record(session: Session, key: ApiKey, action: str, *, by: Person | None, now: datetime) -> None:
    details = {"person": str(key.person_id), "scopes": "+".join(key.scopes)}
    audit.record(session, by=by, action=action, subject=f"api_key:{key.id}", details=details, now=now)
