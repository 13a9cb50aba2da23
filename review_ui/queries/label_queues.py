"""The queues of the desk as the lead sees them: what waits, who has what, what was skipped and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classify.queues import skipped_calls
from store.tables.assignment import Assignment, AssignmentState
from store.tables.call import Call
from store.tables.label import LabelPurpose
from store.tables.person import Person, Role
from worker.label_queues import QueueCount, queue_counts


@dataclass(frozen=True)
class QueueLine:
    count: QueueCount
    name: str
    what: str


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
    lines = [QueueLine(one, *NAMES[one.purpose]) for one in queue_counts(session).queues]
    labelled = next(line.count.labelled for line in lines if line.count.purpose is LabelPurpose.ESTIMATION)
    return QueuesView(lines, _held(session, now=now), _skipped(session), labelled)


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
