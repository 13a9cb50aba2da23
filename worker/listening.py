"""The clock's digests: each schedule's tick once, however many clocks there are, and missed ones once together."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.reports import superiors
from deliver.schedules import period_of, sendings_of, set_schedule, usual_wishes, wishes_of
from settings.settings import Settings
from store.tables.cause import Cause
from store.tables.listening_schedule import ListeningSchedule
from store.tables.person import Person
from worker.digests import ask_for_digest
from worker.ticks import first_tick


def open_due_digests(session: Session, settings: Settings, *, now: datetime) -> int:
    """Enqueue the digests that are due. Returns how many."""
    for person in listeners(session):
        if session.scalar(select(ListeningSchedule.id).where(ListeningSchedule.person_id == person.id)) is None:
            set_schedule(session, person, usual_wishes(settings), settings=settings, now=now)
    return sum(_send(session, row, settings, now=now) for row in session.scalars(ListeningSchedule.due(now)).all())


def listeners(session: Session) -> list[Person]:
    """Everybody whom digests are for: who owns a cause, or whom somebody reports to."""
    owners = session.scalars(select(Person).where(Person.id.in_(select(Cause.owner_id)), Person.is_active)).all()
    found = {person.id: person for person in (*owners, *superiors(session))}
    return sorted(found.values(), key=lambda person: person.name)


def _send(session: Session, row: ListeningSchedule, settings: Settings, *, now: datetime) -> bool:
    """Take the tick and set the next one, which lies ahead: a clock that slept three weeks sends one digest."""
    tick, person, wishes = row.next_at, session.get_one(Person, row.person_id), wishes_of(row)
    sendings = sendings_of(wishes, settings)
    row.next_at = sendings.after(now)
    if tick is None or not first_tick(session, f"digest {row.id}", tick, now=now):
        return False
    if sendings.is_off(tick) or not person.is_active:
        return False
    starts_at, ends_at = period_of(session, person, wishes, at=now)
    ask_for_digest(session, person, starts_at=starts_at, ends_at=ends_at, now=now, is_asked=False)
    return True
