"""The queues of the desk as the lead sees them: what waits, who has what, what was skipped and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classify.queues import QUEUES, count_of, disagreements, skipped_calls
from store.tables.assignment import Assignment, AssignmentState
from store.tables.call import Call
from store.tables.dispute import Dispute, DisputeState
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person, Role


@dataclass(frozen=True)
class QueueLine:
    purpose: LabelPurpose
    name: str
    what: str
    waiting: int
    labelled: int


@dataclass(frozen=True)
class HeldCall:
    person: Person
    call: Call
    assignment: Assignment
    has_run_out: bool


@dataclass(frozen=True)
class SkippedCall:
    call: Call
    skips: list[tuple[str, str]]
    """Who, and why."""
    by_everybody: bool


@dataclass(frozen=True)
class QueuesView:
    lines: list[QueueLine]
    held: list[HeldCall]
    skipped: list[SkippedCall]
    labelled: int


NAMES: dict[LabelPurpose, tuple[str, str]] = {
    LabelPurpose.DISPUTE: ("Disputes", "An owner says “not ours”; a blind second person settles it. Served first."),
    LabelPurpose.CALIBRATION: ("Calibration", "One set that every rater labels, executives too."),
    LabelPurpose.THIRD_OPINION: ("Disagreements", "Two people named different causes; a third settles, blind first."),
    LabelPurpose.ESTIMATION: ("Estimation", "Drawn for figures, in ticket order within each band."),
    LabelPurpose.DOUBLE_CODING: ("Second labels", "A random fifth of estimation labels, given again by somebody else."),
    LabelPurpose.GOLD: ("Gold", "Settled answers, mixed in unseen: one call in twenty."),
    LabelPurpose.TRAINING: ("Training", "What the model is least sure of. Never in a figure; served last."),
}


def queues_view(session: Session, *, now: datetime) -> QueuesView:
    skipped = _skipped(session)
    lines = [_line(session, purpose) for purpose in NAMES]
    labelled = next(line.labelled for line in lines if line.purpose is LabelPurpose.ESTIMATION)
    return QueuesView(lines, _held(session, now=now), skipped, labelled)


def _line(session: Session, purpose: LabelPurpose) -> QueueLine:
    name, what = NAMES[purpose]
    labelled = select(func.count()).where(Label.purpose == _answer_of(purpose), Label.withdrawn_at.is_(None))
    return QueueLine(purpose, name, what, _waiting(session, purpose), session.scalar(labelled) or 0)


def _answer_of(purpose: LabelPurpose) -> LabelPurpose:
    return LabelPurpose.SETTLEMENT if purpose is LabelPurpose.THIRD_OPINION else purpose


def _waiting(session: Session, purpose: LabelPurpose) -> int:
    if purpose is LabelPurpose.DISPUTE:
        return session.scalar(select(func.count()).where(Dispute.state == DisputeState.OPEN)) or 0
    if purpose is LabelPurpose.THIRD_OPINION:
        return count_of(session, disagreements())
    return count_of(session, QUEUES[purpose]())


def _held(session: Session, *, now: datetime) -> list[HeldCall]:
    rows = session.execute(
        select(Person, Call, Assignment)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Call, Call.id == Assignment.call_id)
        .where(Assignment.state == AssignmentState.OPEN)
        .order_by(Person.name)
    )
    return [HeldCall(person, call, held, held.lease_until < now) for person, call, held in rows]


def _skipped(session: Session) -> list[SkippedCall]:
    raters = session.scalar(
        select(func.count()).where(Person.is_active, Person.role.in_([Role.REVIEWER, Role.QA_LEAD, Role.ADMIN]))
    )
    names = {person.id: person.name for person in session.scalars(select(Person))}
    found = []
    for call_id, skips in skipped_calls(session).items():
        who = [(names[skip.person_id], skip.reason) for skip in skips]
        everybody = len({skip.person_id for skip in skips}) >= (raters or 0)
        found.append(SkippedCall(session.get_one(Call, call_id), who, everybody))
    return found
