"""The health of an installation: queues, speed, what was given up, and what the doctor knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.versions import champion
from store.installation import Installation
from store.tables.call import Call
from store.tables.job import Job
from worker.backlog import QueueState, Speed, dead_jobs, queue_states, speed
from worker.canary import EVERY
from worker.checkup import Finding, look
from worker.queues import SPEECH, Kind

SHOWN = 50
QUIET_FOR = 2 * EVERY + timedelta(minutes=5)
"""A canary that is out longer was lost, or nobody works on its queue."""


@dataclass(frozen=True)
class DeadJob:
    job: Job
    call: Call | None


@dataclass(frozen=True)
class QueueLine:
    state: QueueState
    now: datetime

    @property
    def waits_s(self) -> float:
        """How long the oldest job that could run has waited."""
        return (self.now - self.state.oldest_since).total_seconds() if self.state.oldest_since else 0

    @property
    def is_worked(self) -> bool:
        return self.state.canary_at is not None and self.now - self.state.canary_at < QUIET_FOR


@dataclass(frozen=True)
class HealthView:
    queues: list[QueueLine]
    speed: Speed
    findings: Sequence[Finding]
    dead: list[DeadJob]
    dead_total: int
    model: str
    """The cause model in charge."""
    speech_model: str

    @property
    def hours_left(self) -> float | None:
        """How long the speech queue takes at the speed of the last day."""
        waiting = next(line.state.waiting for line in self.queues if line.state.name == SPEECH)
        return waiting / self.speed.calls_an_hour if self.speed.calls_an_hour and waiting else None

    @property
    def is_well(self) -> bool:
        return (
            not self.dead_total and all(one.is_good for one in self.findings) and all(q.is_worked for q in self.queues)
        )


def health_view(
    session: Session, installation: Installation, *, now: datetime, findings: Sequence[Finding] | None = None
) -> HealthView:
    queues = [QueueLine(state, now) for state in queue_states(session, now=now)]
    in_charge = champion(session)
    return HealthView(
        queues=queues,
        speed=speed(session, now=now),
        findings=list(look(installation)) if findings is None else findings,
        dead=_dead(session),
        dead_total=sum(line.state.dead for line in queues),
        model=f"version {in_charge.number}, {'shipped' if in_charge.is_seed else 'trained here'}" if in_charge else "",
        speech_model=installation.settings.speech.model or "the demo model that is shipped",
    )


def _dead(session: Session) -> list[DeadJob]:
    jobs = list(session.scalars(dead_jobs(SHOWN)))
    about = {job.subject: UUID(job.subject) for job in jobs if job.kind == Kind.PROCESS_RECORDING}
    calls = {call.id: call for call in session.scalars(select(Call).where(Call.id.in_(about.values())))}
    return [DeadJob(job, calls.get(about[job.subject]) if job.subject in about else None) for job in jobs]
