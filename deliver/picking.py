"""Calls picked by hand: heard and discussed, marked as such, and in no figure."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from deliver.attributed import attributions_of
from store.tables.call import Call, CallState
from store.tables.digest import Digest, DigestState
from store.tables.excerpt import Excerpt
from store.tables.person import Person, Role


def check_pick(session: Session, call: Call, person: Person) -> None:
    """Raises StateForbidsError where this call cannot be put before this person."""
    if person.role is not Role.EXECUTIVE or not person.is_active:
        raise StateForbidsError(f"{person.name} is no executive who hears excerpts.")
    if call.state is not CallState.DONE:
        raise StateForbidsError("Only a call that was transcribed and redacted can be heard.")
    if call.id not in attributions_of(session, [call.id]):
        raise StateForbidsError("Nobody has said yet why they called.", remedy="Label the call first.")
    if has_call(session, call.id, person):
        raise StateForbidsError(f"{person.name} has this call already.")


def has_call(session: Session, call_id: UUID, person: Person) -> bool:
    theirs = select(Digest.id).where(Digest.person_id == person.id)
    return (
        session.scalar(select(Excerpt.id).where(Excerpt.call_id == call_id, Excerpt.digest_id.in_(theirs)).limit(1))
        is not None
    )


def digest_for_picked(session: Session, person: Person, *, now: datetime) -> Digest:
    """The newest digest that they have; one of its own for somebody who has none yet."""
    newest = session.scalar(
        select(Digest)
        .where(Digest.person_id == person.id, Digest.state == DigestState.READY, Digest.commitment_id.is_(None))
        .order_by(Digest.ends_at.desc(), Digest.created_at.desc())
        .limit(1)
    )
    if newest is not None:
        return newest
    digest = Digest(
        person_id=person.id,
        starts_at=now,
        ends_at=now,
        state=DigestState.READY,
        subject="A call picked for you",
        created_at=now,
        ready_at=now,
    )
    session.add(digest)
    session.flush()
    return digest
