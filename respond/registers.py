"""The registers people keep by hand: what we offer, what business fits us, where we failed before and why."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts import audit
from respond.errors import refuse
from respond.typed import Redact, problem_with, to_store
from store.tables.driver import Offering
from store.tables.person import Person
from store.tables.register_entry import Register, RegisterEntry, RegisterVersion


@dataclass(frozen=True)
class Line:
    """One entry of any of the registers, as it stands."""

    register: Register
    key: str
    name: str
    text: str
    is_retired: bool = False


def lines_of(session: Session, register: Register) -> list[Line]:
    """By name; retired ones last."""
    if register is Register.OFFERINGS:
        rows = session.scalars(select(Offering).order_by(Offering.name))
        return [Line(register, row.id, row.name, row.may_promise) for row in rows]
    entries = session.scalars(select(RegisterEntry).where(RegisterEntry.register == register))
    lines = [Line(register, str(row.id), row.name, row.text, row.retired_at is not None) for row in entries]
    return sorted(lines, key=lambda line: (line.is_retired, line.name.casefold()))


def save_line(
    session: Session,
    register: Register,
    key: str | None,
    *,
    name: str,
    text: str,
    by: Person,
    redact: Redact,
    now: datetime,
    retire: bool = False,
) -> str:
    """Add a line, or change the one with this key; what it said before is kept. Returns its key. Raises AnswerError."""
    problems = {"name": problem_with(name, asked="what it is called"), "text": problem_with(text, asked="what it says")}
    refuse({field: problem for field, problem in problems.items() if problem})
    told = (name.strip(), to_store(text, redact))
    if register is Register.OFFERINGS:
        key = _save_offering(session, key, *told)
    else:
        key = _save_entry(session, register, key, *told, retired_at=now if retire else None, now=now)
    content = {"name": told[0], "text": told[1], "is_retired": retire}
    session.add(RegisterVersion(register=register, entry_key=key, content=content, by_id=by.id, changed_at=now))
    session.flush()
    audit.record(session, by=by, action="changed register", subject=f"{register}:{key}", details={}, now=now)
    return key


def versions_of(register: Register, key: str) -> Select[RegisterVersion]:
    """The latest first; what came by import has none."""
    return (
        select(RegisterVersion)
        .where(RegisterVersion.register == register, RegisterVersion.entry_key == key)
        .order_by(RegisterVersion.changed_at.desc(), RegisterVersion.id)
    )


def _save_offering(session: Session, key: str | None, name: str, may_promise: str) -> str:
    offering = session.get(Offering, key) if key else None
    if offering is None:
        offering = Offering(id=_free_id(session, name))
    offering.name, offering.may_promise = name, may_promise
    session.add(offering)
    session.flush()
    return offering.id


def _save_entry(
    session: Session,
    register: Register,
    key: str | None,
    name: str,
    text: str,
    *,
    retired_at: datetime | None,
    now: datetime,
) -> str:
    entry = session.get(RegisterEntry, UUID(key)) if key else None
    if entry is None:
        entry = RegisterEntry(register=register)
    entry.name, entry.text, entry.changed_at, entry.retired_at = name, text, now, retired_at
    session.add(entry)
    session.flush()
    return str(entry.id)


def _free_id(session: Session, name: str) -> str:
    """`OF-HOME-BROADBAND`, with a number where that is taken."""
    slug = "-".join(re.findall(r"[A-Z0-9]+", name.upper()))[:30].strip("-") or "NEW"
    known = set(session.scalars(select(Offering.id)))
    number, found = 2, f"OF-{slug}"
    while found in known:
        number, found = number + 1, f"OF-{slug}-{number}"
    return found
