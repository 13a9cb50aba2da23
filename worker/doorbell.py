"""Tell the broker that a job waits. A lost message is harmless: the clock sends it again."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

import structlog
from amqp.exceptions import AMQPError
from celery import Celery
from kombu.exceptions import KombuError
from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from store.session import Sessions
from store.tables.job import Job, JobState
from worker.queues import LIGHT, LONGEST_S, SPEECH, queue_of
from worker.transports import CONFIRM_S

log = structlog.get_logger()
SEEMS_LOST: Final = timedelta(minutes=15)
"""In a queue that is worked a message waits for its turn; only one that waits so long is sent again."""
AT_ONCE: Final = 1000
AGAIN_AT_ONCE: Final = 100
"""Sent again into one queue: enough to keep workers busy until the next tick, few enough not to drown a broker."""


BATCH: Final = 50
JUST_NOW: Final = timedelta(seconds=1)
"""Whoever looked at the same moment rings for it already."""


class Waiting(NamedTuple):
    """A job to ring for, and the attempt that its message tells apart."""

    job_id: UUID
    kind: str
    attempt: int


def ring(celery: Celery, jobs: Iterable[Waiting]) -> int:
    """Send one message for each job; returns how many the broker took.

    Stops quietly at a broker that is down: uploads stay accepted and the clock drains them later.
    """
    sent = 0
    for job_id, kind, attempt in jobs:
        queue = queue_of(kind)
        try:
            celery.send_task(
                "listenback.run_job",
                args=[str(job_id), attempt],
                queue=queue,
                time_limit=LONGEST_S[queue],
                confirm_timeout=CONFIRM_S,
            )
        except (KombuError, AMQPError, OSError) as error:
            log.warning("broker_unreachable", error=type(error).__name__, job_id=str(job_id))
            break
        sent += 1
    return sent


def ring_waiting(
    sessions: Sessions, readers: Sessions, celery: Celery, *, now: datetime, unheard: timedelta | None = None
) -> int:
    """Send what was never sent or lost its lease. Returns the number of messages sent.

    With `unheard`, also what was sent so long ago, into a queue that nobody works, that its message seems lost.

    No transaction is open while the broker is spoken to: one that hangs must not hold the database.
    """
    with readers() as session:
        waiting = _read(session, Job.to_send(now).limit(AT_ONCE))
        if unheard is not None:
            waiting = list(dict.fromkeys([*waiting, *seems_lost(session, unheard, now=now)]))
    rung = 0
    for start in range(0, len(waiting), BATCH):
        with sessions.begin() as session:
            taken = _take(session, waiting[start : start + BATCH], now=now)
        sent = ring(celery, taken)
        rung += sent
        if sent < len(taken):
            with sessions.begin() as session:
                _give_back(session, taken[sent:], now=now)
            break
    return rung


def seems_lost(session: Session, unheard: timedelta, *, now: datetime) -> list[Waiting]:
    """Jobs whose message went out and that nobody took, oldest first."""
    found: list[Waiting] = []
    for queue in (SPEECH, LIGHT):
        is_worked = session.scalar(select(Job.id).where(Job.queue == queue, Job.is_held(now)).limit(1)) is not None
        lost = Job.waits_since(now - (SEEMS_LOST if is_worked else unheard), now).where(Job.queue == queue)
        found += _read(session, lost.limit(AGAIN_AT_ONCE))
    return found


def _read(session: Session, jobs: Select[Job]) -> list[Waiting]:
    columns = jobs.with_only_columns(Job.id, Job.kind, Job.attempt).order_by(Job.not_before)
    return [Waiting(*row) for row in session.execute(columns)]


def _take(session: Session, waiting: Sequence[Waiting], *, now: datetime) -> list[Waiting]:
    """Those that nobody else is just ringing for: every worker looks after each job, and so does the clock.

    Noted before it is sent: who dies in between has lost the messages of one batch.
    """
    is_open = Job.state.in_([JobState.PENDING, JobState.RUNNING])
    is_free = Job.sent_at.is_(None) | (Job.sent_at < now - JUST_NOW)
    taken = session.execute(
        update(Job)
        .where(Job.id.in_([one.job_id for one in waiting]), is_open, is_free)
        .values(sent_at=now)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    ours = {row.id for row in taken}
    return [one for one in waiting if one.job_id in ours]


def _give_back(session: Session, untold: Sequence[Waiting], *, now: datetime) -> None:
    """The broker did not take them."""
    ours = Job.id.in_([one.job_id for one in untold]) & (Job.sent_at == now)
    session.execute(update(Job).where(ours).values(sent_at=None).execution_options(synchronize_session=False))
