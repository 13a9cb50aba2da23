"""Tell the broker that a job waits. A lost message is harmless: the tick sends it again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from celery import Celery
from kombu.exceptions import OperationalError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from store.tables.job import Job
from worker.queues import queue_of

log = structlog.get_logger()
SEEN_WITHIN = timedelta(seconds=60)


def ring(celery: Celery, jobs: Iterable[tuple[UUID, str, int]]) -> int:
    """Send one message for each (job id, kind, attempt); returns how many the broker took.

    Stops quietly at a broker that is down: uploads stay accepted and the tick drains them later.
    """
    sent = 0
    for job_id, kind, attempt in jobs:
        try:
            celery.send_task("listenback.run_job", args=[str(job_id), attempt], queue=queue_of(kind))
        except (OperationalError, OSError) as error:
            log.warning("broker_unreachable", error=type(error).__name__, job_id=str(job_id))
            break
        sent += 1
    return sent


def ring_waiting(session: Session, celery: Celery, *, now: datetime, limit: int = 1000) -> int:
    """Send what was never sent, seems lost, or lost its lease. Returns the number of messages sent."""
    waiting = list(session.scalars(Job.to_send(now, sent_before=now - SEEN_WITHIN).limit(limit)))
    sent = ring(celery, [(job.id, job.kind, job.attempt) for job in waiting])
    told = [job.id for job in waiting[:sent]]
    if told:
        session.execute(update(Job).where(Job.id.in_(told)).values(sent_at=now))
    return sent


def unsent(session: Session, *, now: datetime) -> int:
    """How many jobs wait for their first message."""
    return len(list(session.scalars(select(Job.id).where(Job.sent_at.is_(None), Job.not_before <= now))))
