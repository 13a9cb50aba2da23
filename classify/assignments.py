"""One call with one person at a time: given with a lease, ended by a label, a skip or a release.

Two unique indexes keep the promise (one open assignment for a person, one for a call) and conditional updates decide
every race, so two desks that ask at once never get the same call.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Update, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from classify.labels import Redact
from settings.errors import ListenbackError
from store.tables.assignment import Assignment, AssignmentState
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person

LEASE = timedelta(minutes=30)
"""Longer than most calls take; looking at the desk again starts it anew."""
LONGEST_REASON = 500


class AssignmentError(ListenbackError):
    """What was asked of an assignment does not fit what became of it."""

    code = "assignment"
    status = 409


def assign(session: Session, call_id: UUID, *, to: Person, purpose: LabelPurpose, now: datetime) -> Assignment | None:
    """Put a call before a person; None where somebody else has it, or they have another one, at this very moment."""
    run_out = update(Assignment).where(
        Assignment.state == AssignmentState.OPEN,
        Assignment.lease_until < now,
        or_(Assignment.call_id == call_id, Assignment.person_id == to.id),
    )
    session.execute(_unsynchronised(run_out.values(state=AssignmentState.EXPIRED, ended_at=now)))
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    given = session.execute(
        insert(Assignment)
        .values(
            id=uuid4(),
            call_id=call_id,
            person_id=to.id,
            purpose=purpose,
            state=AssignmentState.OPEN,
            assigned_at=now,
            lease_until=now + LEASE,
            reason="",
        )
        .on_conflict_do_nothing()
        .returning(Assignment.id)
    ).scalar()
    return session.get_one(Assignment, given) if given is not None else None


def held_by(session: Session, person: Person, *, now: datetime) -> Assignment | None:
    """The call that is before this person, its lease renewed. Nobody took it, so a lease that ran out is forgiven."""
    held = session.scalars(Assignment.open_of(person.id)).one_or_none()
    if held is None or not _changed_one(session, _open(held).values(lease_until=now + LEASE)):
        return None
    session.refresh(held)
    return held


def assignment_for(session: Session, call_id: UUID, person: Person) -> Assignment | None:
    """The assignment that a label by this person answers: the open one, else the last whose lease ran out."""
    return session.scalars(
        select(Assignment)
        .where(
            Assignment.call_id == call_id,
            Assignment.person_id == person.id,
            Assignment.state.in_([AssignmentState.OPEN, AssignmentState.EXPIRED]),
        )
        .order_by(Assignment.assigned_at.desc())
        .limit(1)
    ).first()


def finish(session: Session, assignment: Assignment, label: Label, *, now: datetime) -> None:
    """The label is there. One that came after its lease ran out ends its assignment all the same."""
    answered = update(Assignment).where(
        Assignment.id == assignment.id, Assignment.state.in_([AssignmentState.OPEN, AssignmentState.EXPIRED])
    )
    done = answered.values(state=AssignmentState.LABELLED, label_id=label.id, ended_at=now)
    if not _changed_one(session, done):
        raise AssignmentError("this call was labelled in another window already.", remedy="Go on with the next one.")
    session.refresh(assignment)


def skip(session: Session, assignment: Assignment, *, why: str, redact: Redact, now: datetime) -> None:
    """Leave the call to somebody else and say why. It keeps its place in the queue and is never replaced."""
    if not why.strip():
        raise AssignmentError("a skip needs a reason.", remedy="Say why you should not judge this call.")
    reason = redact(why.strip()[:LONGEST_REASON])
    _end(session, assignment, AssignmentState.SKIPPED, reason=reason, now=now)


def release(session: Session, assignment: Assignment, *, now: datetime) -> None:
    """Give the call back unjudged, for oneself or others."""
    _end(session, assignment, AssignmentState.RELEASED, now=now)


def reopen(session: Session, label: Label, *, now: datetime) -> None:
    """After an undo the call is before its person again, unless somebody else has it by now."""
    served = session.scalars(select(Assignment).where(Assignment.label_id == label.id)).one_or_none()
    if served is None:
        return
    for other in session.scalars(Assignment.open_of(served.person_id)).all():
        release(session, other, now=now)
    person = session.get_one(Person, served.person_id)
    assign(session, served.call_id, to=person, purpose=served.purpose, now=now)


def _end(session: Session, assignment: Assignment, state: AssignmentState, *, reason: str = "", now: datetime) -> None:
    if not _changed_one(session, _open(assignment).values(state=state, reason=reason, ended_at=now)):
        raise AssignmentError("this call is with you no longer.", remedy="Go on with the next one.")
    session.refresh(assignment)


def _open(assignment: Assignment) -> Update:
    return update(Assignment).where(Assignment.id == assignment.id, Assignment.state == AssignmentState.OPEN)


def _changed_one(session: Session, statement: Update) -> bool:
    result = session.execute(_unsynchronised(statement))
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def _unsynchronised(statement: Update) -> Update:
    return statement.execution_options(synchronize_session=False)
