"""What handing a job over costs: processor seconds of a job of ours against a bare Celery task that does nothing.

    python -m benchmarks.jobs --jobs 1000 --broker amqp://guest:guest@127.0.0.1// [--database postgresql+psycopg://…]

Both sides use one worker with one child on the same RabbitMQ. Ours writes the row, rings, claims, keeps the lease,
finishes and looks for more; the other sends a message and acknowledges it. Counted are user and system seconds of
sender, worker and child, after a warm-up; the servers' own are not.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from celery import Celery
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import make_url

from settings.clock import utc_now
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate
from store.tables.job import Job, JobState
from worker.doorbell import ring_waiting
from worker.jobs import enqueue
from worker.queues import Kind

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
WITHIN_S = 300.0
ROOT = Path(__file__).resolve().parents[1]


def bare(broker: str) -> Celery:
    """The least that Celery can be: a quorum queue, a task that returns."""
    app = Celery("bare", broker=broker)
    app.conf.update(
        task_queues={"bare": {"queue_arguments": {"x-queue-type": "quorum"}}},
        task_default_queue="bare",
        task_ignore_result=True,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        broker_transport_options={"confirm_publish": True},
    )

    @app.task(name="bare.nothing")  # type: ignore[untyped-decorator] # Celery ships no types
    def nothing(number: int) -> int:
        return number

    return app


def processor_s(pid: int) -> float:
    """User and system seconds of a process and of its children, dead ones included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    own = sum(int(fields[place]) for place in (11, 12, 13, 14)) / TICKS_A_SECOND
    return own + sum(processor_s(int(child)) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def measured(send: Callable[[int], None], left: Callable[[], int], worker: subprocess.Popen[bytes], jobs: int) -> float:
    """Processor milliseconds for each job."""
    before = time.process_time() + processor_s(worker.pid)
    send(jobs)
    deadline = time.monotonic() + WITHIN_S
    asking = 0.0
    while True:
        began = time.process_time()
        if left() == 0:
            break
        asking += time.process_time() - began
        assert time.monotonic() < deadline, "the jobs are not done in time"
        time.sleep(0.2)
    return 1000 * (time.process_time() + processor_s(worker.pid) - before - asking) / jobs


def ours(installation: Installation, broker: str, jobs: int, rounds: int) -> list[float]:
    from worker.celery_app import make_celery

    celery = make_celery(installation.settings)
    environment = {
        "LISTENBACK_HOME": str(installation.settings.home),
        "LISTENBACK_DATABASE_URL": installation.settings.database,
        "LISTENBACK_BROKER_URL": broker,
    }
    arguments = [sys.executable, "-m", "app.cli", "worker", "--queue", "light", "--concurrency", "1"]
    worker = started(arguments, environment)

    def send(count: int) -> None:
        now = utc_now()
        for _ in range(count):
            with installation.sessions.begin() as session:
                enqueue(session, Kind.CANARY, uuid4().hex, now=now)
        while ring_waiting(installation.sessions, installation.readers, celery, now=utc_now()):
            """A thousand at once."""

    def left() -> int:
        with installation.readers() as session:
            return session.scalar(select(func.count()).where(Job.state != JobState.DONE)) or 0

    try:
        measured(send, left, worker, 100)
        return [measured(send, left, worker, jobs) for _ in range(rounds)]
    finally:
        stop(worker)


def theirs(broker: str, jobs: int, rounds: int) -> list[float]:
    app = bare(broker)
    arguments = [sys.executable, "-m", "celery", "-A", "benchmarks.jobs:worker_app", "worker", "--concurrency", "1"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "ERROR", "-Q", "bare"]
    worker = started([*arguments, *quiet], {"BARE_BROKER": broker})

    def send(count: int) -> None:
        for number in range(count):
            app.send_task("bare.nothing", args=[number])

    def left() -> int:
        with app.connection_for_read() as connection, connection.channel() as channel:
            waiting = channel.queue_declare("bare", passive=True).message_count
        time.sleep(0.3)  # the last ones are with the worker
        return int(waiting)

    try:
        measured(send, left, worker, 100)
        return [measured(send, left, worker, jobs) for _ in range(rounds)]
    finally:
        stop(worker)


def started(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        arguments, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def stop(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGTERM)
    worker.wait(60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--broker", default="amqp://guest:guest@127.0.0.1//")
    parser.add_argument("--database", default="postgresql+psycopg://root@127.0.0.1/postgres")
    asked = parser.parse_args()
    name = f"benchmark_jobs_{uuid4().hex[:8]}"
    admin = create_engine(asked.database, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        with tempfile.TemporaryDirectory() as home:
            url = make_url(asked.database).set(database=name).render_as_string(hide_password=False)
            settings = Settings(home=Path(home), database_url=url, broker_url=asked.broker)
            installation = open_installation(settings)
            migrate(installation.engine)
            plain = theirs(asked.broker, asked.jobs, asked.rounds)
            own = ours(installation, asked.broker, asked.jobs, asked.rounds)
            installation.engine.dispose()
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    bare_ms, job_ms = statistics.median(plain), statistics.median(own)
    told = {
        "bare_ms": round(bare_ms, 2),
        "job_ms": round(job_ms, 2),
        "ratio": round(job_ms / bare_ms, 2),
        "rounds_bare_ms": [round(one, 2) for one in plain],
        "rounds_job_ms": [round(one, 2) for one in own],
    }
    print(json.dumps(told))


if os.environ.get("BARE_BROKER"):
    worker_app = bare(os.environ["BARE_BROKER"])

if __name__ == "__main__":
    main()
