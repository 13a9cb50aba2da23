"""A job that only proves that its queue is worked: liveness is work done, not a process that is up."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.job import Job, JobState
from store.tables.tick import Tick
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Write
from worker.ticks import first_tick

EVERY: Final = timedelta(minutes=15)
KEPT_FOR: Final = timedelta(days=1)
KINDS: Final = (Kind.CANARY, Kind.CANARY_SPEECH)
SCHEDULE: Final = "canaries"


def sing(_installation: Installation, _claim: Claim) -> Write:
    def write(_session: Session, _now: datetime) -> None:
        """The finished job is the song."""

    return write


def let_canaries_out(session: Session, *, now: datetime) -> None:
    """One into each queue every quarter of an hour; those of yesterday are forgotten."""
    minutes = EVERY // timedelta(minutes=1)
    at = now.replace(minute=now.minute // minutes * minutes, second=0, microsecond=0)
    if not first_tick(session, SCHEDULE, at, now=now):
        return
    session.execute(delete(Tick).where(Tick.schedule == SCHEDULE, Tick.tick_at < at - KEPT_FOR))
    session.execute(
        delete(Job).where(Job.kind.in_(KINDS), Job.state == JobState.DONE, Job.finished_at < now - KEPT_FOR)
    )
    for kind in KINDS:
        enqueue(session, kind, f"{at:%Y-%m-%dT%H:%M}", now=now)
