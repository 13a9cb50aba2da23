"""Start a Celery worker in this process, until a signal stops it."""

import os

from settings.cores import cores
from settings.settings import Settings
from worker.celery_app import make_celery
from worker.handing_back import stop_within
from worker.queues import LIGHT, SPEECH


def run_worker(settings: Settings, *, queues: list[str], concurrency: int, name: str = "worker") -> None:
    """Work on the named queues with `concurrency` child processes.

    SIGTERM lets the running jobs finish within `jobs.stop_seconds` and hands back those that do not.
    """
    _share_cores(concurrency)
    app = make_celery(settings)
    stop_within(settings)
    _preload(queues)
    app.worker_main(
        [
            "worker",
            f"--queues={','.join(queues)}",
            f"--concurrency={concurrency}",
            f"--hostname={name}@%h",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            "--loglevel=WARNING",
        ]
    )


def _share_cores(concurrency: int) -> None:
    """Each child computes on its part of the cores: more threads than cores spend their time waiting in circles.

    Read by the numerical libraries when they are first imported; who sets the variable knows better.
    """
    threads = max(1, cores() // concurrency)
    for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(library, str(threads))


def _preload(queues: list[str]) -> None:
    """Import the work before the pool forks: the children share it instead of importing it each.

    Only code: a database connection or a model's threads must not cross the fork.
    """
    if SPEECH in queues:
        import worker.recording
    if LIGHT in queues:
        import worker.causes
        import worker.digests
        import worker.figures
        import worker.measuring  # noqa: F401 - imported for the children
