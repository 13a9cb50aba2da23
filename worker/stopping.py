"""What a person may do to the work on one call: stop it, and have it done again."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts import audit
from settings.errors import ListenbackError
from store.tables.call import Call, CallState
from store.tables.job import Job, JobState
from store.tables.person import Person
from store.tables.recording import Recording
from store.tables.transcript_chunk import TranscriptChunk
from worker.jobs import cancel, retry
from worker.queues import Kind

CANCELLED = "cancelled"
STOPPED = "A person stopped it before it was finished. Nothing of it was kept; the recording can be tried again."


class NothingToDoError(ListenbackError):
    code = "nothing_to_do"
    status = 409


def open_job(session: Session, call: Call) -> Job | None:
    """The work on this call's recording that waits or runs."""
    is_open = Job.state.in_([JobState.PENDING, JobState.RUNNING])
    return session.scalar(select(Job).where(Job.kind == Kind.PROCESS_RECORDING, Job.subject == str(call.id), is_open))


def dead_job(session: Session, call: Call) -> Job | None:
    """The work about this call that was given up or cancelled; none where nothing may be done with it any more."""
    if call.erased_at is not None or call.consent_withdrawn_at is not None:
        return None
    return session.scalar(select(Job).where(Job.subject == str(call.id), Job.state == JobState.DEAD).limit(1))


def cancel_call(session: Session, call: Call, *, by: Person | None, now: datetime) -> None:
    """Stop the work on a call's recording. A worker that is at it stops at the end of its chunk.

    The call becomes `skipped` with the reason `cancelled`: non-response, like any drawn call without an outcome.
    Raises NothingToDoError where nothing waits or runs.
    """
    job = open_job(session, call)
    if job is None or not cancel(session, job, reason=CANCELLED, now=now):
        raise NothingToDoError(f"nothing is under way for call {call.external_id}.", remedy="It needs no cancelling.")
    session.expire(job)
    session.execute(TranscriptChunk.removal_of(call.id))
    call.moves_to(CallState.SKIPPED, reason=CANCELLED, message=STOPPED)
    audit.record(session, by=by, action="cancelled call", subject=f"call:{call.id}", details={}, now=now)


def retry_call(session: Session, call: Call, *, by: Person | None, now: datetime) -> None:
    """Send the work that was given up round again. Raises NothingToDoError where there is none."""
    job = dead_job(session, call)
    if job is None:
        raise NothingToDoError(f"no work was given up for call {call.external_id}.", remedy="It needs no retry.")
    retry(job, now=now)
    if call.state in {CallState.FAILED, CallState.SKIPPED}:
        call.moves_to(CallState.DRAWN)
        session.execute(update(Recording).where(Recording.call_id == call.id).values(delete_at=None))
    audit.record(session, by=by, action="retried call", subject=f"call:{call.id}", details={}, now=now)
