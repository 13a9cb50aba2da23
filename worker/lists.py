"""How rows of the lists are written, whichever door they come through: what else a change brings about."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.lists import Write
from accounts.people import PEOPLE
from accounts.sessions import close_all_sessions
from classify.cause_sheet import Break, change_causes
from store.sheets import Line
from store.tables.person import Person
from worker.causes import ask_for_opinions
from worker.typed import redactor

LONGEST_NOTE = 1_000


def people_writer(by: Person) -> Write:
    """Who is no longer active is signed out everywhere; coming back takes a new link."""

    def write(session: Session, lines: Sequence[Line], now: datetime) -> None:
        PEOPLE.write(session, lines, now)
        for line in lines:
            if line.before is not None and line.before["active"] != line.after["active"] == "no":
                person = session.scalars(select(Person).where(Person.email == line.key)).one()
                close_all_sessions(session, person, by=by, now=now)

    return write


def causes_writer(session: Session, *, means_same: bool, note: str, by: Person) -> Write:
    """Another description begins a version of the taxonomy, unless the labels there are mean what they meant."""
    said = redactor(session)(note.strip()[:LONGEST_NOTE])
    told = Break(is_one=not means_same, note=said, person_id=by.id)

    def write(session: Session, lines: Sequence[Line], now: datetime) -> None:
        change_causes(session, lines, told=told, now=now)
        ask_for_opinions(session, now=now)

    return write
