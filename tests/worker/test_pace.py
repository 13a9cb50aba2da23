from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from store.tables.job import JobState
from tests.factories.call import make_call
from tests.factories.job import make_job
from worker.pace import measured_pace
from worker.queues import Kind


def heard(session: Session, now: datetime, *, seconds: int, took: int, attempt: int = 1) -> None:
    make_job(
        session,
        kind=Kind.PROCESS_RECORDING,
        subject=str(make_call(session, duration_s=seconds).id),
        state=JobState.DONE,
        attempt=attempt,
        claimed_at=now - timedelta(seconds=took),
        finished_at=now,
    )


def test_the_pace_is_what_the_last_calls_took(session: Session, now: datetime) -> None:
    heard(session, now, seconds=300, took=60)
    heard(session, now, seconds=100, took=40)
    heard(session, now, seconds=600, took=5, attempt=2)  # the rest of a call that was begun before
    assert measured_pace(session) == pytest.approx(0.25)


def test_nothing_is_said_before_a_minute_was_heard(session: Session, now: datetime) -> None:
    assert measured_pace(session) is None
    heard(session, now, seconds=30, took=10)
    assert measured_pace(session) is None
