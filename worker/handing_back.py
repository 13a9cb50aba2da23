"""A worker that is told to stop: jobs that end in time end, the others are handed back for somebody else."""

import os
import signal
import threading
import time
from contextlib import suppress
from typing import Any
from uuid import UUID

import billiard
import structlog
from celery.signals import worker_shutting_down
from celery.worker import state
from sqlalchemy.exc import SQLAlchemyError

from settings.clock import utc_now
from settings.settings import Settings
from store.installation import open_installation
from worker.jobs import hand_back

log = structlog.get_logger()


def stop_within(settings: Settings) -> None:
    """From the first signal on, `jobs.stop_seconds` are left. Call it in the worker's main process."""

    def begin(**_: Any) -> None:
        threading.Thread(target=_at_deadline, args=(settings,), name="deadline", daemon=True).start()

    worker_shutting_down.connect(begin, weak=False)


def _at_deadline(settings: Settings) -> None:
    """Kill first, then hand back: nobody may begin what somebody else is still at.

    Where the database is away the leases run out by themselves. The broker hands out the messages again, because
    nobody acknowledged them.
    """
    time.sleep(settings.jobs.stop_seconds)
    jobs = [UUID(request.args[0]) for request in tuple(state.active_requests) if request.worker_pid]
    for child in billiard.active_children():
        with suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)
    installation = open_installation(settings)  # the main process has none: it must not cross a fork
    try:
        with installation.sessions.begin() as session:
            returned = hand_back(session, jobs, now=utc_now())
        log.warning("handed_back", jobs=returned)
    except SQLAlchemyError as error:
        log.warning("not_handed_back", error=type(error).__name__)
    os._exit(0)
