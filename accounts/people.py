"""Import people from CSV: who they are and what they may do."""

import csv
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from settings.errors import ListenbackError
from store.tables.person import Person, Role

COLUMNS = ("email", "name", "role")


class PeopleFileError(ListenbackError):
    """A file of people that cannot be taken in; nobody was changed."""

    code = "bad_people_file"


def import_people(session: Session, path: Path, *, now: datetime) -> int:
    """Add or update people from columns email, name, role and, where given, department, title and superior.

    `superior` is the e-mail address of another person, in this file or known before. Raises PeopleFileError.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
            if missing:
                raise PeopleFileError(
                    f"{path.name} has no column {', '.join(missing)}.", remedy=f"Needed: {', '.join(COLUMNS)}."
                )
            rows = [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise PeopleFileError(f"{path} cannot be read: {error.strerror}.", remedy="Check its path.") from None
    for line, row in rows:
        add_person(
            session,
            email=row["email"],
            name=row["name"],
            role=_role(row["role"], path, line),
            department=row.get("department") or "",
            title=row.get("title") or "",
            now=now,
        )
    for line, row in rows:
        if row.get("superior"):
            try:
                set_superior(session, row["email"], row["superior"])
            except ListenbackError as error:
                raise PeopleFileError(f"{path.name} line {line}: {error}", remedy=error.remedy) from None
    return len(rows)


def add_person(
    session: Session, *, email: str, name: str, role: Role, now: datetime, department: str = "", title: str = ""
) -> Person:
    """Add a person, or update the one with this e-mail address."""
    address = email.strip().lower()
    if "@" not in address:
        raise ListenbackError(f"{email!r} is no e-mail address.", remedy="Write name@company.example.")
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
    person, above = (_known(session, address) for address in (email, superior))
    at: Person | None = above
    while at is not None:
        if at.id == person.id:
            raise ListenbackError(
                f"{superior} reports to {email}, or is the same person.", remedy="Name somebody further up."
            )
        at = session.get(Person, at.superior_id) if at.superior_id else None
    person.superior_id = above.id
    session.flush()


def _known(session: Session, email: str) -> Person:
    person = session.scalars(select(Person).where(Person.email == email.strip().lower())).one_or_none()
    if person is None:
        raise ListenbackError(f"{email} is nobody here.", remedy="Add them first: listenback users add.")
    return person


def _role(text: str, path: Path, line: int) -> Role:
    try:
        return Role(text.strip().lower())
    except ValueError:
        raise PeopleFileError(
            f"{path.name} line {line}: role {text!r} is unknown.", remedy=f"Roles: {', '.join(Role)}."
        ) from None
