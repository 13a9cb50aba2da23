"""Which calls wait at the desk, by purpose and for whom. Selects only: nobody is given anything here.

A call never comes back to somebody who judged it or skipped it, and never to two people at the same time. One that
was excluded or erased since waits no longer.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from store.tables.assignment import Assignment, AssignmentState
from store.tables.call import Call
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person
from store.tables.queued_call import QueuedCall
from store.tables.selection import Selection


def drawn_for_label(call_id: UUID) -> Select[Selection]:
    """The selection of a call by the latest label draw."""
    return (
        select(Selection)
        .join(Draw, Draw.id == Selection.draw_id)
        .where(Selection.call_id == call_id, Draw.purpose == DrawPurpose.LABELS, Draw.state == DrawState.REVEALED)
        .order_by(Draw.number.desc())
        .limit(1)
    )


def waiting_for_label() -> Select[Call]:
    """Drawn calls without an estimation label, in ticket order within their band, bands in step.

    So an unfinished queue leaves a random prefix of every band.
    """
    return (
        select(Call)
        .join(Selection, Selection.call_id == Call.id)
        .join(Draw, Draw.id == Selection.draw_id)
        .where(
            Draw.purpose == DrawPurpose.LABELS,
            Draw.state == DrawState.REVEALED,
            Call.is_done(),
            ~_labelled(LabelPurpose.ESTIMATION),
        )
        .order_by(Draw.number, Selection.rank, Selection.stratum)
    )


def waiting_for_second_label() -> Select[Call]:
    """Calls of the random sub-sample that one person has labelled and nobody a second time."""
    return (
        _queued(LabelPurpose.DOUBLE_CODING)
        .where(_labelled(LabelPurpose.ESTIMATION), ~_labelled(LabelPurpose.DOUBLE_CODING))
        .order_by(QueuedCall.batch, QueuedCall.position, Call.id)
    )


def waiting_for_training() -> Select[Call]:
    """What the model is most unsure of, in the order in which it would learn most."""
    return (
        _queued(LabelPurpose.TRAINING)
        .where(~exists().where(Label.call_id == Call.id, Label.withdrawn_at.is_(None)))
        .order_by(QueuedCall.batch, QueuedCall.position)
    )


def calibration_calls() -> Select[Call]:
    """The set that everybody labels, whoever else did."""
    return _queued(LabelPurpose.CALIBRATION).order_by(QueuedCall.batch, QueuedCall.position)


def gold_calls() -> Select[Call]:
    """Calls whose answer is settled; order does not matter, they are mixed in."""
    return _queued(LabelPurpose.GOLD).order_by(QueuedCall.batch, QueuedCall.position)


def disagreements() -> Select[Call]:
    """Calls of the random sub-sample whose two people named different causes and that nobody has settled."""
    first, second = aliased(Label), aliased(Label)
    return (
        select(Call)
        .join(first, and_(first.call_id == Call.id, first.purpose == LabelPurpose.ESTIMATION))
        .join(second, and_(second.call_id == Call.id, second.purpose == LabelPurpose.DOUBLE_CODING))
        .where(
            first.withdrawn_at.is_(None),
            second.withdrawn_at.is_(None),
            second.draw_id.is_not(None),
            first.cause_id != second.cause_id,
            Call.is_done(),
            ~_labelled(LabelPurpose.SETTLEMENT),
        )
        .order_by(second.labelled_at, Call.id)
    )


def waiting_for_third_opinion() -> Select[Call]:
    return disagreements().where(~_labelled(LabelPurpose.THIRD_OPINION))


def to_settle(person: Person) -> Select[Call]:
    """Disagreements on which this person has given the third opinion and owes the last word."""
    return disagreements().where(_labelled(LabelPurpose.THIRD_OPINION, by=person.id))


QUEUES: dict[LabelPurpose, Callable[[], Select[Call]]] = {
    LabelPurpose.ESTIMATION: waiting_for_label,
    LabelPurpose.DOUBLE_CODING: waiting_for_second_label,
    LabelPurpose.TRAINING: waiting_for_training,
    LabelPurpose.CALIBRATION: calibration_calls,
    LabelPurpose.GOLD: gold_calls,
    LabelPurpose.THIRD_OPINION: waiting_for_third_opinion,
}
"""Disputes wait in `respond`; what is to be settled belongs to one person."""


def free_for(person: Person, waiting: Select[Call], *, now: datetime) -> Select[Call]:
    """Of the waiting calls those that this person may be given: not judged, not skipped by them, with nobody else."""
    judged = exists().where(Label.call_id == Call.id, Label.annotator_id == person.id, Label.withdrawn_at.is_(None))
    return waiting.where(~judged, *not_with_others(person, now=now))


def not_with_others(person: Person, *, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Both lists are short: they are read once and not once for each call."""
    skipped = select(Assignment.call_id).where(
        Assignment.person_id == person.id, Assignment.state == AssignmentState.SKIPPED
    )
    held = select(Assignment.call_id).where(
        Assignment.person_id != person.id, Assignment.state == AssignmentState.OPEN, Assignment.lease_until >= now
    )
    return Call.id.not_in(skipped), Call.id.not_in(held)


def next_to_label(session: Session, person: Person, *, now: datetime) -> Call | None:
    """The next call of the estimation queue for this person; None when everything drawn is labelled."""
    return session.scalars(free_for(person, waiting_for_label(), now=now).limit(1)).first()


def counts_of(session: Session, waiting: Sequence[Select[Call]]) -> list[int]:
    """How many different calls each of them holds, in one question to the database."""
    found = [each.order_by(None).with_only_columns(Call.id).distinct().subquery() for each in waiting]
    counts = [select(func.count()).select_from(calls).scalar_subquery() for calls in found]
    return list(session.execute(select(*counts)).one()) if counts else []


def skipped_calls(session: Session) -> dict[UUID, list[Assignment]]:
    """Who skipped which drawn call that still has no label: non-response until somebody else labels it."""
    waits = waiting_for_label().order_by(None).where(Call.id == Assignment.call_id).exists()
    rows = session.scalars(
        select(Assignment)
        .where(Assignment.state == AssignmentState.SKIPPED, waits)
        .order_by(Assignment.ended_at, Assignment.id)
    )
    skipped: dict[UUID, list[Assignment]] = {}
    for assignment in rows:
        skipped.setdefault(assignment.call_id, []).append(assignment)
    return skipped


def _queued(purpose: LabelPurpose) -> Select[Call]:
    return (
        select(Call)
        .join(QueuedCall, QueuedCall.call_id == Call.id)
        .where(QueuedCall.purpose == purpose, QueuedCall.removed_at.is_(None), Call.is_done())
    )


def _labelled(purpose: LabelPurpose, *, by: UUID | None = None) -> ColumnElement[bool]:
    condition = exists().where(Label.call_id == Call.id, Label.purpose == purpose, Label.withdrawn_at.is_(None))
    return condition.where(Label.annotator_id == by) if by is not None else condition
