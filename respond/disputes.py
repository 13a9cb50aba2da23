"""An objection to an attribution, settled by a reviewer who sees neither the objection nor anybody's label.

The result corrects the call's page, the excerpt and later training. It never changes a figure: owners object to calls
put down to them and never ask for more, so figures corrected by disputes would only ever fall.
"""

from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import StateForbidsError
from accounts.policies import Decision, to_dispute, to_undo_dispute
from respond.errors import refuse
from respond.listens import has_heard
from respond.typed import Redact, problem_with, to_store
from store.tables.assignment import Assignment, AssignmentState
from store.tables.dispute import TRANSITIONS, Dispute, DisputeState
from store.tables.excerpt import Excerpt
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person


def open_dispute(session: Session, excerpt: Excerpt, *, by: Person, why: str, redact: Redact, now: datetime) -> Dispute:
    """Object, once and after listening. Raises StateForbidsError else, AnswerError when no reason is given."""
    known = session.scalar(select(Dispute).where(Dispute.excerpt_id == excerpt.id, Dispute.person_id == by.id))
    stands = known is not None and known.state is not DisputeState.WITHDRAWN
    decision = to_dispute(heard=has_heard(session, excerpt, by), already_open=stands)
    if not decision.is_allowed:
        raise StateForbidsError(decision.why_not)
    problem = problem_with(why, asked="why this call is not about your department")
    refuse({"why": problem} if problem else {})
    dispute = known or Dispute(excerpt_id=excerpt.id, person_id=by.id)
    dispute.why, dispute.opened_at, dispute.state = to_store(why, redact), now, DisputeState.OPEN
    session.add(dispute)
    session.flush()
    _record(session, dispute, "disputed excerpt", by=by, now=now)
    return dispute


def undo_decision(session: Session, dispute: Dispute, by: Person) -> Decision:
    """Whether `by` may take the dispute back now: not while somebody has the call on the desk to settle it."""
    being_heard = exists().where(
        Assignment.call_id == Excerpt.call_id,
        Excerpt.id == dispute.excerpt_id,
        Assignment.state == AssignmentState.OPEN,
        Assignment.purpose == LabelPurpose.DISPUTE,
    )
    return to_undo_dispute(
        is_own=dispute.person_id == by.id,
        is_open=dispute.state is DisputeState.OPEN,
        is_being_heard=bool(session.scalar(select(being_heard))),
    )


def undo_dispute(session: Session, dispute: Dispute, *, by: Person, now: datetime) -> Dispute:
    """Take one's own dispute back before anybody listened for it. Raises StateForbidsError else."""
    decision = undo_decision(session, dispute, by)
    if not decision.is_allowed:
        raise StateForbidsError(decision.why_not)
    dispute.state = DisputeState.WITHDRAWN
    session.flush()
    _record(session, dispute, "took back the dispute of excerpt", by=by, now=now)
    return dispute


def settle_dispute(session: Session, dispute: Dispute, *, label: Label, now: datetime) -> Dispute:
    """Upheld when the blind second label names another cause, rejected when it names the same one.

    Raises StateForbidsError for a label that cannot settle it: of another call, not blind, withdrawn, or by somebody
    who already had a say.
    """
    excerpt = session.get_one(Excerpt, dispute.excerpt_id)
    why_not = _why_not_settled_by(session, dispute, excerpt, label)
    if why_not:
        raise StateForbidsError(why_not)
    confirmed = excerpt.cause_id in {label.cause_id, label.secondary_cause_id}
    state = DisputeState.REJECTED if confirmed else DisputeState.UPHELD
    if state not in TRANSITIONS[dispute.state]:
        raise StateForbidsError(f"This dispute was already {dispute.state}.")
    dispute.state, dispute.label_id, dispute.settled_at = state, label.id, now
    session.flush()
    return dispute


def waiting_for(reviewer: Person) -> Select[Dispute]:
    """Open disputes that `reviewer` may settle, oldest first: not their own and on calls they never labelled."""
    labelled = exists().where(Label.call_id == Excerpt.call_id, Label.annotator_id == reviewer.id)
    return (
        select(Dispute)
        .join(Excerpt, Excerpt.id == Dispute.excerpt_id)
        .where(Dispute.state == DisputeState.OPEN, Dispute.person_id != reviewer.id, ~labelled)
        .order_by(Dispute.opened_at, Dispute.id)
    )


def _record(session: Session, dispute: Dispute, action: str, *, by: Person, now: datetime) -> None:
    subject, details = f"excerpt:{dispute.excerpt_id}", {"dispute": str(dispute.id)}
    audit.record(session, by=by, action=action, subject=subject, details=details, now=now)


def _why_not_settled_by(session: Session, dispute: Dispute, excerpt: Excerpt, label: Label) -> str:
    if label.call_id != excerpt.call_id:
        return "That label belongs to another call; label the disputed one."
    if label.purpose is not LabelPurpose.DISPUTE or not label.is_blind or label.withdrawn_at is not None:
        return "Only a blind label given for the dispute can settle it."
    earlier = select(Label.id).where(
        Label.call_id == excerpt.call_id, Label.annotator_id == label.annotator_id, Label.id != label.id
    )
    if label.annotator_id == dispute.person_id or session.scalar(earlier.limit(1)) is not None:
        return "A second reviewer settles a dispute: somebody who has not judged this call before."
    return ""
