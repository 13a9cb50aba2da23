"""What the auditor's page shows: records in words, the filters, and where the next page begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.audit_search import AuditSearch, actions, events_before
from review_ui.forms import Filled, typed_date
from store.tables.audit_event import AuditEvent
from store.tables.person import Person

PAGE: Final = 50
ID: Final = re.compile(r"\b([0-9a-f]{8})-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")
APART = frozenset({"from_s", "to_s", "changes"})


@dataclass(frozen=True)
class Asked:
    """The filters as the address spells them."""

    person: str = ""
    action: str = ""
    subject: str = ""
    first_day: str = ""
    last_day: str = ""
    after: str = ""
    """Cursor: instant and number of the last record of the page before."""

    def query(self, **changes: str) -> str:
        """These filters as part of an address."""
        kept = {name: value for name, value in vars(replace(self, **changes)).items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def narrows(self) -> bool:
        return bool(replace(self, after="").query())


@dataclass(frozen=True)
class Line:
    """One record."""

    number: int
    at: datetime
    who: str
    action: str
    subject: str
    subject_name: str
    details: str


@dataclass(frozen=True)
class AuditView:
    lines: Sequence[Line]
    people: Sequence[Person]
    actions: Sequence[str]
    form: Filled
    next_after: str


def read_search(asked: Asked) -> tuple[AuditSearch, Filled]:
    """The search, and the form with what could not be read; a wrong field does not narrow."""
    problems: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name in ("first_day", "last_day"):
        try:
            days[name] = typed_date(getattr(asked, name))
        except ValueError as error:
            problems[name] = str(error)
    first, last = days.get("first_day"), days.get("last_day")
    search = AuditSearch(
        person_id=_uuid(asked.person),
        action=asked.action,
        subject=asked.subject.strip(),
        starts_at=_midnight(first) if first else None,
        ends_at=_midnight(last) + timedelta(days=1) if last else None,
    )
    return search, Filled({name: str(value) for name, value in vars(asked).items()}, problems)


def audit_view(session: Session, asked: Asked) -> AuditView:
    search, form = read_search(asked)
    found = events_before(session, search, before=_read_after(asked.after), limit=PAGE + 1)
    lines = [_line(event, name) for event, name in found[:PAGE]]
    last = lines[-1] if len(found) > PAGE else None
    people = session.scalars(select(Person).order_by(Person.name)).all()
    return AuditView(lines, people, actions(session), form, f"{last.at.isoformat()}_{last.number}" if last else "")


def _line(event: AuditEvent, name: str | None) -> Line:
    who, details = name or "Listenback itself", _details(event.details)
    return Line(
        event.number, event.at, who, event.action, event.subject, _short(event.subject.replace(":", " ")), details
    )


def _details(details: dict[str, object]) -> str:
    """Seconds as a span, changes as old and new, everything else by its name."""
    parts = []
    changes = details.get("changes")
    if isinstance(changes, dict):
        parts += [f"{name.replace('_', ' ')}: {old or '–'} → {new or '–'}" for name, (old, new) in changes.items()]
    if "from_s" in details and "to_s" in details:
        parts.append(f"{details['from_s']}–{details['to_s']} s")
    parts += [f"{name.replace('_', ' ')} {value}" for name, value in details.items() if name not in APART]
    return _short(" · ".join(parts))


def _short(text: str) -> str:
    """The first block of an id is enough to tell two apart; the address and the export have all of it."""
    return ID.sub(r"\1", text)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _read_after(after: str) -> tuple[datetime, int] | None:
    """A cursor that is none of ours begins at the top."""
    at, _, number = after.rpartition("_")
    try:
        instant = datetime.fromisoformat(at)
        return (instant, int(number)) if instant.tzinfo else None
    except ValueError:
        return None
