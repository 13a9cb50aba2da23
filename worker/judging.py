"""A person's label, whichever door it comes through: why it was asked for, and what it settles.

It joins two stages that never import each other: `classify` keeps labels, `respond` keeps disputes.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import NotAllowedError
from accounts.permissions import Action, may
from accounts.presence import leave
from classify.assignments import assignment_for, finish, reopen
from classify.drafts import drop_draft
from classify.labels import Redact, Verdict, record_label, submitted, withdraw_label
from respond.disputes import settle_dispute, waiting_for
from store.tables.assignment import Assignment
from store.tables.call import Call
from store.tables.dispute import Dispute
from store.tables.excerpt import Excerpt
from store.tables.label import BLIND, Label, LabelOrigin, LabelPurpose
from store.tables.person import Person
from worker.recutting import requote_disputed


def give_label(
    session: Session,
    call: Call,
    verdict: Verdict,
    *,
    by: Person,
    origin: LabelOrigin,
    redact: Redact,
    now: datetime,
    submission_id: UUID | None = None,
) -> Label:
    """Write the label, settle what waited for it, and record who did it. Raises LabelError.

    The same submission sent again is answered by the label it made, also where that was taken back since.

    Executives label only what the desk gave them; others may label any call, but what nobody drew enters no figure.
    """
    known = submitted(session, submission_id, by=by, call=call)
    if known is not None:
        return known
    served = assignment_for(session, call.id, by)
    if served is None and not may(by, Action.LABEL_CALLS):
        raise NotAllowedError(Action.LABEL_CALLS.value, remedy="The desk gives you the calls that are yours to label.")
    purpose = purpose_of(session, call, by, served)
    disputes = open_disputes(session, call, by)  # looked up first: once labelled, the call waits for `by` no longer
    given = record_label(
        session,
        call,
        verdict,
        by=by,
        purpose=purpose,
        origin=origin,
        redact=redact,
        now=now,
        is_blind=purpose in BLIND and (served is not None or purpose is LabelPurpose.DISPUTE),
        submission_id=submission_id,
    )
    if served is not None:
        finish(session, served, given, now=now)
    drop_draft(session, by, call.id)
    leave(session, by)
    for dispute in disputes:
        settle_dispute(session, dispute, label=given, now=now)
        requote_disputed(session, dispute, given, now=now)
    _record(session, given, "labelled call", by=by, now=now)
    return given


def take_back(session: Session, label: Label, *, by: Person, now: datetime) -> None:
    """Undo one's own label while it can be undone; the call is before its person again. Raises LabelError."""
    withdraw_label(session, label, by=by, now=now)
    reopen(session, label, now=now)
    _record(session, label, "took label back", by=by, now=now)


def purpose_of(session: Session, call: Call, reviewer: Person, served: Assignment | None) -> LabelPurpose:
    """Why this person labels this call: what the desk gave it to them for, or what a label of their own choice is.

    A call that somebody chose for themselves is never an estimation label: picked calls are no random prefix.
    """
    if open_disputes(session, call, reviewer):
        return LabelPurpose.DISPUTE
    if served is not None:
        was_faster = served.purpose is LabelPurpose.ESTIMATION and _has_first_label(session, call)
        return LabelPurpose.DOUBLE_CODING if was_faster else served.purpose
    own = exists().where(Label.call_id == call.id, Label.annotator_id == reviewer.id, Label.withdrawn_at.is_(None))
    if session.scalar(select(own)):
        return LabelPurpose.CORRECTION
    return LabelPurpose.DOUBLE_CODING if _has_first_label(session, call) else LabelPurpose.TRAINING


def open_disputes(session: Session, call: Call, reviewer: Person) -> list[Dispute]:
    """Disputes about this call that the reviewer's label would settle."""
    if not may(reviewer, Action.LABEL_CALLS):
        return []
    return list(session.scalars(waiting_for(reviewer).where(Excerpt.call_id == call.id)))


def _has_first_label(session: Session, call: Call) -> bool:
    first = exists().where(
        Label.call_id == call.id, Label.purpose == LabelPurpose.ESTIMATION, Label.withdrawn_at.is_(None)
    )
    return bool(session.scalar(select(first)))


def _record(session: Session, label: Label, action: str, *, by: Person, now: datetime) -> None:
    details = {"label": str(label.id), "purpose": label.purpose.value}
    audit.record(session, by=by, action=action, subject=f"call:{label.call_id}", details=details, now=now)
