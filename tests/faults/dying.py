"""Work off erasures in a home and die by SIGKILL at the n-th commit or file: `python -m tests.faults.dying`."""

import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

import store.doomed
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.tables.doomed_file import DoomedFile
from store.tables.job import Job, JobState
from worker.erasures import resume_erasures
from worker.run import run_job


class Countdown:
    """Kills its own process when it has counted down; 0 never does."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, *_: Any) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main(home: Path, steps: int, now: datetime) -> None:
    installation = open_installation(Settings(home=home))
    countdown = Countdown(steps)
    event.listen(installation.engine, "commit", countdown.step)
    delete = store.doomed._delete

    def dying_delete(installation: Installation, file: DoomedFile) -> None:
        delete(installation, file)
        countdown.step()

    store.doomed._delete = dying_delete
    work_off(installation, now)


def work_off(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        resume_erasures(session, now=now)
        session.flush()
        is_open = Job.state.in_([JobState.PENDING, JobState.RUNNING])
        jobs = list(session.scalars(select(Job.id).where(Job.kind == "erase", is_open)))
    for job_id in jobs:
        run_job(installation, job_id, clock=lambda: now + timedelta(minutes=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
