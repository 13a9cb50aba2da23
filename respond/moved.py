"""What was really put in: told by the promiser, confirmed by somebody else, beside what was promised."""

from datetime import datetime

from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import StateForbidsError
from accounts.permissions import may_confirm_moved
from respond.errors import refuse
from respond.typed import Redact, problem_with_length, to_store
from store.resources import Resources
from store.tables.commitment import Commitment, CommitmentState
from store.tables.person import Person

_TELLING = (CommitmentState.PROMISED, CommitmentState.IN_EFFECT, CommitmentState.CLOSED)


def tell_moved(
    session: Session,
    commitment: Commitment,
    *,
    by: Person,
    moved: Resources,
    note: str,
    redact: Redact,
    now: datetime,
) -> Commitment:
    """The promiser says what was really put in; whoever confirmed an earlier word has to look again.

    Raises AnswerError when nothing is said, StateForbidsError for somebody else's promise or a withdrawn one.
    """
    if commitment.person_id != by.id:
        raise StateForbidsError("Only the person who promised says what was put in; others confirm it.")
    if commitment.state not in _TELLING:
        raise StateForbidsError("This commitment was withdrawn.")
    refuse(_problems(moved, note))
    commitment.moved_resources, commitment.moved, commitment.moved_at = moved, to_store(note, redact), now
    commitment.confirmed_by_id = commitment.confirmed_at = None
    session.flush()
    _record(session, commitment, "said what was put in", by=by, now=now)
    return commitment


def confirm_moved(
    session: Session,
    commitment: Commitment,
    *,
    by: Person,
    moved: Resources,
    note: str,
    redact: Redact,
    now: datetime,
) -> Commitment:
    """Somebody else confirms it, with their own numbers where they saw others; those stand from now on.

    Raises StateForbidsError for the promiser, or a person who is neither their superior, a QA lead nor an admin.
    """
    promiser = session.get_one(Person, commitment.person_id)
    if not may_confirm_moved(by, promiser):
        raise StateForbidsError(
            "What was put in is confirmed by somebody else than the promiser: their superior, a QA lead or an admin."
        )
    if commitment.state not in _TELLING:
        raise StateForbidsError("This commitment was withdrawn.")
    refuse(_problems(moved, note))
    told = commitment.moved_resources
    commitment.moved_resources, commitment.moved = moved, to_store(note, redact)
    commitment.confirmed_by_id, commitment.confirmed_at = by.id, now
    session.flush()
    _record(session, commitment, "confirmed what was put in", by=by, now=now, told=told)
    return commitment


def _problems(moved: Resources, note: str) -> dict[str, str]:
    if problem := problem_with_length(note):
        return {"moved": problem}
    if moved.is_told or note.strip():
        return {}
    return {"moved_people": "Please say what was really put in: people, money, days, or 0 for nothing."}


def _record(
    session: Session, commitment: Commitment, action: str, *, by: Person, now: datetime, told: Resources | None = None
) -> None:
    details = {"put": _numbers(commitment.put), "moved": _numbers(commitment.moved_resources)}
    if told is not None:
        details["told"] = _numbers(told)
    audit.record(session, by=by, action=action, subject=f"commitment:{commitment.id}", details=details, now=now)


def _numbers(resources: Resources) -> list[float | None]:
    return [resources.people, resources.money, resources.days]
