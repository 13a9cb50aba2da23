"""What may be true at the end, whatever happened: read from the final state and from what left the house.

It knows nothing of the fault that was played. Each line that it returns is something lost, doubled or half.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.audit import verify
from accounts.errors import AuditBrokenError
from store.draws import broken_chain
from store.installation import Installation
from store.recount import wrong_lines
from store.rollups import fold
from store.tables.call import Call, CallState
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.draw import Draw
from store.tables.excerpt import Excerpt
from store.tables.job import Job, JobState
from store.tables.prediction import Prediction
from store.tables.selection import Selection
from store.tables.transcript import Transcript
from store.tables.transcript_chunk import TranscriptChunk
from tests.faults.house import House
from worker.canary import KINDS
from worker.queues import Kind
from worker.storage_check import check_files, collect

MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)
ENDED = (CallState.DONE, CallState.EXCLUDED, CallState.FAILED, CallState.SKIPPED)


def wrongs(house: House) -> list[str]:
    """Everything that must not be, in words; an empty list is a good end.

    Files that killed work left behind are no loss; here the nightly collection of them runs at once.
    """
    installation = house.installation
    collect(installation, grace_s=0.0)
    with installation.sessions.begin() as session:
        fold(session)
        found = [
            *_calls(session, house.acknowledged),
            *_work_on_calls(session),
            *_jobs(session),
            *_chains(session),
            *(f"count: {line}" for line in wrong_lines(session)),
            *_deliveries(session, house.mail.messages),
        ]
    return [*found, *_files(installation)]


def _calls(session: Session, acknowledged: Iterable[str]) -> Iterator[str]:
    kept = Counter(session.scalars(select(Call.external_id)))
    yield from (f"call {one} was acknowledged and is there {kept[one]} times" for one in acknowledged if kept[one] != 1)
    for call in session.scalars(select(Call).where(Call.state.not_in(ENDED))):
        yield f"call {call.external_id} ended {call.state}"
    for call in session.scalars(select(Call).where(Call.state.in_([CallState.FAILED, CallState.EXCLUDED]))):
        if not call.reason:
            yield f"call {call.external_id} is {call.state} without a reason"


def _work_on_calls(session: Session) -> Iterator[str]:
    """One current transcript of each drawn call that is done, one opinion of each model, one place in each draw."""
    done = set(session.scalars(select(Call.id).where(Call.state == CallState.DONE)))
    current = Counter(session.scalars(select(Transcript.call_id).where(Transcript.is_current)))
    yield from (f"call {one} has {current[one]} current transcripts" for one in done if current[one] != 1)
    yield from (f"call {one} has a transcript and is not done" for one in current.keys() - done)
    twice = Counter(session.scalars(select(Transcript.call_id)))
    yield from (f"call {one} was transcribed {times} times" for one, times in twice.items() if times > 1)
    opinions = Counter(tuple(row) for row in session.execute(select(Prediction.call_id, Prediction.model_version_id)))
    yield from (f"call {call} has {times} predictions" for (call, _), times in opinions.items() if times > 1)
    judged = {call for call, _ in opinions}
    silent = set(session.scalars(select(Transcript.call_id).where(Transcript.no_speech)))
    yield from (f"call {one} has no prediction" for one in done - judged - silent)
    drawn = Counter(tuple(row) for row in session.execute(select(Selection.draw_id, Selection.call_id)))
    yield from (f"draw {draw} holds call {call} {times} times" for (draw, call), times in drawn.items() if times > 1)
    chunks = session.scalar(select(func.count()).select_from(TranscriptChunk))
    if chunks:
        yield f"{chunks} chunks of transcripts are left"
    cut = Counter(tuple(row) for row in session.execute(select(Excerpt.digest_id, Excerpt.call_id)))
    yield from (
        f"digest {digest} plays call {call} {times} times" for (digest, call), times in cut.items() if times > 1
    )


def _jobs(session: Session) -> Iterator[str]:
    for job in session.scalars(select(Job).where(Job.kind.not_in(KINDS))):
        named = f"job {job.kind} of {job.subject}"
        if job.state not in (JobState.DONE, JobState.DEAD):
            yield f"{named} is {job.state}"
        if job.state is JobState.DEAD and not job.reason:
            yield f"{named} is dead without a reason"
        if job.lease_until is not None or job.finished_at is None:
            yield f"{named} is {job.state} with lease {job.lease_until} and end {job.finished_at}"
        if job.kind == Kind.PROCESS_RECORDING and job.state is JobState.DEAD:
            state = session.scalar(select(Call.state).where(Call.id == UUID(job.subject)))
            if state not in (CallState.FAILED, CallState.SKIPPED):
                yield f"{named} is dead and its call {state}"


def _chains(session: Session) -> Iterator[str]:
    try:
        verify(session)
    except AuditBrokenError as error:
        yield f"audit: {error}"
    if broken := broken_chain(session):
        yield f"draws: {broken}"
    numbers = Counter(session.scalars(select(Draw.number)))
    yield from (f"draw {number} is there {times} times" for number, times in numbers.items() if times > 1)


def _deliveries(session: Session, messages: Iterable[bytes]) -> Iterator[str]:
    """At most once to each person and channel; exactly once where it is said to be sent."""
    arrived = Counter(found.group(1).decode() for found in map(MESSAGE_ID.search, messages) if found)
    rows = session.scalars(select(Delivery)).all()
    known = {row.message_id for row in rows}
    yield from (f"mail {one} arrived {times} times" for one, times in arrived.items() if times > 1)
    yield from (f"mail {one} is nobody's" for one in arrived if one not in known)
    places = Counter((row.person_id, row.digest_id, row.channel) for row in rows)
    yield from (f"delivery {one} is there {times} times" for one, times in places.items() if times > 1)
    for row in rows:
        if row.state not in (DeliveryState.SENT, DeliveryState.FAILED):
            yield f"delivery by {row.channel} is {row.state}"
        if row.channel is Channel.MAIL and row.state is DeliveryState.SENT and arrived[row.message_id] != 1:
            yield f"mail {row.message_id} is said to be sent and arrived {arrived[row.message_id]} times"
        if row.state is DeliveryState.FAILED and not row.reason:
            yield f"delivery by {row.channel} failed without a reason"


def _files(installation: Installation) -> Iterator[str]:
    files = check_files(installation)
    yield from (f"file {key} is missing" for key in files.missing)
    yield from (f"file {key} is damaged" for key in files.damaged)
    yield from (f"file {key} is nobody's" for key in files.unused)
