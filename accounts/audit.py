"""The audit record: append-only, each record hashed together with the one before.

`record` is called in the transaction that gives the access, so there is no access without its record. Changing or
removing a row breaks every hash after it, which `verify` finds.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from accounts.errors import AuditBrokenError
from store.tables.audit_event import AuditEvent
from store.tables.person import Person

NOTHING_BEFORE: Final = "0" * 64
_CHAIN_LOCK: Final = 7_180_351_127
"""PostgreSQL advisory lock of the chain; SQLite's writers already queue."""


def record(
    session: Session, *, by: Person | None, action: str, subject: str, details: dict[str, Any], now: datetime
) -> AuditEvent:
    """Append one record. `subject` names a row (`excerpt:<id>`); `details` never hold what was said. Flushes."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHAIN_LOCK})
    session.flush()
    last = session.scalar(select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1))
    event = AuditEvent(
        number=last.number + 1 if last else 1,
        at=now,
        person_id=by.id if by else None,
        action=action,
        subject=subject,
        details=details,
        previous_sha256=last.record_sha256 if last else NOTHING_BEFORE,
    )
    event.record_sha256 = hash_of(event)
    session.add(event)
    session.flush()
    return event


def verify(session: Session) -> int:
    """Walk the whole chain and return its length. Raises AuditBrokenError at the first record that does not fit."""
    previous, expected = NOTHING_BEFORE, 1
    events = select(AuditEvent).order_by(AuditEvent.number).execution_options(yield_per=1000)
    for event in session.scalars(events):
        fits = event.number == expected and event.previous_sha256 == previous and event.record_sha256 == hash_of(event)
        if not fits:
            raise AuditBrokenError(event.number)
        previous, expected = event.record_sha256, expected + 1
    return expected - 1


def hash_of(event: AuditEvent) -> str:
    """SHA-256 of the record in one canonical spelling, its predecessor's hash included."""
    spelled = json.dumps(
        [
            event.number,
            event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            event.person_id.hex if event.person_id else None,
            event.action,
            event.subject,
            event.details,
            event.previous_sha256,
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(spelled.encode()).hexdigest()
