"""An objection to an attribution, settled by a reviewer who sees neither the objection nor anybody's label.

The result corrects the call's page, the excerpt and later training. It never changes a figure: owners object to calls
put down to them and never ask for more, so figures corrected by disputes would only ever fall.
"""

from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from accounts.policies import to_dispute
from respond.errors import refuse
from respond.listens import has_heard
from respond.typed import Redact, problem_with, to_store
from store.tables.dispute import TRANSITIONS, Dispute, DisputeState
from store.tables.excerpt import Excerpt
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person


def open_dispute(session: Session, excerpt: Excerpt, *, by: Person, why: str, redact: Redact, now: datetime) -> Dispute:
    """Object, once and after listening. Raises StateForbidsError else, AnswerError when no reason is given."""
    known = session.scalar(select(Dispute).where(Dispute.excerpt_id == excerpt.id, Dispute.person_id == by.id))
    decision = to_dispute(heard=has_heard(session, excerpt, by), already_open=known is not None)
    if not decision.is_allowed:
        raise StateForbidsError(decision.why_not)
    problem = problem_with(why, asked="why this call is not about your department")
    refuse({"why": problem} if problem else {})
    dispute = Dispute(excerpt_id=excerpt.id, person_id=by.id, why=to_store(why, redact), opened_at=now)
    session.add(dispute)
    session.flush()
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
