"""Who may be given a call by hand, and who has it already."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import Action, may
from deliver.attributed import attributions_of
from review_ui.transcripts import Turn, turns
from store.tables.call import Call, CallState
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from store.tables.job import Job, JobState
from store.tables.person import Person, Role
from store.tables.transcript import Transcript
from worker.queues import Kind


@dataclass(frozen=True)
class Picking:
    executives: list[Person]
    turns: list[Turn]
    given: list[tuple[Excerpt, Person]]
    """Excerpts of this call that executives have, by whatever way."""
    waiting: int
    """Picks that are being cut."""
    has_cause: bool


def picking_of(session: Session, person: Person, call: Call) -> Picking | None:
    """What the form on the call's page offers; None for whom or where nothing can be picked."""
    if not may(person, Action.PICK_EXCERPTS) or call.state is not CallState.DONE:
        return None
    given = session.execute(
        select(Excerpt, Person)
        .join(Digest, Digest.id == Excerpt.digest_id)
        .join(Person, Person.id == Digest.person_id)
        .where(Excerpt.call_id == call.id)
        .order_by(Person.name)
    )
    return Picking(
        executives(session),
        _turns(session, call),
        [(excerpt, to) for excerpt, to in given],
        _waiting(session, call),
        has_cause=call.id in attributions_of(session, [call.id]),
    )


def executives(session: Session) -> list[Person]:
    wanted = select(Person).where(Person.role == Role.EXECUTIVE, Person.is_active).order_by(Person.name)
    return list(session.scalars(wanted))


def turn_of(session: Session, call: Call, index: str) -> Turn | None:
    return next((turn for turn in _turns(session, call) if str(turn.index) == index), None)


def _turns(session: Session, call: Call) -> list[Turn]:
    current = session.scalar(select(Transcript).where(Transcript.call_id == call.id, Transcript.is_current))
    return turns(current.segments) if current else []


def _waiting(session: Session, call: Call) -> int:
    waiting = select(Job.id).where(
        Job.kind == Kind.CUT_PICKED,
        Job.subject.startswith(f"{call.id}/"),
        Job.state.in_([JobState.PENDING, JobState.RUNNING]),
    )
    return len(session.scalars(waiting).all())
