"""Work off all jobs in this process, as a worker would, without a broker."""

from datetime import datetime

from sqlalchemy import select

from store.installation import Installation
from store.tables.job import Job, JobState
from worker.run import run_job


def work_off(installation: Installation, *, now: datetime, kinds: tuple[str, ...] = ()) -> list[str]:
    """Run jobs until none is left that may run now; returns the outcomes in order."""
    outcomes: list[str] = []
    while True:
        with installation.readers() as session:
            waiting = (
                select(Job.id).where(Job.state == JobState.PENDING, Job.not_before <= now).order_by(Job.created_at)
            )
            if kinds:
                waiting = waiting.where(Job.kind.in_(kinds))
            ids = list(session.scalars(waiting))
        if not ids:
            return outcomes
        outcomes += [run_job(installation, job_id, clock=lambda: now) for job_id in ids]
