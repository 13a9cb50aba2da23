"""Databases that crash, hang up, refuse, or are held by somebody else."""

import random
import sqlite3
import time
from threading import Thread

import pytest
from sqlalchemy.engine import make_url

from tests.faults.conftest import Build, Servers
from tests.faults.history import wrongs
from tests.faults.house import House
from worker.queues import Kind

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def test_postgresql_crashes_and_hangs_up_under_load_and_nothing_is_lost(build: Build, servers: Servers) -> None:
    house = build("rabbitmq")
    house.take_in(6)
    house.start("clock", "beat")
    house.start_worker(concurrency=2, hears_s="0.5")
    house.wait(lambda: house.jobs(Kind.PROCESS_RECORDING, "done") >= 1, "nobody works")
    servers.postgres().restart()
    house.installation.engine.dispose()
    for _ in range(3):
        time.sleep(0.7)
        servers.postgres().terminate_backends()
    house.installation.engine.dispose()
    house.settle()
    house.send_digests()
    house.settle()
    assert wrongs(house) == []
    assert house.mail.messages


def test_workers_that_collide_at_the_strictest_isolation_try_again(build: Build, servers: Servers) -> None:
    house = build("redis")
    house.take_in(6)
    name = make_url(house.settings.database_url).database
    servers.postgres().ask(f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    house.start("clock", "beat")
    house.start_worker(concurrency=2)
    house.start_worker("another", concurrency=2)
    house.settle()
    house.send_digests()
    house.settle()
    assert wrongs(house) == []
    assert house.mail.messages


def test_writers_of_a_sqlite_file_killed_again_and_again_leave_it_whole(build: Build) -> None:
    house = build("files")
    seed = random.randrange(10_000)
    rng = random.Random(seed)
    print(f"seed {seed}")
    house.take_in(8)
    house.start("clock", "beat")
    for number in range(3):
        house.start_worker(f"worker {number}", concurrency=2, hears_s="0.3")
        done = house.jobs(None, "done")
        house.wait(lambda done=done: house.jobs(None, "done") > done, "nobody works")  # type: ignore[misc]
        time.sleep(rng.uniform(0.0, 1.5))
        house.kill(f"worker {number}")
    house.start_worker(concurrency=2)
    house.settle()
    with sqlite3.connect(house.home / "listenback.db") as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert wrongs(house) == []


def test_somebody_holds_the_sqlite_file_for_half_a_minute(build: Build) -> None:
    house = build("files")
    house.take_in(3)
    house.start("clock", "beat")
    house.start_worker(concurrency=2, hears_s="1")
    house.wait(lambda: house.jobs(Kind.PROCESS_RECORDING, "running") >= 1, "nobody works")
    holder = Thread(target=hold, args=(house, 31.0))
    holder.start()
    holder.join()
    house.settle()
    assert wrongs(house) == []


def hold(house: House, seconds: float) -> None:
    with sqlite3.connect(house.home / "listenback.db", timeout=30, isolation_level=None) as file:
        file.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        file.execute("ROLLBACK")
