"""Taking a call out by hand, and putting it back: what was drawn is never dropped in silence (DESIGN §5).

A call that no draw chose leaves the frame and is counted there by its reason. One that a draw chose stays in the
count as non-response: it is not replaced, and above 5 % of non-response a figure carries worst-case bounds. So
nobody improves a figure by taking calls out.
"""

from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from accounts import audit
from classify.assignments import release
from classify.labels import Redact
from store.tables.assignment import Assignment, AssignmentState
from store.tables.call import Call, CallState, WhyExcluded
from store.tables.person import Person
from store.tables.recording import Recording
from store.tables.transcript import Transcript
from store.tables.transcript_chunk import TranscriptChunk
from worker.jobs import cancel, retry
from worker.stopping import NothingToDoError, dead_job, open_job

LONGEST_NOTE = 500
MESSAGES = {
    WhyExcluded.TEST_CALL: "It is a test call.",
    WhyExcluded.WRONG_RECORDING: "Its recording belongs to another call.",
    WhyExcluded.INTERNAL_CALL: "No customer is in it.",
    WhyExcluded.CONSENT_WITHDRAWN: "The customer took their consent back.",
    WhyExcluded.ANOTHER_REASON: "A person took it out.",
}


def can_exclude(call: Call) -> bool:
    """A call that is skipped or excluded already enters nothing."""
    return call.state not in {CallState.EXCLUDED, CallState.SKIPPED}


def can_include(call: Call) -> bool:
    """What a person took out, unless nothing of it is left, or the customer's word keeps it out."""
    is_for_good = call.erased_at is not None or call.consent_withdrawn_at is not None
    return not can_exclude(call) and call.reason in set(WhyExcluded) and not is_for_good


def exclude_call(
    session: Session, call: Call, why: WhyExcluded, *, note: str, by: Person, redact: Redact, now: datetime
) -> None:
    """Take a call out of everything that is still to come; figures that are published stay as they are.

    Raises NothingToDoError where it is out already.
    """
    if not can_exclude(call):
        raise NothingToDoError(f"call {call.external_id} is {call.state} already.", remedy="It enters no figure.")
    before = call.state
    said = redact(note.strip()[:LONGEST_NOTE]) if note.strip() else ""
    take_out(session, call, reason=why, message=" ".join(filter(None, (MESSAGES[why], said))), now=now)
    details = {"reason": why.value, "was": before.value}
    audit.record(session, by=by, action="excluded call", subject=f"call:{call.id}", details=details, now=now)


def take_out(session: Session, call: Call, *, reason: str, message: str, now: datetime) -> None:
    """Stop what is under way for a call and set it aside: outside the frame, or non-response if it was drawn."""
    job = open_job(session, call)
    if job is not None:
        cancel(session, job, reason=reason, now=now)
        session.expire(job)
    session.execute(TranscriptChunk.removal_of(call.id))
    for held in session.scalars(_on_desks(call)).all():
        release(session, held, now=now)
    was_drawn = call.state not in {CallState.RECEIVED, CallState.EXCLUDED}
    if was_drawn and call.state is not CallState.SKIPPED:
        call.moves_to(CallState.DRAWN)
    call.moves_to(CallState.SKIPPED if was_drawn else CallState.EXCLUDED, reason=reason, message=message)


def include_call(session: Session, call: Call, *, by: Person, now: datetime) -> None:
    """Put back what a person took out. Raises NothingToDoError for a call that is out for another reason."""
    if not can_include(call):
        raise NothingToDoError(f"nobody took call {call.external_id} out.", remedy="It needs no putting back.")
    if call.state is CallState.EXCLUDED:
        call.moves_to(CallState.RECEIVED)
    else:
        call.moves_to(CallState.DRAWN)
        _go_on(session, call, now=now)
    audit.record(session, by=by, action="put call back", subject=f"call:{call.id}", details={}, now=now)


def _go_on(session: Session, call: Call, *, now: datetime) -> None:
    """With its words it is done; else the work that was stopped is taken up again."""
    if session.scalar(select(Transcript.id).where(Transcript.call_id == call.id, Transcript.is_current)) is not None:
        call.moves_to(CallState.DONE)
        return
    job = dead_job(session, call)
    if job is not None:
        retry(job, now=now)
        session.execute(update(Recording).where(Recording.call_id == call.id).values(delete_at=None))


def _on_desks(call: Call) -> Select[Assignment]:
    return select(Assignment).where(Assignment.call_id == call.id, Assignment.state == AssignmentState.OPEN)
