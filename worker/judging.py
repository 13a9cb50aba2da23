"""A person's label, whichever door it comes through: why it was asked for, and the disputes that it settles.

It joins two stages that never import each other: `classify` keeps labels, `respond` keeps disputes.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from classify.labels import Redact, Verdict, record_label
from respond.disputes import settle_dispute, waiting_for
from store.tables.call import Call
from store.tables.dispute import Dispute
from store.tables.excerpt import Excerpt
from store.tables.label import Label, LabelOrigin, LabelPurpose
from store.tables.person import Person


def give_label(
    session: Session, call: Call, verdict: Verdict, *, by: Person, origin: LabelOrigin, redact: Redact, now: datetime
) -> Label:
    """Write the label, settle what waited for it, and record who did it. Raises LabelError."""
    disputes = open_disputes(session, call, by)  # looked up first: once labelled, the call waits for `by` no longer
    given = record_label(
        session, call, verdict, by=by, purpose=purpose_of(session, call, by), origin=origin, redact=redact, now=now
    )
    for dispute in disputes:
        settle_dispute(session, dispute, label=given, now=now)
    details = {"label": str(given.id), "purpose": given.purpose.value}
    audit.record(session, by=by, action="labelled call", subject=f"call:{call.id}", details=details, now=now)
    return given


def purpose_of(session: Session, call: Call, reviewer: Person) -> LabelPurpose:
    """Why this reviewer labels this call. Where somebody was faster it is a second opinion, not lost work."""
    if open_disputes(session, call, reviewer):
        return LabelPurpose.DISPUTE
    given = select(Label.annotator_id).where(
        Label.call_id == call.id, Label.purpose == LabelPurpose.ESTIMATION, Label.withdrawn_at.is_(None)
    )
    judged_by = set(session.scalars(given))
    if reviewer.id in judged_by:
        return LabelPurpose.CORRECTION
    return LabelPurpose.DOUBLE_CODING if judged_by else LabelPurpose.ESTIMATION


def open_disputes(session: Session, call: Call, reviewer: Person) -> list[Dispute]:
    """Disputes about this call that the reviewer's label would settle."""
    return list(session.scalars(waiting_for(reviewer).where(Excerpt.call_id == call.id)))
