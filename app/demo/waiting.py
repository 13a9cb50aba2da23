"""Wait for jobs as a person would: with a bar, and with an eye on the workers."""

import time
from collections.abc import Sequence

from rich.progress import Progress
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.local import Crew
from store.installation import Installation
from store.tables.job import Job, JobState

LOOK_EVERY_S = 0.25
ENDED = (JobState.DONE, JobState.DEAD)


def wait_for(
    installation: Installation,
    crew: Crew,
    bars: Progress,
    title: str,
    kinds: Sequence[str],
    *,
    total: int | None = None,
) -> None:
    """Return when every job of these kinds ended and there are `total` of them. Raises ChildDiedError."""
    bar = bars.add_task(title, total=total)
    while True:
        with installation.readers() as session:
            counts = count_jobs(session, kinds)
        ended, all_jobs = sum(counts.get(state, 0) for state in ENDED), sum(counts.values())
        bars.update(bar, completed=ended, total=total or all_jobs)
        if ended == all_jobs and (total is None or all_jobs >= total):
            return
        crew.check()
        time.sleep(LOOK_EVERY_S)


def count_jobs(session: Session, kinds: Sequence[str]) -> dict[JobState, int]:
    rows = session.execute(select(Job.state, func.count()).where(Job.kind.in_(kinds)).group_by(Job.state))
    return {state: count for state, count in rows}
