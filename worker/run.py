"""Do one job: claim it, work outside any transaction, then write result, next jobs and `done` in one."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from settings.errors import ListenbackError
from store.installation import Installation
from store.passing import is_passing
from survey.errors import DrawWaitsError
from worker.jobs import Claim, LeaseLostError, WorkWaitsError, bury, claim, finish, postpone, put_back, renew
from worker.pipeline import step_of

log = structlog.get_logger()
Clock = Callable[[], datetime]
WAITS_FOR_DRAW = timedelta(minutes=5)
"""Somebody may throw the dice of another draw only tomorrow; until then no draw can be made."""


def run_job(installation: Installation, job_id: UUID, *, clock: Clock) -> str:
    """Returns what became of it: `done`, `taken` (by somebody else), `later` or `dead`."""
    rules = installation.settings.jobs
    with installation.sessions.begin() as session:
        claimed = claim(session, job_id, now=clock(), rules=rules)
    if claimed is None:
        return "taken"
    with structlog.contextvars.bound_contextvars(job_id=str(job_id), kind=claimed.kind, attempt=claimed.attempt):
        try:
            if claimed.tries > rules.max_attempts:
                return _give_up(installation, claimed, "worker_lost", "the worker died at every attempt", clock)
            return _try(installation, claimed, clock)
        except LeaseLostError as error:
            log.warning("lease_lost", reason=str(error))
            return "taken"


def _try(installation: Installation, claimed: Claim, clock: Clock) -> str:
    """Raises LeaseLostError where the job was cancelled or given to another worker meanwhile."""
    try:
        with _heartbeat(installation, claimed, clock):
            write = step_of(claimed.kind).work(installation, claimed)
        with installation.sessions.begin() as session:
            now = clock()
            finish(session, claimed, now=now)  # first: a late writer must not touch a row
            write(session, now)
    except LeaseLostError:
        raise
    except DrawWaitsError as error:
        with installation.sessions.begin() as session:
            postpone(session, claimed, reason=str(error), until=clock() + WAITS_FOR_DRAW)
        return "later"
    except WorkWaitsError as error:
        with installation.sessions.begin() as session:
            postpone(session, claimed, reason=error.message, until=error.until)
        return "later"
    except ListenbackError as error:
        return _give_up(installation, claimed, error.code, str(error), clock)
    except Exception as error:  # noqa: BLE001 - whatever it is; Celery would log its text, which may hold words of a call
        return _later(installation, claimed, error, clock)
    return "done"


def _later(installation: Installation, claimed: Claim, error: Exception, clock: Clock) -> str:
    """Try again after an unexpected error, and give up after the last attempt.

    Its text may hold words of a call, so only its type and place are logged.
    """
    name = type(error).__name__
    log.error("job_failed", error=name, place=_place(error))
    if is_passing(error):
        with installation.sessions.begin() as session:
            put_back(session, claimed, reason=name, now=clock(), counts=False)
        return "later"
    if claimed.is_last:
        return _give_up(installation, claimed, "unexpected", f"stopped by an unexpected {name}", clock)
    with installation.sessions.begin() as session:
        put_back(session, claimed, reason=name, now=clock())
    return "later"


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""


def _give_up(installation: Installation, claimed: Claim, reason: str, message: str, clock: Clock) -> str:
    log.warning("job_dead", reason=reason)
    with installation.sessions.begin() as session:
        now = clock()
        bury(session, claimed, reason=message, now=now)
        step_of(claimed.kind).give_up(session, claimed, reason, message, now, installation.settings)
    return "dead"


@contextmanager
def _heartbeat(installation: Installation, claimed: Claim, clock: Clock) -> Iterator[None]:
    """Renew the lease from a thread while the work goes on."""
    stop = threading.Event()
    rules = installation.settings.jobs

    def beat() -> None:
        while not stop.wait(rules.lease_seconds / 3):
            try:
                with installation.sessions.begin() as session:
                    if not renew(session, claimed, now=clock(), rules=rules):
                        return
            except SQLAlchemyError as error:
                log.warning("heartbeat_missed", error=type(error).__name__)

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
