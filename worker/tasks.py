"""Celery's own side: one thin task."""

from uuid import UUID

from celery import shared_task

from settings.clock import utc_now
from worker.doorbell import ring_waiting
from worker.process import celery, installation
from worker.run import run_job as run


@shared_task(name="listenback.run_job")
def run_job(job_id: str, _attempt: int) -> str:
    """Do one job; the attempt in the message only tells messages apart, the database decides."""
    opened = installation()
    outcome = run(opened, UUID(job_id), clock=utc_now)
    ring_waiting(opened.sessions, opened.readers, celery(), now=utc_now())
    return outcome
