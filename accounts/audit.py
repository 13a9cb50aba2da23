"""The audit record: append-only, each record hashed together with the one before.

`record` is called in the transaction that gives the access, so there is no access without its record. Changing or
removing a row breaks every hash after it, which `verify` finds. Cutting off the end, or making the whole chain anew,
breaks no hash: that is found by an anchor, an earlier head of the chain that was kept elsewhere.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from accounts.errors import AuditBrokenError
from store.tables.audit_event import AuditEvent
from store.tables.person import Person

NOTHING_BEFORE: Final = "0" * 64
_CHAIN_LOCK: Final = 7_180_351_127
"""PostgreSQL advisory lock of the chain, held until the commit; SQLite's writers already queue."""

_NO_WORDS: Final = re.compile(r"[\w.:/@+-]{0,200}")
"""What a detail may be written with: ids, codes and instants have no blank in them, sentences do."""


@dataclass(frozen=True)
class Head:
    """The end of the chain; kept elsewhere it becomes an anchor. Written `number:sha256`."""

    number: int = 0
    sha256: str = NOTHING_BEFORE

    def __str__(self) -> str:
        return f"{self.number}:{self.sha256}"


def record(
    session: Session, *, by: Person | None, action: str, subject: str, details: dict[str, Any], now: datetime
) -> AuditEvent:
    """Append one record. `subject` names a row (`excerpt:<id>`); `details` never hold what was said. Flushes.

    Call it late: from here to the commit nobody else can append. Raises ValueError for a detail that is a sentence.
    """
    _refuse_words(details)
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHAIN_LOCK})
    last = head(session)
    event = AuditEvent(
        number=last.number + 1,
        at=now,
        person_id=by.id if by else None,
        action=action,
        subject=subject,
        details=details,
        previous_sha256=last.sha256,
    )
    event.record_sha256 = hash_of(event)
    session.add(event)
    session.flush()
    return event


def head(session: Session) -> Head:
    """The last record's number and hash."""
    last = session.execute(
        select(AuditEvent.number, AuditEvent.record_sha256).order_by(AuditEvent.number.desc()).limit(1)
    ).first()
    return Head(*last) if last else Head()


def verify(session: Session, *, anchors: Iterable[Head] = ()) -> Head:
    """Walk the whole chain and return its head. Raises AuditBrokenError at the first record that does not fit."""
    known = {anchor.number: anchor.sha256 for anchor in anchors}
    at = Head()
    events = select(*AuditEvent.__table__.c).order_by(AuditEvent.number).execution_options(yield_per=1000)
    for event in session.execute(events):
        if why := _misfit(event, at):
            raise AuditBrokenError(at.number + 1, why)
        if known.get(event.number, event.record_sha256) != event.record_sha256:
            raise AuditBrokenError(event.number, "it is not the record that was there when its anchor was kept")
        at = Head(event.number, event.record_sha256)
    if max(known, default=0) > at.number:
        raise AuditBrokenError(at.number + 1, f"it is gone with all after it: an anchor knows {max(known)} records")
    return at


def _misfit(event: Row[Any], before: Head) -> str:
    """Why a record cannot follow the one before, empty when it does."""
    if event.number != before.number + 1:
        return "it was removed"
    if event.record_sha256 != hash_of(event):
        return "it was changed"
    if event.previous_sha256 != before.sha256:
        return "the record before it is not the one it was written after"
    return ""


def hash_of(event: AuditEvent | Row[Any]) -> str:
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


def _refuse_words(details: dict[str, Any]) -> None:
    for name, value in details.items():
        if isinstance(value, str) and not _NO_WORDS.fullmatch(value):
            raise ValueError(f"audit detail {name!r} is no id or code: events tell what was done, never what was said")
