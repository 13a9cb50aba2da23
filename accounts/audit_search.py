"""Find records of the audit by person, kind, object and time, the latest first, as quickly at the end as at first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, literal, select, text, tuple_
from sqlalchemy.orm import Session

from store.tables.audit_event import AuditEvent
from store.tables.person import Person

KINDS: Final = ("call", "excerpt", "person", "feed", "plan", "label", "api_key", "draw", "model", "queue", "digest")
"""What a subject can be, for whoever knows only the id."""

_ACTIONS: Final = text("""
    WITH RECURSIVE known(action) AS (
        SELECT min(action) FROM audit_event
        UNION ALL
        SELECT (SELECT min(action) FROM audit_event WHERE action > known.action) FROM known WHERE action IS NOT NULL
    ) SELECT action FROM known WHERE action IS NOT NULL ORDER BY action
""")
"""Steps from one action to the next in the index: a plain DISTINCT would read a million rows for thirty words."""


@dataclass(frozen=True)
class AuditSearch:
    """What narrows; empty and None do not."""

    person_id: UUID | None = None
    action: str = ""
    subject: str = ""
    """`call:<id>`, or an id alone."""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    """First instant behind the time."""

    def events(self) -> Select[AuditEvent, str]:
        """Records with their person's name, the latest first."""
        found = select(AuditEvent, Person.name).outerjoin(Person, Person.id == AuditEvent.person_id)
        if self.person_id is not None:
            found = found.where(AuditEvent.person_id == self.person_id)
        if self.action:
            found = found.where(AuditEvent.action == self.action)
        if self.subject:
            found = found.where(AuditEvent.subject.in_(self._subjects()))
        if self.starts_at is not None:
            found = found.where(AuditEvent.at >= self.starts_at)
        if self.ends_at is not None:
            found = found.where(AuditEvent.at < self.ends_at)
        return found.order_by(AuditEvent.at.desc(), AuditEvent.number.desc())

    def _subjects(self) -> list[str]:
        return [self.subject] if ":" in self.subject else [self.subject, *(f"{one}:{self.subject}" for one in KINDS)]


def events_before(
    session: Session, search: AuditSearch, *, before: tuple[datetime, int] | None, limit: int
) -> list[Row[AuditEvent, str]]:
    """Up to `limit` records older than the instant and number of another."""
    found = search.events().limit(limit)
    if before is not None:
        at, number = before
        found = found.where(tuple_(AuditEvent.at, AuditEvent.number) < tuple_(literal(at, AuditEvent.at.type), number))
    return list(session.execute(found))


def actions(session: Session) -> list[str]:
    """Every kind of record there is, by name."""
    return list(session.scalars(_ACTIONS))


def rows(session: Session, search: AuditSearch) -> Iterator[dict[str, Any]]:
    """For an export: flat, everything that the hash is made of, streamed."""
    for event, name in session.execute(search.events().execution_options(yield_per=1000)):
        yield {
            "number": event.number,
            "at": event.at.isoformat(timespec="microseconds"),
            "person_id": event.person_id.hex if event.person_id else None,
            "person": name,
            "action": event.action,
            "subject": event.subject,
            "details": event.details,
            "previous_sha256": event.previous_sha256,
            "record_sha256": event.record_sha256,
        }
        session.expunge(event)
