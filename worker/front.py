"""What doors ask of the worker: send what waits, and take over what a dead crew left behind."""

from datetime import datetime

from sqlalchemy import update

from store.installation import Installation
from store.tables.job import Job, JobState
from worker.celery_app import make_celery
from worker.doorbell import ring_waiting


def send_waiting(installation: Installation, *, now: datetime) -> int:
    """Ring for every job that waits for its first message. Returns the number of messages sent."""
    return ring_waiting(installation.sessions, installation.readers, make_celery(installation.settings), now=now)


def take_over(installation: Installation, *, now: datetime) -> None:
    """Before the only workers of an installation start: whatever looks as if it ran or was sent, is not.

    Only for the embedded default, whose one crew holds the home's lock; elsewhere leases tell who is alive.
    """
    with installation.sessions.begin() as session:
        session.execute(update(Job).where(Job.state == JobState.RUNNING).values(lease_until=now))
        session.execute(update(Job).where(Job.state == JobState.PENDING).values(sent_at=None))
    for message in installation.settings.broker_folder.glob("messages/*.msg"):
        message.unlink(missing_ok=True)
