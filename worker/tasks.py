"""Celery's own side: two tasks, both thin."""

from uuid import UUID

from celery import shared_task

from settings.clock import utc_now
from store.doomed import delete_doomed
from store.rollups import fold
from worker.bounces import sweep_bounces
from worker.doorbell import ring_waiting
from worker.process import celery, installation
from worker.run import run_job as run
from worker.schedule import open_due_work


@shared_task(name="listenback.run_job")
def run_job(job_id: str, _attempt: int) -> str:
    """Do one job; the attempt in the message only tells messages apart, the database decides."""
    outcome = run(installation(), UUID(job_id), clock=utc_now)
    with installation().sessions.begin() as session:
        ring_waiting(session, celery(), now=utc_now())
    return outcome


@shared_task(name="listenback.tick")
def tick() -> int:
    """Open what is due and send what was lost; first of all, bring the counts of all connections together."""
    now = utc_now()
    with installation().sessions.begin() as session:
        fold(session)
    sweep_bounces(installation(), now=now)
    delete_doomed(installation(), now=now)
    with installation().sessions.begin() as session:
        open_due_work(session, installation(), now=now)
        return ring_waiting(session, celery(), now=now)
