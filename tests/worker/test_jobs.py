from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from settings.settings import Jobs
from store.installation import Installation
from store.tables.job import Job, JobState
from worker.jobs import (
    LeaseLostError,
    bury,
    cancel,
    claim,
    enqueue,
    finish,
    put_back,
    renew,
    report_progress,
    retry,
)

RULES = Jobs()
LATER = timedelta(seconds=RULES.lease_seconds + 1)


def job(session: Session) -> Job:
    session.expire_all()
    return session.scalars(select(Job)).one()


def test_the_same_work_is_one_job_however_often_it_is_asked_for(session: Session, now: datetime) -> None:
    assert enqueue(session, "canary", "a", now=now) == enqueue(session, "canary", "a", now=now)


def test_only_one_of_two_gets_a_job(session: Session, now: datetime) -> None:
    waiting = enqueue(session, "canary", "a", now=now)
    assert claim(session, waiting, now=now, rules=RULES) is not None
    assert claim(session, waiting, now=now, rules=RULES) is None


def test_a_job_whose_worker_died_is_given_to_another(session: Session, now: datetime) -> None:
    waiting = enqueue(session, "canary", "a", now=now)
    claim(session, waiting, now=now, rules=RULES)
    again = claim(session, waiting, now=now + LATER, rules=RULES)
    assert again is not None
    assert again.attempt == 2


def test_a_worker_that_wakes_up_late_cannot_write(session: Session, now: datetime) -> None:
    waiting = enqueue(session, "canary", "a", now=now)
    frozen = claim(session, waiting, now=now, rules=RULES)
    second = claim(session, waiting, now=now + LATER, rules=RULES)
    assert frozen is not None
    assert second is not None
    with pytest.raises(LeaseLostError):
        finish(session, frozen, now=now + LATER)
    assert not renew(session, frozen, now=now + LATER, rules=RULES)
    finish(session, second, now=now + LATER)
    assert job(session).state is JobState.DONE


def test_a_lease_that_is_renewed_is_kept(session: Session, now: datetime) -> None:
    waiting = enqueue(session, "canary", "a", now=now)
    held = claim(session, waiting, now=now, rules=RULES)
    assert held is not None
    assert renew(session, held, now=now + LATER / 2, rules=RULES)
    assert claim(session, waiting, now=now + LATER, rules=RULES) is None


def test_a_job_put_back_waits_a_little_longer_each_time(session: Session, now: datetime) -> None:
    waiting = enqueue(session, "canary", "a", now=now)
    pauses = []
    for _ in range(3):
        held = claim(session, waiting, now=now, rules=RULES)
        assert held is not None
        put_back(session, held, reason="OSError", now=now)
        pauses.append(job(session).not_before - now)
        now = job(session).not_before
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1]


def test_a_dead_job_can_be_tried_again_by_a_person(session: Session, now: datetime) -> None:
    waiting = enqueue(session, "canary", "a", now=now)
    held = claim(session, waiting, now=now, rules=RULES)
    assert held is not None
    bury(session, held, reason="the disk is full", now=now)
    assert job(session).reason == "the disk is full"
    retry(job(session), now=now)
    assert claim(session, waiting, now=now, rules=RULES) is not None


def test_a_worker_whose_job_was_cancelled_cannot_write_even_after_it_was_asked_for_again(
    session: Session, now: datetime
) -> None:
    waiting = enqueue(session, "canary", "a", now=now)
    cancelled = claim(session, waiting, now=now, rules=RULES)
    assert cancelled is not None
    assert cancel(session, job(session), reason="cancelled", now=now)
    with pytest.raises(LeaseLostError):
        report_progress(session, cancelled, progress=0.5)
    retry(job(session), now=now)
    session.flush()
    second = claim(session, waiting, now=now, rules=RULES)
    assert second is not None
    with pytest.raises(LeaseLostError):
        finish(session, cancelled, now=now)
    assert second.tries == 1


def test_work_that_is_finished_cannot_be_cancelled(session: Session, now: datetime) -> None:
    waiting = enqueue(session, "canary", "a", now=now)
    held = claim(session, waiting, now=now, rules=RULES)
    assert held is not None
    finish(session, held, now=now)
    assert not cancel(session, job(session), reason="cancelled", now=now)
    assert job(session).state is JobState.DONE


def test_a_worker_killed_often_is_not_given_up_while_it_gets_nearer_to_the_end(session: Session, now: datetime) -> None:
    waiting = enqueue(session, "canary", "a", now=now)
    for part in range(2 * RULES.max_attempts):
        held = claim(session, waiting, now=now, rules=RULES)
        assert held is not None
        assert held.tries <= 2
        report_progress(session, held, progress=part / 10)
        now += LATER
    assert job(session).progress == 0.5
    for _ in range(RULES.max_attempts):
        held = claim(session, waiting, now=now, rules=RULES)
        now += LATER
    assert held is not None
    assert held.tries > RULES.max_attempts


def test_jobs_survive_processes_that_claim_at_the_same_time(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        waiting = enqueue(session, "canary", "a", now=now)
    with installation.sessions.begin() as one:
        assert claim(one, waiting, now=now, rules=RULES) is not None
    with installation.sessions.begin() as other:
        assert claim(other, waiting, now=now, rules=RULES) is None
