"""What the desk puts before a person next, over all queues. It joins labels (`classify`) and disputes (`respond`)."""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import queues_of
from accounts.presence import leave
from classify.assignments import assign, held_by, release, skip
from classify.drafts import drop_draft
from classify.labels import Redact
from classify.queues import QUEUES, counts_of, free_for, not_with_others, to_settle
from respond.disputes import waiting_for
from store.tables.assignment import Assignment
from store.tables.call import Call
from store.tables.excerpt import Excerpt
from store.tables.label import LabelPurpose
from store.tables.person import Person

GOLD_SHARE = 0.05
SECOND_SHARE = 0.3
"""How often a gold or a second label comes instead of the next first one; nothing on the desk tells which it is."""
TRIES = 20
"""Calls that somebody else takes in the same instant before the desk says that nothing waits."""


def next_assignment(session: Session, person: Person, *, now: datetime, rng: Random) -> Assignment | None:
    """The call this person has, or the next one of the queues that they serve; None when nothing waits for them."""
    held = held_by(session, person, now=now)
    if held is not None:
        return held
    for purpose in queues_in_turn(person, rng):
        for call_id in session.scalars(_waiting(person, purpose, now=now).limit(TRIES)).all():
            given = assign(session, call_id, to=person, purpose=purpose, now=now)
            if given is not None:
                return given
            other_window = held_by(session, person, now=now)
            if other_window is not None:
                return other_window
    return None


def queues_in_turn(person: Person, rng: Random) -> Iterator[LabelPurpose]:
    """What somebody waits for comes first; checks are mixed into the daily work; training when all else is done."""
    mine = queues_of(person)
    first, second = LabelPurpose.ESTIMATION, LabelPurpose.DOUBLE_CODING
    dice = rng.random()
    mixed = [second, first] if dice < GOLD_SHARE + SECOND_SHARE else [first, second]
    order = [
        LabelPurpose.SETTLEMENT,
        LabelPurpose.DISPUTE,
        LabelPurpose.CALIBRATION,
        LabelPurpose.THIRD_OPINION,
        *([LabelPurpose.GOLD] if dice < GOLD_SHARE else []),
        *mixed,
        LabelPurpose.TRAINING,
    ]
    return (purpose for purpose in order if purpose in mine)


def waiting_count(session: Session, person: Person, *, now: datetime) -> int:
    """Calls that this person may still be given. Gold is left out: a queue that never empties would give it away."""
    counted = sorted(queues_of(person) - {LabelPurpose.GOLD})
    return sum(counts_of(session, [_waiting_calls(person, purpose, now=now) for purpose in counted]))


def skip_call(session: Session, assignment: Assignment, *, why: str, by: Person, redact: Redact, now: datetime) -> None:
    skip(session, assignment, why=why, redact=redact, now=now)
    drop_draft(session, by, assignment.call_id)
    leave(session, by)
    _record(session, assignment, "skipped call", by=by, now=now)


def release_call(session: Session, assignment: Assignment, *, by: Person, now: datetime) -> None:
    release(session, assignment, now=now)
    leave(session, by)
    _record(session, assignment, "gave call back", by=by, now=now)


def _waiting(person: Person, purpose: LabelPurpose, *, now: datetime) -> Select[UUID]:
    return _waiting_calls(person, purpose, now=now).with_only_columns(Call.id)


def _waiting_calls(person: Person, purpose: LabelPurpose, *, now: datetime) -> Select[Call]:
    if purpose is LabelPurpose.SETTLEMENT:
        return to_settle(person)
    if purpose is LabelPurpose.DISPUTE:
        disputes = waiting_for(person).order_by(None).subquery()
        return (
            select(Call)
            .join(Excerpt, Excerpt.call_id == Call.id)
            .join(disputes, disputes.c.excerpt_id == Excerpt.id)
            .where(*not_with_others(person, now=now))
            .order_by(disputes.c.opened_at, Call.id)
        )
    return free_for(person, QUEUES[purpose](), now=now)


def _record(session: Session, assignment: Assignment, action: str, *, by: Person, now: datetime) -> None:
    details = {"assignment": str(assignment.id), "purpose": assignment.purpose.value}
    audit.record(session, by=by, action=action, subject=f"call:{assignment.call_id}", details=details, now=now)
