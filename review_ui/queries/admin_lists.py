"""One list of the company's as its page shows it, and the history of one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.lists import subject_of
from store.sheets import Record, Sheet
from store.tables.audit_event import AuditEvent
from store.tables.person import Person

LATEST = 50


@dataclass(frozen=True)
class HistoryEntry:
    number: int
    at: datetime
    who: str
    action: str
    changes: Sequence[tuple[str, str, str]]
    """Column, old and new."""
    can_be_undone: bool
    """It changed a row that still stands as it left it."""


def history(session: Session, sheet: Sheet, key: str, present: Record) -> list[HistoryEntry]:
    """What was done to a row, newest first."""
    found = session.execute(
        select(AuditEvent, Person.name)
        .outerjoin(Person, Person.id == AuditEvent.person_id)
        .where(AuditEvent.subject == subject_of(session, sheet, key))
        .order_by(AuditEvent.number.desc())
        .limit(LATEST)
    )
    return [_entry(sheet, event, name or "The command line", present) for event, name in found]


def changes_of(event: AuditEvent) -> list[tuple[str, str, str]]:
    changes = event.details.get("changes", {})
    return [(column, str(old), str(new)) for column, (old, new) in changes.items()]


def still_stands(sheet: Sheet, event: AuditEvent, present: Mapping[str, str]) -> bool:
    """Whether what was done can be taken back without taking back what somebody did after it."""
    changes = changes_of(event)
    if not changes or event.subject.partition(":")[0] != sheet.noun:
        return False
    if adds(event):
        return sheet.remove is not None and dict(present) == dict.fromkeys(present, "") | {
            column: new for column, _, new in changes
        }
    return event.action.startswith("changed ") and all(present.get(column) == new for column, _, new in changes)


def adds(event: AuditEvent) -> bool:
    return event.action.startswith("added ")


def _entry(sheet: Sheet, event: AuditEvent, who: str, present: Record) -> HistoryEntry:
    can_be_undone = still_stands(sheet, event, present)
    return HistoryEntry(event.number, event.at, who, event.action, changes_of(event), can_be_undone)


def addresses(session: Session) -> list[tuple[str, str]]:
    """Everybody who is active, to be chosen as owner or superior."""
    found = session.execute(select(Person.email, Person.name).where(Person.is_active).order_by(Person.name))
    return [(email, name) for email, name in found]


def names(session: Session) -> dict[str, str]:
    """Everybody's name by address, also of those who left."""
    return {email: name for email, name in session.execute(select(Person.email, Person.name))}
