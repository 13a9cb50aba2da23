"""From nothing to the first digest in five steps: what is done, what is next, what runs, and what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from accounts.permissions import Action, may
from review_ui.navigation import home_of
from sample.outlook import foresee_draw
from sample.plan import Plan
from sample.preview import Preview
from store.tables.assignment import Assignment
from store.tables.call import Call, CallState
from store.tables.call_count import CallCount
from store.tables.cause import Cause
from store.tables.digest import Digest, DigestState
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.figure import Figure
from store.tables.job import Job, JobState
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person, Role
from store.tables.refusal_count import RefusalCount
from survey.share import LABELS_FOR_ANY_FIGURE
from worker.pace import measured_pace
from worker.queues import Kind

TARGET: Final = 200
"""Calls of a first draw: about ± 7 points."""
PAUSE: Final = timedelta(minutes=10)
"""A longer time between two labels was a pause."""
DIGESTING: Final = (Kind.PREPARE_DIGEST, Kind.WRITE_DIGEST, Kind.PUBLISH_FIGURES)


@dataclass(frozen=True)
class OwnersStep:
    causes: list[tuple[Cause, Person | None]]
    executives: list[Person]

    @property
    def is_done(self) -> bool:
        """Somebody owns every avoidable cause."""
        return bool(self.causes) and self.first_open is None

    @property
    def first_open(self) -> str | None:
        """The first avoidable cause that nobody owns."""
        return next((cause.id for cause, owner in self.causes if cause.is_avoidable and owner is None), None)


@dataclass(frozen=True)
class CallsStep:
    calls: int
    in_frame: int
    excluded: list[tuple[str, int]]
    refused: int

    @property
    def is_done(self) -> bool:
        return self.in_frame > 0


@dataclass(frozen=True)
class DrawStep:
    draws: int
    waiting: int | None
    """Number of a draw that has no seed yet."""
    preview: Preview | None

    @property
    def is_done(self) -> bool:
        return self.draws > 0


@dataclass(frozen=True)
class ListenStep:
    heard: int
    """Drawn recordings that are written down, or turned out to hold no speech."""
    to_hear: int
    failed: int
    seconds_left: float | None
    """Of one worker, at the pace measured here; None while it is not known."""
    stands_still: bool
    """Work waits and nothing has moved for a while."""
    has_queue: bool
    labels: int
    seconds_a_label: float | None

    @property
    def is_done(self) -> bool:
        return self.labels >= LABELS_FOR_ANY_FIGURE

    @property
    def minutes_to_go(self) -> float | None:
        left = LABELS_FOR_ANY_FIGURE - self.labels
        return None if self.seconds_a_label is None or left <= 0 else left * self.seconds_a_label / 60


@dataclass(frozen=True)
class DigestStep:
    ready: int
    empty: int
    runs: bool
    failed: Sequence[str]
    has_figures: bool

    @property
    def is_done(self) -> bool:
        return self.ready > 0


@dataclass(frozen=True)
class FirstRun:
    owners: OwnersStep
    calls: CallsStep
    draw: DrawStep
    listen: ListenStep
    digest: DigestStep

    @property
    def next(self) -> int:
        """Number of the first step that is not done; 6 when all are."""
        done = [step.is_done for step in (self.owners, self.calls, self.draw, self.listen, self.digest)]
        return [*done, False].index(False) + 1

    @property
    def runs(self) -> bool:
        """Whether the page changes by itself."""
        awaits_labels = self.listen.heard > 0 and not self.listen.has_queue
        return self.listen.to_hear > 0 or awaits_labels or self.digest.runs


def home_for(session: Session, person: Person) -> str:
    """Where the person's work is; for those who set things up the first steps, until a digest went out."""
    if may(person, Action.PLAN_DRAWS) and not _has_digest(session):
        return "/first-run"
    return home_of(person)


def _has_digest(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(Digest.state == DigestState.READY))))


def first_run(session: Session, *, target: int = TARGET, now: datetime) -> FirstRun:
    calls = _calls(session)
    return FirstRun(_owners(session), calls, _draw(session, calls, target), _listen(session, now), _digest(session))


def _owners(session: Session) -> OwnersStep:
    rows = session.execute(
        select(Cause, Person).outerjoin(Person, Person.id == Cause.owner_id).order_by(Cause.position, Cause.id)
    )
    active = select(Person).where(Person.role == Role.EXECUTIVE, Person.is_active).order_by(Person.name)
    return OwnersStep([(cause, owner) for cause, owner in rows], list(session.scalars(active)))


def _calls(session: Session) -> CallsStep:
    counts = {state: number for state, number in session.execute(CallCount.by_state())}
    total, out = sum(counts.values()), counts.get(CallState.EXCLUDED, 0)
    reasons = select(CallCount.reason, func.sum(CallCount.calls)).where(CallCount.state == CallState.EXCLUDED)
    rows = session.execute(reasons.group_by(CallCount.reason).order_by(CallCount.reason)).all()
    excluded = [(reason, int(number)) for reason, number in rows if number]
    return CallsStep(total, total - out, excluded, session.scalars(RefusalCount.all()).one())


def first_plan(target: int) -> Plan:
    return Plan(("queue",), target=target)


def _draw(session: Session, calls: CallsStep, target: int) -> DrawStep:
    of_calls = (Draw.purpose == DrawPurpose.CALLS, Draw.state == DrawState.REVEALED)
    draws = session.scalar(select(func.count()).select_from(Draw).where(*of_calls)) or 0
    waiting = session.scalar(select(Draw.number).where(Draw.state == DrawState.COMMITTED).limit(1))
    is_next = calls.is_done and not draws and waiting is None
    return DrawStep(draws, waiting, _foreseen(session, target) if is_next else None)


def _foreseen(session: Session, target: int) -> Preview:
    """The first draw is one draw from all the calls there are, whatever days they come from."""
    framed = select(func.min(Call.started_at), func.max(Call.started_at)).where(Call.state != CallState.EXCLUDED)
    first, last = session.execute(framed).one()
    until = last + timedelta(microseconds=1)
    return foresee_draw(session, first_plan(target), starts_at=first, ends_at=until, pace=measured_pace(session))


def _listen(session: Session, now: datetime) -> ListenStep:
    rows = session.execute(
        select(Job.state, func.count()).where(Job.kind == Kind.PROCESS_RECORDING).group_by(Job.state)
    )
    jobs = {state: number for state, number in rows}
    to_hear = jobs.get(JobState.PENDING, 0) + jobs.get(JobState.RUNNING, 0)
    given = list(
        session.scalars(
            select(Label.labelled_at)
            .where(Label.purpose == LabelPurpose.ESTIMATION, Label.withdrawn_at.is_(None))
            .order_by(Label.labelled_at)
        )
    )
    asked = exists().where(Draw.purpose == DrawPurpose.LABELS)
    return ListenStep(
        heard=jobs.get(JobState.DONE, 0),
        to_hear=to_hear,
        failed=jobs.get(JobState.DEAD, 0),
        seconds_left=_seconds_left(session) if to_hear else None,
        stands_still=bool(to_hear) and not jobs.get(JobState.RUNNING, 0) and _moved_last(session) < now - PAUSE,
        has_queue=bool(session.scalar(select(asked | exists().where(Assignment.purpose == LabelPurpose.ESTIMATION)))),
        labels=len(given),
        seconds_a_label=_pace_of(given),
    )


def _moved_last(session: Session) -> datetime:
    """When work on recordings last ended or was asked for."""
    last = select(func.max(func.coalesce(Job.finished_at, Job.created_at))).where(Job.kind == Kind.PROCESS_RECORDING)
    return session.scalars(last).one()


def _seconds_left(session: Session) -> float | None:
    pace = measured_pace(session)
    if pace is None:
        return None
    left = select(func.sum(Call.duration_s)).where(Call.state == CallState.DRAWN)
    return float(session.scalar(left) or 0) * pace or None


def _pace_of(given: Sequence[datetime]) -> float | None:
    """Seconds from one label to the next, pauses left out; None below five."""
    steps = [(after - before).total_seconds() for before, after in pairwise(given)]
    worked = [step for step in steps if 0 < step < PAUSE.total_seconds()]
    return median(worked) if len(worked) >= 5 else None


def _digest(session: Session) -> DigestStep:
    states = {
        state: number for state, number in session.execute(select(Digest.state, func.count()).group_by(Digest.state))
    }
    jobs = session.execute(
        select(Job.state, Job.reason).where(Job.kind.in_(DIGESTING), Job.state != JobState.DONE)
    ).all()
    return DigestStep(
        ready=states.get(DigestState.READY, 0),
        empty=states.get(DigestState.EMPTY, 0),
        runs=any(state is not JobState.DEAD for state, _ in jobs) or DigestState.OPEN in states,
        failed=[reason for state, reason in jobs if state is JobState.DEAD],
        has_figures=bool(session.scalar(select(exists().where(Figure.headline(), Figure.value.is_not(None))))),
    )
