"""How much work waits, how fast it goes, and what was given up, with sending it round again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from accounts import audit
from store.tables.call import Call
from store.tables.job import Job, JobState
from store.tables.person import Person
from worker.jobs import retry
from worker.pace import measured_pace
from worker.queues import LIGHT, SPEECH, Kind
from worker.stopping import CANCELLED, retry_call

MEASURED_OVER: Final = timedelta(days=1)
SHORTEST: Final = timedelta(minutes=5)
"""Over less than that a number of calls an hour says nothing."""
CANARIES: Final = {SPEECH: Kind.CANARY_SPEECH, LIGHT: Kind.CANARY}


@dataclass(frozen=True)
class QueueState:
    name: str
    waiting: int
    running: int
    dead: int
    oldest_since: datetime | None
    """Since when the oldest job that could run has waited."""
    canary_at: datetime | None
    """When its last canary came back: work is done there."""


@dataclass(frozen=True)
class Speed:
    calls: int
    """Calls transcribed in the last day."""
    calls_an_hour: float | None
    """While they were worked on; None for too short a stretch."""
    real_time_factor: float | None
    """Hours of one worker for an hour of speech."""


def queue_states(session: Session, *, now: datetime) -> list[QueueState]:
    """Both queues, however empty. Jobs that wait for a later time are waiting, but make nothing old."""
    rows = session.execute(
        select(Job.queue, Job.state, func.count())
        .where(Job.state != JobState.DONE, _is_open())
        .group_by(Job.queue, Job.state)
    )
    counts = {(queue, state): number for queue, state, number in rows}
    oldest = session.execute(
        select(Job.queue, func.min(Job.not_before))
        .where(Job.state == JobState.PENDING, Job.not_before <= now)
        .group_by(Job.queue)
    )
    since = {queue: at for queue, at in oldest}
    return [
        QueueState(
            name=queue,
            waiting=counts.get((queue, JobState.PENDING), 0),
            running=counts.get((queue, JobState.RUNNING), 0),
            dead=counts.get((queue, JobState.DEAD), 0),
            oldest_since=since.get(queue),
            canary_at=session.scalar(
                select(func.max(Job.finished_at)).where(Job.kind == CANARIES[queue], Job.state == JobState.DONE)
            ),
        )
        for queue in (SPEECH, LIGHT)
    ]


def speed(session: Session, *, now: datetime) -> Speed:
    """Over the last day, from the first beginning to the last end of what was finished in it."""
    calls, first, last = session.execute(
        select(func.count(), func.min(Job.claimed_at), func.max(Job.finished_at)).where(
            Job.kind == Kind.PROCESS_RECORDING, Job.state == JobState.DONE, Job.finished_at > now - MEASURED_OVER
        )
    ).one()
    stretch = last - first if first and last else timedelta()
    an_hour = calls / (stretch / timedelta(hours=1)) if stretch >= SHORTEST else None
    return Speed(calls, an_hour, measured_pace(session))


def dead_jobs(limit: int) -> Select[Job]:
    """What was given up, newest first; work that a person stopped is none of it."""
    return select(Job).where(_is_dead()).order_by(Job.finished_at.desc()).limit(limit)


def retry_dead(session: Session, job: Job, *, by: Person, now: datetime) -> None:
    """Send one dead job round again, with its call. Raises ListenbackError where it is not dead any more."""
    call = session.get(Call, UUID(job.subject)) if job.kind == Kind.PROCESS_RECORDING else None
    if call is not None and job.state is JobState.DEAD:
        retry_call(session, call, by=by, now=now)
        return
    retry(job, now=now)
    audit.record(session, by=by, action="retried job", subject=f"job:{job.id}", details={"kind": job.kind}, now=now)


def retry_all_dead(session: Session, *, by: Person, now: datetime) -> int:
    """Send everything that was given up round again; how many."""
    found = list(session.scalars(select(Job).where(_is_dead())))
    for job in found:
        retry_dead(session, job, by=by, now=now)
    return len(found)


def _is_open() -> ColumnElement[bool]:
    return (Job.state != JobState.DEAD) | (Job.reason != CANCELLED)


def _is_dead() -> ColumnElement[bool]:
    return (Job.state == JobState.DEAD) & (Job.reason != CANCELLED)
