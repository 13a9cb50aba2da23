"""Begun labels, kept on the server for the person who began them: nobody else ever reads one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from classify.labels import Redact
from store.tables.draft import Draft
from store.tables.person import Person

LONGEST: Final = 2_000
"""Characters of one field."""
TYPED: Final = "reason"


def save_draft(
    session: Session, person: Person, call_id: UUID, fields: Mapping[str, str], *, redact: Redact, now: datetime
) -> Draft:
    """Keep what the form holds now, instead of what was kept before."""
    kept = {name: said.strip()[:LONGEST] for name, said in fields.items() if said.strip()}
    if TYPED in kept:
        kept[TYPED] = redact(kept[TYPED])
    found = session.get(Draft, (person.id, call_id))
    if found is None:
        found = Draft(person_id=person.id, call_id=call_id)
        session.add(found)
    found.fields, found.saved_at = dict(kept), now
    session.flush()
    return found


def draft_of(session: Session, person: Person, call_id: UUID) -> Draft | None:
    return session.get(Draft, (person.id, call_id))


def drop_draft(session: Session, person: Person, call_id: UUID) -> None:
    session.execute(delete(Draft).where(Draft.person_id == person.id, Draft.call_id == call_id))
