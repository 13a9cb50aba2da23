"""Jobs: enqueue, claim by conditional update, renew the lease, finish with fencing (DESIGN §4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Update, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from settings.errors import ListenbackError
from settings.settings import Jobs
from store.tables.job import Job, JobState
from worker.queues import queue_of

BACKOFF_S = (5, 30, 120, 600)


class LeaseLostError(ListenbackError):
    """Another worker has the job now: what this one computed must not be written."""

    code = "lease_lost"
    status = 409

    def __init__(self, job_id: UUID, attempt: int) -> None:
        super().__init__(f"attempt {attempt} at job {job_id} lost its lease; its result is dropped.")


class WorkWaitsError(ListenbackError):
    """Not now, but at a known time; this attempt does not count."""

    code = "work_waits"
    status = 503

    def __init__(self, message: str, *, until: datetime) -> None:
        super().__init__(message)
        self.until = until


@dataclass(frozen=True)
class Claim:
    """The right to do one attempt at a job; `attempt` is the fencing token."""

    job_id: UUID
    kind: str
    subject: str
    payload: dict[str, Any]
    attempt: int
    tries: int
    """Attempts that count, this one included."""
    is_last: bool


def enqueue(
    session: Session,
    kind: str,
    subject: str,
    *,
    now: datetime,
    payload: dict[str, Any] | None = None,
    not_before: datetime | None = None,
) -> UUID:
    """The id of the one job for this kind and subject; a second call finds the first.

    It is written in the caller's transaction, so the work exists exactly when the row that caused it does.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    made = session.scalars(
        insert(Job)
        .values(
            id=uuid4(),
            kind=kind,
            subject=subject,
            queue=queue_of(kind),
            payload=payload or {},
            state=JobState.PENDING,
            attempt=0,
            not_before=not_before or now,
            reason="",
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["kind", "subject"])
        .returning(Job.id)
    ).one_or_none()
    return made or session.scalars(select(Job.id).where(Job.kind == kind, Job.subject == subject)).one()


def claim(session: Session, job_id: UUID, *, now: datetime, rules: Jobs) -> Claim | None:
    """Take a job that waits or whose lease ran out, or None where somebody else has it or it is finished.

    An attempt beyond `max_attempts` is still handed out once more with `tries > max_attempts`: it only writes the
    failure, because nobody was left alive to write it before.
    """
    free = ((Job.state == JobState.PENDING) & (Job.not_before <= now)) | (
        (Job.state == JobState.RUNNING) & (Job.lease_until < now)
    )
    taken = session.execute(
        update(Job)
        .where(Job.id == job_id, free)
        .values(
            state=JobState.RUNNING,
            attempt=Job.attempt + 1,
            claimed_at=now,
            lease_until=now + timedelta(seconds=rules.lease_seconds),
        )
        .returning(Job.kind, Job.subject, Job.payload, Job.attempt, Job.forgiven)
    ).one_or_none()
    if taken is None:
        return None
    kind, subject, payload, attempt, forgiven = taken
    tries = attempt - forgiven
    return Claim(job_id, kind, subject, payload, attempt, tries, is_last=tries >= rules.max_attempts)


def renew(session: Session, claimed: Claim, *, now: datetime, rules: Jobs) -> bool:
    """Hold the lease a while longer; False when it was lost."""
    renewed = _fenced(claimed).values(lease_until=now + timedelta(seconds=rules.lease_seconds))
    return _touched_one(session, renewed)


def report_progress(session: Session, claimed: Claim, *, progress: float) -> None:
    """Say how far the work is, in the transaction that keeps a part of it. Raises LeaseLostError for a late writer.

    From here on earlier attempts are forgiven: work that comes nearer to its end with each one is not given up.
    """
    kept = _fenced(claimed).values(progress=progress, forgiven=claimed.attempt - 1)
    if not _touched_one(session, kept):
        raise LeaseLostError(claimed.job_id, claimed.attempt)


def finish(session: Session, claimed: Claim, *, now: datetime) -> None:
    """Mark the job done in the transaction that writes its result. Raises LeaseLostError for a late writer."""
    done = _fenced(claimed).values(state=JobState.DONE, lease_until=None, finished_at=now, reason="", progress=1.0)
    if not _touched_one(session, done):
        raise LeaseLostError(claimed.job_id, claimed.attempt)


def put_back(session: Session, claimed: Claim, *, reason: str, now: datetime, counts: bool = True) -> None:
    """Try again later, a little later each time. An attempt that failed by no fault of the work does not count."""
    pause = BACKOFF_S[min(claimed.tries, len(BACKOFF_S)) - 1]
    waiting = _fenced(claimed).values(
        state=JobState.PENDING,
        lease_until=None,
        sent_at=None,
        reason=reason,
        forgiven=Job.forgiven if counts else Job.forgiven + 1,
        not_before=now + timedelta(seconds=pause),
    )
    if not _touched_one(session, waiting):
        raise LeaseLostError(claimed.job_id, claimed.attempt)


def postpone(session: Session, claimed: Claim, *, reason: str, until: datetime) -> None:
    """Wait for something that takes people hours; this attempt does not count."""
    waiting = _fenced(claimed).values(
        state=JobState.PENDING,
        lease_until=None,
        sent_at=None,
        reason=reason,
        forgiven=claimed.attempt,
        not_before=until,
    )
    if not _touched_one(session, waiting):
        raise LeaseLostError(claimed.job_id, claimed.attempt)


def hand_back(session: Session, job_ids: Collection[UUID], *, now: datetime) -> int:
    """Let others take at once what workers that were just killed had; the attempt does not count. Returns how many.

    Should somebody else have one of them already, then that attempt is fenced off and done again: work, no loss.
    """
    waiting = (
        update(Job)
        .where(Job.id.in_(job_ids), Job.state == JobState.RUNNING)
        .values(state=JobState.PENDING, lease_until=None, sent_at=None, forgiven=Job.forgiven + 1, not_before=now)
    )
    result = session.execute(waiting.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount


def bury(session: Session, claimed: Claim, *, reason: str, now: datetime) -> None:
    """Give the job up, with a reason a person can read."""
    dead = _fenced(claimed).values(state=JobState.DEAD, lease_until=None, finished_at=now, reason=reason)
    if not _touched_one(session, dead):
        raise LeaseLostError(claimed.job_id, claimed.attempt)


def cancel(session: Session, job: Job, *, reason: str, now: datetime) -> bool:
    """Stop a job that waits or runs; False where it is finished already.

    Whoever works on it learns of it by the next part that it cannot write.
    """
    stopped = (
        update(Job)
        .where(Job.id == job.id, Job.state.in_([JobState.PENDING, JobState.RUNNING]))
        .values(state=JobState.DEAD, lease_until=None, finished_at=now, reason=reason)
    )
    return _touched_one(session, stopped)


def retry(job: Job, *, now: datetime) -> None:
    """Let a person send a dead job round again, as if it had never been tried."""
    if job.state is not JobState.DEAD:
        raise ListenbackError(f"job {job.id} is {job.state}, not dead.", remedy="Only dead jobs can be tried again.")
    job.state, job.forgiven, job.reason, job.progress = JobState.PENDING, job.attempt, "", 0.0
    job.not_before, job.sent_at, job.finished_at = now, None, None


def _fenced(claimed: Claim) -> Update:
    return update(Job).where(Job.id == claimed.job_id, Job.state == JobState.RUNNING, Job.attempt == claimed.attempt)


def _touched_one(session: Session, statement: Update) -> bool:
    result = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount == 1
