"""Who is at a call just now. Only names: not since when, not where from, and nothing of what they do there.

Presence ends the same way for somebody who saved a label and for somebody who closed the page, so it tells nothing
of labels.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.tables.person import Person
from store.tables.presence import Presence

LEASE: Final = timedelta(seconds=45)
"""A page speaks up every 15 seconds; one that is closed is forgotten soon."""


def arrive(session: Session, person: Person, call_id: UUID, *, now: datetime) -> None:
    """This person looks at this call, and at no other, for a while."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    here = insert(Presence).values(person_id=person.id, call_id=call_id, until=now + LEASE)
    session.execute(
        here.on_conflict_do_update(
            index_elements=["person_id"], set_={"call_id": here.excluded.call_id, "until": here.excluded.until}
        )
    )


def leave(session: Session, person: Person) -> None:
    session.execute(delete(Presence).where(Presence.person_id == person.id))


def others_at(session: Session, person: Person, call_id: UUID, *, now: datetime) -> list[str]:
    """Names of the other people at this call."""
    return list(
        session.scalars(
            select(Person.name)
            .join(Presence, Presence.person_id == Person.id)
            .where(Presence.call_id == call_id, Presence.until >= now, Person.id != person.id)
            .order_by(Person.name)
        )
    )
