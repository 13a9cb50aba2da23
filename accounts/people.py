"""People as a list: who they are, what they may do, and whom they report to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.lists import take_in_file
from settings.errors import ListenbackError
from store.cells import one_of, said, yes_or_no
from store.sheets import Line, Problems, Reader, Record, Sheet
from store.tables.person import Person, Role


def import_people(session: Session, path: Path, *, now: datetime) -> int:
    """Add or update people from columns email, name, role and, where given, department, title, superior, active.

    `superior` is the e-mail address of another person, in this file or known before. Raises SheetError.
    """
    return take_in_file(session, PEOPLE, path, by=None, now=now)


def add_person(
    session: Session, *, email: str, name: str, role: Role, now: datetime, department: str = "", title: str = ""
) -> Person:
    """Add a person, or update the one with this e-mail address."""
    try:
        address = _address(email.strip())
    except ValueError as error:
        raise ListenbackError(str(error), remedy="Write name@company.example.") from None
    person = session.scalars(select(Person).where(Person.email == address)).one_or_none()
    if person is None:
        person = Person(email=address, created_at=now)
        session.add(person)
    person.name, person.role = name.strip(), role
    person.department, person.title = department.strip(), title.strip()
    session.flush()
    return person


def set_superior(session: Session, email: str, superior: str) -> None:
    """Say who is told of this person's overdue promises. Raises ListenbackError for nobody, or a circle."""
    people = _people(session)
    for address in (email.strip().lower(), superior.strip().lower()):
        if address not in people:
            raise ListenbackError(f"{address} is nobody here.", remedy="Add them first: listenback users add.")
    record = people[email.strip().lower()] | {"superior": superior.strip().lower()}
    line = Line(0, record["email"], people[record["email"]], record)
    for problem in _fits(line, people | {line.key: record}).values():
        raise ListenbackError(problem, remedy="Name somebody further up.")
    ids = ids_by_email(session)
    session.get_one(Person, ids[record["email"]]).superior_id = ids[record["superior"]]
    session.flush()


def emails_by_id(session: Session) -> dict[UUID, str]:
    return {row.id: row.email for row in session.execute(select(Person.id, Person.email))}


def ids_by_email(session: Session) -> dict[str, UUID]:
    return {row.email: row.id for row in session.execute(select(Person.id, Person.email))}


def known_email(session: Session) -> Reader:
    """Reads the e-mail address of somebody who is here."""
    known = ids_by_email(session)

    def read(text: str) -> str:
        if text.lower() not in known:
            raise ValueError(f"{text} is nobody here; add them first.")
        return text.lower()

    return read


def _address(text: str) -> str:
    name, at, host = text.lower().partition("@")
    if not (name and at and host) or any(letter.isspace() for letter in text):
        raise ValueError(f"“{text}” is no e-mail address.")
    return text.lower()


def _people(session: Session) -> dict[str, Record]:
    rows = list(session.scalars(select(Person).order_by(Person.is_active.desc(), Person.name, Person.email)))
    emails = {person.id: person.email for person in rows}
    return {
        person.email: {
            "email": person.email,
            "name": person.name,
            "role": person.role.value,
            "department": person.department,
            "title": person.title,
            "superior": emails[person.superior_id] if person.superior_id else "",
            "active": "yes" if person.is_active else "no",
        }
        for person in rows
    }


def _fits(line: Line, future: Mapping[str, Record]) -> Problems:
    return _superior_problem(line, future) | _last_admin_problem(line, future)


def _superior_problem(line: Line, future: Mapping[str, Record]) -> Problems:
    """A superior is somebody else, here, and not further down the same line."""
    superior = line.after["superior"]
    if superior == line.key:
        return {"superior": f"{superior} is the same person."}
    if superior and superior not in future:
        return {"superior": f"{superior} is nobody here."}
    seen: set[str] = set()
    at = superior
    while at and at not in seen:
        seen.add(at)
        at = future[at]["superior"] if at in future else ""
        if at == line.key:
            return {"superior": f"{superior} reports to {line.key}."}
    return {}


def _last_admin_problem(line: Line, future: Mapping[str, Record]) -> Problems:
    """An installation without an admin could never get one from its pages again."""
    if line.before is None or not _leads(line.before) or any(_leads(record) for record in future.values()):
        return {}
    column = "role" if line.after["role"] != Role.ADMIN else "active"
    return {column: "Nobody would be left as admin. Make somebody else admin first."}


def _leads(record: Record) -> bool:
    return record["role"] == Role.ADMIN and record["active"] == "yes"


def _write(session: Session, lines: Sequence[Line], now: datetime) -> None:
    people = {person.email: person for person in session.scalars(select(Person))}
    for line in lines:
        record = line.after
        person = people.get(line.key)
        if person is None:
            person = people[line.key] = Person(email=line.key, created_at=now)
            session.add(person)
        person.name, person.role = record["name"], Role(record["role"])
        person.department, person.title = record["department"], record["title"]
        person.is_active = record["active"] == "yes"
    session.flush()
    for line in lines:
        superior = people.get(line.after["superior"])
        people[line.key].superior_id = superior.id if superior else None
    session.flush()


PEOPLE: Final = Sheet(
    name="people",
    noun="person",
    columns=("email", "name", "role", "department", "title", "superior", "active"),
    required=("email", "name", "role"),
    readers=lambda _session: {
        "email": _address,
        "name": said,
        "role": one_of([role.value for role in Role]),
        "superior": str.lower,
        "active": lambda text: yes_or_no(text or "yes"),
    },
    present=_people,
    write=_write,
    fits=_fits,
    identify=lambda session, email: str(ids_by_email(session)[email]),
)
