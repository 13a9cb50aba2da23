"""Who is rung for, when again, and what a broker that is away changes."""

import time
from datetime import datetime, timedelta

import pytest
from celery import Celery
from sqlalchemy import select, update

from settings.clock import utc_now
from store.installation import Installation
from store.tables.job import Job, JobState
from worker.celery_app import make_celery
from worker.clock import tick
from worker.doorbell import SEEMS_LOST, ring_waiting
from worker.jobs import claim, enqueue, hand_back, put_back
from worker.queues import Kind

MINUTE = timedelta(minutes=1)
UNHEARD = timedelta(seconds=60)


@pytest.fixture
def celery(installation: Installation) -> Celery:
    return make_celery(installation.settings)


def waiting(installation: Installation, now: datetime, count: int = 1, kind: Kind = Kind.PREDICT_CALL) -> None:
    with installation.sessions.begin() as session:
        for number in range(count):
            enqueue(session, kind, f"call {number}", now=now)


def rung(installation: Installation, celery: Celery, now: datetime) -> int:
    return ring_waiting(installation.sessions, installation.readers, celery, now=now, unheard=UNHEARD)


def test_each_job_is_rung_for_once(installation: Installation, celery: Celery, now: datetime) -> None:
    waiting(installation, now, 3)
    assert rung(installation, celery, now) == 3
    assert rung(installation, celery, now + MINUTE / 2) == 0
    assert len(list(installation.settings.broker_folder.glob("messages/*.light.msg"))) == 3


def test_who_looks_while_others_ring_does_not_ring_too(
    installation: Installation, celery: Celery, now: datetime
) -> None:
    """Every worker looks after each job: without this a thousand jobs would be rung for a thousand times."""
    waiting(installation, now, 120)
    others: list[int] = []

    class Watched(Celery):  # type: ignore[misc] # Celery ships no types
        """While its first message of a batch goes out, somebody else looks."""

        def send_task(self, *arguments: object, **named: object) -> None:
            if len(others) < 3:
                others.append(-1)
                others[-1] = rung(installation, celery, now)

    first = rung(installation, Watched("watched"), now)
    assert first + sum(others) == 120


def test_where_nobody_works_a_lost_message_is_sent_again(
    installation: Installation, celery: Celery, now: datetime
) -> None:
    waiting(installation, now, 2)
    rung(installation, celery, now)
    assert rung(installation, celery, now + UNHEARD + MINUTE) == 2


def test_a_long_line_before_busy_workers_is_not_rung_for_every_minute(
    installation: Installation, celery: Celery, now: datetime
) -> None:
    waiting(installation, now, 5)
    rung(installation, celery, now)
    with installation.sessions.begin() as session:
        first = session.scalars(select(Job.id).limit(1)).one()
        claim(session, first, now=now, rules=installation.settings.jobs)
        session.execute(update(Job).where(Job.id == first).values(lease_until=now + timedelta(hours=1)))
    assert rung(installation, celery, now + UNHEARD + MINUTE) == 0
    assert rung(installation, celery, now + SEEMS_LOST + MINUTE) == 4


def test_a_job_whose_worker_died_is_rung_for_once(installation: Installation, celery: Celery, now: datetime) -> None:
    waiting(installation, now)
    rung(installation, celery, now)
    with installation.sessions.begin() as session:
        claim(session, session.scalars(select(Job.id)).one(), now=now, rules=installation.settings.jobs)
    after = now + timedelta(seconds=installation.settings.jobs.lease_seconds + 1)
    assert rung(installation, celery, after) == 1
    assert rung(installation, celery, after + timedelta(seconds=5)) == 0


def test_what_was_put_back_while_its_message_went_out_is_rung_for_again(
    installation: Installation, now: datetime
) -> None:
    """The message belonged to an attempt that is over when it is noted."""
    waiting(installation, now)
    app = make_celery(installation.settings)

    class Quick(Celery):  # type: ignore[misc] # Celery ships no types
        """A broker whose worker fails at the job before the sender has noted that it sent it."""

        def send_task(self, *arguments: object, **named: object) -> None:
            with installation.sessions.begin() as session:
                job_id = session.scalars(select(Job.id)).one()
                claimed = claim(session, job_id, now=now, rules=installation.settings.jobs)
                assert claimed is not None
                put_back(session, claimed, reason="OSError", now=now)

    assert rung(installation, Quick("quick"), now) == 1
    assert rung(installation, app, now + MINUTE) == 1


@pytest.mark.parametrize("url", ["amqp://127.0.0.1:1//", "redis://127.0.0.1:1/0"])
def test_a_broker_that_is_away_holds_nobody_up_and_loses_nothing(
    installation: Installation, celery: Celery, now: datetime, url: str
) -> None:
    waiting(installation, now, 3)
    away = make_celery(installation.settings.model_copy(update={"broker_url": url}))
    began = time.monotonic()
    assert rung(installation, away, now) == 0
    assert time.monotonic() - began < 5
    assert rung(installation, celery, now) == 3


def test_a_job_that_was_handed_back_is_free_at_once_and_the_try_does_not_count(
    installation: Installation, now: datetime
) -> None:
    waiting(installation, now)
    with installation.sessions.begin() as session:
        job_id = session.scalars(select(Job.id)).one()
        first = claim(session, job_id, now=now, rules=installation.settings.jobs)
        assert hand_back(session, [job_id], now=now) == 1
        again = claim(session, job_id, now=now, rules=installation.settings.jobs)
        assert first is not None
        assert again is not None
        assert (first.attempt, first.tries, again.attempt, again.tries) == (1, 1, 2, 1)


def test_a_clock_rings_though_opening_work_fails(
    installation: Installation, celery: Celery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise LookupError("a row that nobody expected")

    monkeypatch.setattr("worker.clock.open_due_work", fails)
    with installation.sessions.begin() as session:
        enqueue(session, Kind.PREDICT_CALL, "call", now=utc_now())
    assert tick(installation, celery) == 1
    with installation.readers() as session:
        assert session.execute(select(Job.state, Job.sent_at.is_not(None))).one() == (JobState.PENDING, True)
