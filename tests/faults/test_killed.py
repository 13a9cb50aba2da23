"""Processes killed with SIGKILL at every place of the path, and frozen ones that wake too late."""

import signal
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from settings.clock import utc_now
from store.tables.job import Job
from tests.audio.hostile.lies import LIES
from tests.faults.conftest import SETUPS, Build
from tests.faults.crew import PLACES
from tests.faults.history import wrongs
from tests.faults.house import LEASE_S, House
from tests.services import s3_server
from worker.queues import Kind

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.mark.parametrize("setup", SETUPS)
def test_a_pool_child_killed_at_every_place_loses_and_doubles_nothing(build: Build, setup: str) -> None:
    house = build(setup)
    hostile = LIES["M4A with a billion times"].content
    assert isinstance(hostile, bytes)
    house.take_in(4, bad=hostile)
    house.start("clock", "beat")
    house.start_worker(concurrency=2, die_at=",".join(PLACES))
    house.settle()
    house.send_digests()
    house.settle()
    assert house.killed() == set(PLACES)
    assert wrongs(house) == []
    assert house.mail.messages


def test_the_same_with_files_on_an_s3_server(build: Build) -> None:
    with s3_server() as storage:
        house = build("redis", storage=f"{storage}/house")
        house.take_in(3)
        house.start("clock", "beat")
        house.start_worker(concurrency=2, die_at=",".join(PLACES))
        house.settle()
        house.send_digests()
        house.settle()
        assert house.killed() == set(PLACES)
        assert wrongs(house) == []
        assert house.mail.messages
        assert not (house.home / "blobs").exists()


@pytest.mark.parametrize("setup", SETUPS)
def test_what_a_killed_worker_had_runs_again_within_its_lease_and_five_seconds(build: Build, setup: str) -> None:
    house = build(setup)
    house.take_in(1)
    house.start("clock", "beat")
    house.start_worker("doomed", hears_s="600")
    house.wait(lambda: house.jobs(Kind.PROCESS_RECORDING, "running") == 1, "nobody began")
    house.start_worker("healthy")
    house.wait(lambda: house.jobs(Kind.CANARY, "done") == 1, "the other one does not work")
    assert house.jobs(Kind.PROCESS_RECORDING, "running") == 1
    house.kill("doomed")
    at = utc_now()
    house.settle()
    again = began(house) - at
    print(f"{setup}: runs again {again.total_seconds():.1f} s after the kill, lease {LEASE_S} s")
    assert again < timedelta(seconds=LEASE_S + 5)
    assert wrongs(house) == []


def began(house: House) -> datetime:
    with house.installation.readers() as session:
        claimed_at = session.scalars(select(Job.claimed_at).where(Job.kind == Kind.PROCESS_RECORDING)).one()
    assert claimed_at is not None
    return claimed_at


@pytest.mark.parametrize("setup", ["files", "redis"])
def test_a_frozen_worker_that_wakes_after_its_job_was_redone_writes_nothing(build: Build, setup: str) -> None:
    house = build(setup)
    house.take_in(1)
    house.start("clock", "beat")
    house.start_worker("frozen", hears_s="2")
    house.wait(lambda: house.jobs(Kind.PROCESS_RECORDING, "running") == 1, "nobody began")
    house.signal("frozen", signal.SIGSTOP)
    house.start_worker("healthy")
    house.settle()
    assert house.jobs(Kind.PREDICT_CALL, "done") == 1
    house.signal("frozen", signal.SIGCONT)
    log = house.home / "frozen.log"
    house.wait(lambda: "lease_lost" in log.read_text(), "it was not refused", within_s=30)
    assert wrongs(house) == []
