"""A promise to change something, by a day, with the drop expected from it; and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import StateForbidsError
from accounts.permissions import may_commit_to
from respond.errors import AnswerError, refuse
from respond.moved import tell_moved
from respond.typed import Redact, problem_with, problem_with_length, to_store
from store.resources import NOTHING_TOLD, Resources
from store.tables.cause import Cause
from store.tables.commitment import TRANSITIONS, Commitment, CommitmentState
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.reply import Reply


@dataclass(frozen=True, slots=True)
class Promise:
    """What was filled in. `expected_drop` is the fall of the cause's share, 0–1: the T of the before/after test."""

    promise: str
    expected_drop: float
    due_date: date
    put: Resources = NOTHING_TOLD
    put_in: str = ""
    prompted_from: datetime | None = None
    prompted_until: datetime | None = None


def problems_of(promise: Promise, *, today: date) -> dict[str, str]:
    """What is wrong by field, in the order of the form; empty when the promise can be taken."""
    found = {
        "promise": problem_with(promise.promise, asked="what will be different"),
        "put_in": problem_with_length(promise.put_in),
        "expected_drop": None
        if 0 < promise.expected_drop < 1
        else "Please expect a drop above 0 and below 100 points of the share of calls.",
        "due_date": f"{promise.due_date:%d %B %Y} has passed; please choose today or a later day."
        if promise.due_date < today
        else None,
    }
    return {field: message for field, message in found.items() if message}


def make_commitment(
    session: Session,
    cause: Cause,
    *,
    by: Person,
    promise: Promise,
    redact: Redact,
    now: datetime,
    reply: Reply | None = None,
) -> Commitment:
    """Store a promise of the cause's owner, or of a joint one.

    What prompted it, unless given, is the period of the answered digest.

    Raises AnswerError with the fields that are wrong, StateForbidsError for somebody else's cause.
    """
    if not may_commit_to(session, by, cause):
        raise StateForbidsError(f"{cause.name} is not yours to change.", remedy="Ask its owner to make the commitment.")
    refuse(problems_of(promise, today=now.date()))
    prompted_from, prompted_until = _prompted(session, promise, reply)
    commitment = Commitment(
        cause_id=cause.id,
        person_id=by.id,
        reply_id=reply.id if reply else None,
        promise=to_store(promise.promise, redact),
        put=promise.put,
        put_in=to_store(promise.put_in, redact),
        expected_drop=promise.expected_drop,
        made_at=now,
        due_date=promise.due_date,
        prompted_from=prompted_from,
        prompted_until=prompted_until,
    )
    session.add(commitment)
    session.flush()
    _record(session, commitment, "promised", by=by, now=now)
    return commitment


def takes_effect(
    session: Session, commitment: Commitment, *, by: Person, effective_at: datetime, now: datetime
) -> Commitment:
    """The fix is in place since `effective_at`: the baseline ends there and is frozen.

    Raises AnswerError for a moment before the promise or after now.
    """
    if effective_at < commitment.made_at:
        raise AnswerError("effective_at", "A fix cannot take effect before it was promised.")
    if effective_at > now:
        raise AnswerError("effective_at", "This moment lies ahead; come back when the fix is in place.")
    _go(commitment, CommitmentState.IN_EFFECT)
    commitment.effective_at = effective_at
    session.flush()
    _record(session, commitment, "put in effect", by=by, now=now)
    return commitment


def withdraw(session: Session, commitment: Commitment, *, by: Person, now: datetime) -> Commitment:
    """Take the promise back; the row stays and says so."""
    _go(commitment, CommitmentState.WITHDRAWN)
    session.flush()
    _record(session, commitment, "withdrew", by=by, now=now)
    return commitment


def close(
    session: Session,
    commitment: Commitment,
    *,
    by: Person,
    moved: Resources,
    note: str,
    redact: Redact,
    now: datetime,
) -> Commitment:
    """End it, with what was really put in. Raises AnswerError when that is not said."""
    _check(commitment, CommitmentState.CLOSED)
    tell_moved(session, commitment, by=by, moved=moved, note=note, redact=redact, now=now)
    _go(commitment, CommitmentState.CLOSED)
    session.flush()
    _record(session, commitment, "closed", by=by, now=now)
    return commitment


def overdue(today: date, *, person: Person | None = None) -> Select[Commitment]:
    """Promises whose day has passed and that are not in effect, the longest waiting first; of one person or of all."""
    late = (
        select(Commitment)
        .where(Commitment.state == CommitmentState.PROMISED, Commitment.due_date < today)
        .order_by(Commitment.due_date, Commitment.id)
    )
    return late if person is None else late.where(Commitment.person_id == person.id)


def _prompted(session: Session, promise: Promise, reply: Reply | None) -> tuple[datetime, datetime] | tuple[None, None]:
    if promise.prompted_from is not None and promise.prompted_until is not None:
        return promise.prompted_from, promise.prompted_until
    if reply is None:
        return None, None
    excerpt = session.get_one(Excerpt, reply.excerpt_id)
    digest = session.get_one(Digest, excerpt.digest_id)
    return digest.starts_at, digest.ends_at


def _record(session: Session, commitment: Commitment, done: str, *, by: Person, now: datetime) -> None:
    subject, details = f"commitment:{commitment.id}", {"cause": commitment.cause_id}
    audit.record(session, by=by, action=f"{done} commitment", subject=subject, details=details, now=now)


def _go(commitment: Commitment, state: CommitmentState) -> None:
    _check(commitment, state)
    commitment.state = state


def _check(commitment: Commitment, state: CommitmentState) -> None:
    if state not in TRANSITIONS[commitment.state]:
        before, after = (word.value.replace("_", " ") for word in (commitment.state, state))
        raise StateForbidsError(f"This commitment is {before} and cannot become {after}.")
