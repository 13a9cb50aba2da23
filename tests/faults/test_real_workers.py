"""Real workers on each broker finish real jobs, and a worker that is told to stop does so in time."""

import signal

import pytest
from sqlalchemy import select

from settings.settings import CHECKOUT
from store.tables.job import Job
from store.tables.transcript import Transcript
from tests.faults.conftest import Build
from tests.faults.history import wrongs

DEMO_CALLS = CHECKOUT / "demo" / "calls"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.mark.parametrize("setup", ["rabbitmq", "redis"])
def test_the_shipped_model_transcribes_on_a_worker_of_the_speech_queue(build: Build, setup: str) -> None:
    house = build(setup)
    house.take_in(1, sound=(DEMO_CALLS / "QM-100000.opus").read_bytes())
    house.start("clock", "beat")
    house.start_worker("ears", queues="speech", speech="real")
    house.wait(lambda: house.jobs("process_recording", "done") == 1, "nothing transcribed")
    assert house.jobs("predict_call", "pending") == 1
    house.start_worker("hands", queues="light")
    house.settle()
    assert wrongs(house) == []
    with house.installation.readers() as session:
        assert len(session.scalars(select(Transcript.text)).one().split()) > 20


@pytest.mark.parametrize("setup", ["files", "rabbitmq"])
def test_a_worker_that_is_told_to_stop_hands_back_what_it_cannot_finish(build: Build, setup: str) -> None:
    house = build(setup)
    house.environment |= {"LISTENBACK_JOBS__STOP_SECONDS": "2", "LISTENBACK_JOBS__LEASE_SECONDS": "600"}
    house.take_in(1)
    house.start("clock", "beat")
    house.start_worker("slow", hears_s="600")
    house.wait(lambda: house.jobs("process_recording", "running") == 1, "nobody began")
    house.signal("slow", signal.SIGTERM, all_of_it=False)
    took = house.wait(lambda: house.processes["slow"].poll() is not None, "it does not stop", within_s=30)
    assert took >= 2
    assert house.processes["slow"].returncode == 0
    assert house.jobs("process_recording", "pending") == 1
    house.start_worker("quick")
    house.settle()
    assert wrongs(house) == []


def test_a_worker_that_is_told_to_stop_finishes_what_it_can(build: Build) -> None:
    house = build("redis")
    house.take_in(1)
    house.start("clock", "beat")
    house.start_worker("worker", hears_s="2", queues="speech")
    house.wait(lambda: house.jobs("process_recording", "running") == 1, "nobody began")
    house.signal("worker", signal.SIGTERM, all_of_it=False)
    house.wait(lambda: house.processes["worker"].poll() is not None, "it does not stop", within_s=30)
    with house.installation.readers() as session:
        ended = select(Job.state, Job.attempt).where(Job.kind == "process_recording")
        assert session.execute(ended).one() == ("done", 1)
