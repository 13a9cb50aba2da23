"""Brokers that lose everything, say everything twice, or are away."""

import pytest
from sqlalchemy import select

from store.tables.job import Job
from tests.faults.conftest import SETUPS, Build, Servers
from tests.faults.history import wrongs
from tests.faults.house import House
from worker.queues import Kind

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.mark.parametrize("setup", SETUPS)
def test_a_broker_that_is_killed_and_emptied_under_load_loses_nothing(
    build: Build, servers: Servers, setup: str
) -> None:
    house = build(setup)
    house.take_in(6)
    house.start("clock", "beat")
    house.start_worker(concurrency=2, hears_s="0.5")
    house.wait(lambda: house.jobs(Kind.PROCESS_RECORDING, "done") >= 1, "nobody works")
    lose_messages(house, servers, setup)
    house.take_in(2)
    house.settle()
    house.send_digests()
    house.settle()
    assert wrongs(house) == []
    assert house.mail.messages


def lose_messages(house: House, servers: Servers, setup: str) -> None:
    if setup == "files":
        for message in house.settings.broker_folder.glob("messages/*"):
            message.unlink(missing_ok=True)
    else:
        (servers.rabbitmq() if setup == "rabbitmq" else servers.redis()).lose_everything()


@pytest.mark.parametrize("setup", ["rabbitmq", "redis"])
def test_every_message_twice_two_clocks_and_four_at_work_do_everything_once(build: Build, setup: str) -> None:
    house = build(setup)
    house.take_in(6)
    for clock in ("clock", "another clock"):
        house.start(clock, "beat", twice="yes")
    for worker in ("worker", "another"):
        house.start_worker(worker, concurrency=2, twice="yes")
    house.settle()
    house.send_digests()
    house.settle()
    assert wrongs(house) == []
    assert len(house.mail.messages) == 1
    with house.installation.readers() as session:
        attempts = session.scalars(select(Job.attempt).where(Job.kind == Kind.PROCESS_RECORDING))
        assert set(attempts) == {1}


def test_a_message_that_was_taken_before_the_line_broke_is_not_sent_again(build: Build) -> None:
    """The mail server has it and nobody knows: a person decides, no program does."""
    house = build("redis", END="KEEP")
    house.start_crew(concurrency=1)
    house.go_round(calls=2)
    assert wrongs(house) == []
    assert len(house.mail.messages) == 1
