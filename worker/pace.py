"""How long the workers of this installation take for an hour of speech, measured on what they did last."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.job import Job, JobState
from worker.queues import Kind

LAST = 200
ENOUGH_S = 60
"""Less speech tells more about starting than about hearing."""


def measured_pace(session: Session) -> float | None:
    """Hours of one worker for an hour of speech, over the last calls that were done in one attempt; else None."""
    jobs = session.execute(
        select(Job.subject, Job.claimed_at, Job.finished_at)
        .where(Job.kind == Kind.PROCESS_RECORDING, Job.state == JobState.DONE, Job.attempt == 1)
        .where(Job.claimed_at.is_not(None))
        .order_by(Job.finished_at.desc())
        .limit(LAST)
    )
    took = {
        UUID(subject): (finished - claimed).total_seconds()
        for subject, claimed, finished in jobs
        if claimed is not None and finished is not None
    }
    lengths = session.execute(select(Call.id, Call.duration_s).where(Call.id.in_(took), Call.duration_s > 0))
    heard = {call_id: seconds for call_id, seconds in lengths}
    if sum(heard.values()) < ENOUGH_S:
        return None
    return sum(took[call_id] for call_id in heard) / sum(heard.values())
