"""Owning an answer together: one executive asks another, who hears the excerpt and says yes or why not."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import StateForbidsError
from respond.errors import AnswerError, refuse
from respond.typed import Redact, problem_with, problem_with_length, to_store
from store.tables.cause import Cause
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from store.tables.joint_owner import TRANSITIONS, JointOwner, JointOwnerState
from store.tables.person import Person, Role


def ask_joint_owner(
    session: Session, excerpt: Excerpt, *, by: Person, person: Person, why: str, redact: Redact, now: datetime
) -> JointOwner:
    """Ask another executive to own the answer too; from now on they may hear the excerpt.

    Raises AnswerError for somebody who cannot be asked, StateForbidsError where they were asked already.
    """
    refuse({"why_together": problem} if (problem := problem_with_length(why)) else {})
    if reason := _why_not(session, excerpt, by, person):
        raise AnswerError("person_id", reason)
    known = session.scalar(
        select(JointOwner).where(JointOwner.excerpt_id == excerpt.id, JointOwner.person_id == person.id)
    )
    if known is not None:
        _go(known, JointOwnerState.ASKED, f"{person.name} was asked already.")
    joint = known or JointOwner(excerpt_id=excerpt.id, person_id=person.id, state=JointOwnerState.ASKED)
    joint.asked_by_id, joint.why, joint.asked_at, joint.answered_at = by.id, to_store(why, redact), now, None
    session.add(joint)
    session.flush()
    _record(session, joint, f"asked {person.name} to own excerpt together", by=by, now=now)
    return joint


def accept(session: Session, joint: JointOwner, *, by: Person, now: datetime) -> JointOwner:
    """Yes, this is ours too. Raises StateForbidsError for anybody but the person asked."""
    _only(joint.person_id == by.id, "Only the person who was asked can answer.")
    _go(joint, JointOwnerState.ACCEPTED, "This was settled already.")
    joint.answered_at = now
    session.flush()
    _record(session, joint, "took joint ownership of excerpt", by=by, now=now)
    return joint


def decline(
    session: Session, joint: JointOwner, *, by: Person, reason: str, redact: Redact, now: datetime
) -> JointOwner:
    """No, and why: the one who asked has to understand it. The door to the excerpt closes again."""
    _only(joint.person_id == by.id, "Only the person who was asked can answer.")
    problem = problem_with(reason, asked="why it is not yours")
    refuse({"decline_reason": problem} if problem else {})
    _go(joint, JointOwnerState.DECLINED, "This was settled already.")
    joint.answered_at, joint.reason = now, to_store(reason, redact)
    session.flush()
    _record(session, joint, "declined joint ownership of excerpt", by=by, now=now)
    return joint


def take_back(session: Session, joint: JointOwner, *, by: Person, now: datetime) -> JointOwner:
    """Whoever asked may take it back while there is no answer."""
    _only(joint.asked_by_id == by.id, "Only the person who asked can take it back.")
    _go(joint, JointOwnerState.WITHDRAWN, "There is an answer already.")
    joint.answered_at = now
    session.flush()
    _record(session, joint, "took back the joint ownership of excerpt", by=by, now=now)
    return joint


def _why_not(session: Session, excerpt: Excerpt, by: Person, person: Person) -> str:
    if person.id == by.id:
        return "You own it already; choose somebody else."
    if person.role is not Role.EXECUTIVE or not person.is_active:
        return f"{person.name} is no executive; ask them a question instead."
    digest, cause = session.get_one(Digest, excerpt.digest_id), session.get_one(Cause, excerpt.cause_id)
    return f"{person.name} owns this already." if person.id in {digest.person_id, cause.owner_id} else ""


def _only(is_right: bool, message: str) -> None:
    if not is_right:
        raise StateForbidsError(message)


def _go(joint: JointOwner, state: JointOwnerState, message: str) -> None:
    if state not in TRANSITIONS[joint.state]:
        raise StateForbidsError(message)
    joint.state = state


def _record(session: Session, joint: JointOwner, action: str, *, by: Person, now: datetime) -> None:
    subject, details = f"excerpt:{joint.excerpt_id}", {"joint_owner": str(joint.id)}
    audit.record(session, by=by, action=action, subject=subject, details=details, now=now)
