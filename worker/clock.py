"""The clock: a process of its own that opens what is due and rings for what waits. Two of them do no harm.

It works here and not in a task: a tick that waits for its turn behind an hour of training would leave the jobs of
a dead worker lying for an hour.
"""

import signal
import threading
import time
from datetime import timedelta
from types import FrameType

import structlog
from celery import Celery

from settings.clock import utc_now
from settings.settings import Settings
from store.doomed import delete_doomed
from store.installation import Installation, open_installation
from store.rollups import fold
from worker.bounces import sweep_bounces
from worker.celery_app import make_celery
from worker.doorbell import ring_waiting
from worker.schedule import open_due_work

log = structlog.get_logger()


def run_clock(settings: Settings) -> None:
    """Tick until a signal, through any time that the database or the broker is away."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    installation, celery = open_installation(settings), make_celery(settings)
    while not stop.is_set():
        began = time.monotonic()
        tick(installation, celery)
        stop.wait(max(0.0, settings.jobs.tick_seconds - (time.monotonic() - began)))
    installation.engine.dispose()


def tick(installation: Installation, celery: Celery) -> int:
    """Ring, open what is due, ring for that too. Returns how many steps failed: none of them stops the others."""

    def knock() -> None:
        unheard = timedelta(seconds=installation.settings.jobs.unheard_seconds)
        ring_waiting(installation.sessions, installation.readers, celery, now=utc_now(), unheard=unheard)

    def bring_counts_together() -> None:
        with installation.sessions.begin() as session:
            fold(session)

    def look_for_bounces() -> None:
        sweep_bounces(installation, now=utc_now())

    def delete_files() -> None:
        delete_doomed(installation, now=utc_now())

    def open_work() -> None:
        with installation.sessions.begin() as session:
            open_due_work(session, installation, now=utc_now())

    failed = 0
    for step in (knock, bring_counts_together, look_for_bounces, delete_files, open_work, knock):
        try:
            step()
        except Exception as error:  # noqa: BLE001 - a clock that stops at an error wakes nobody any more
            log.warning("tick_failed", step=step.__name__, error=type(error).__name__)
            failed += 1
    return failed
