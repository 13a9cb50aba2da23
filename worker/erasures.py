"""Requests to erase: asked for at any door, worked off as a job, finished whatever is killed in between, and proved.

A request is a row, so it is never forgotten. Each call goes in a transaction of its own with the notes of its files;
what was done is not done again. Calls under a legal hold wait; the request goes on when the hold is lifted.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from accounts import audit
from settings.clock import utc_now
from settings.errors import ListenbackError
from settings.settings import Settings
from store.compacting import compact_files
from store.doomed import delete_doomed
from store.fulltext import compact
from store.installation import Installation
from store.tables.call import Call
from store.tables.erasure import Erasure, ErasureState, ErasureWhy
from store.tables.job import Job, JobState
from store.tables.person import Person
from store.tables.recording import Recording
from store.tables.transcript import Transcript
from worker.erasing import erase_call, held_calls
from worker.jobs import Claim, enqueue, report_progress
from worker.proof import keep_tombstones, proof_of, sha256_of
from worker.queues import Kind
from worker.residue import Search, search
from worker.step import Write

CALLS_AT_ONCE: Final = 10
TRIED_AGAIN_AFTER: Final = timedelta(hours=1)
WAITS: Final = "A legal hold keeps {number} of its calls. They are erased when it is lifted."


class LeftoverError(ListenbackError):
    """Something was still there at the end. The request fails, tells where, and is tried again."""

    code = "erasure_leftover"
    status = 500

    def __init__(self, found: Sequence[str]) -> None:
        super().__init__(
            f"the last search still found something in {', '.join(found[:8])}.", remedy="It is tried again every hour."
        )


def ask_erasure(
    session: Session,
    *,
    why: ErasureWhy,
    calls: Sequence[Call] = (),
    customer_hash: str = "",
    by: Person | None,
    channel: str,
    now: datetime,
) -> Erasure:
    """Write the request and its job. What is not under a legal hold is gone within seconds, and then proved.

    A customer is named by their keyed hash (`ingest.arrival.customer_hash`), and all their calls go; other requests
    name calls. Calls with the very same recording go with them.
    """
    request = Erasure(why=why, channel=channel, asked_by_id=by.id if by else None, asked_at=now)
    request.customer_hash = customer_hash
    request.call_ids = sorted(call.id.hex for call in calls)
    request.needles, request.removed, request.files = [], {}, []
    session.add(request)
    session.flush()
    details = {"why": why.value, "channel": channel, "calls": len(_wanted(session, request))}
    audit.record(session, by=by, action="asked for erasure", subject=_subject(request), details=details, now=now)
    enqueue(session, Kind.ERASE, str(request.id), now=now)
    return request


def erase_now(session: Session, request: Erasure, *, by: Person | None, now: datetime) -> int:
    """Take the rows of what is not held away at once, in this transaction; the job does the rest. Returns how many."""
    open_calls, held = _left(session, request)
    for call in open_calls:
        erase_call(session, call, by=by, request=request, now=now)
    if held:
        request.message = WAITS.format(number=len(held))
    return len(open_calls)


def erase(installation: Installation, claim: Claim) -> Write:
    """The job: calls, files, index, the last search. Raises LeftoverError where that finds something."""
    request_id = UUID(claim.subject.partition("@")[0])
    while _erase_some(installation, claim, request_id):
        pass
    _unlearn(installation, request_id)
    delete_doomed(installation, now=utc_now(), erasure_id=request_id)
    with installation.sessions.begin() as session:
        compact(session)
    compact_files(installation.engine)
    with installation.readers() as session:
        request = session.get_one(Erasure, request_id)
        held = _left(session, request)[1]
        if held:
            return partial(_wait, request_id, len(held))
        done = search(
            session,
            installation.blobs,
            call_ids=[UUID(hex=one) for one in request.call_ids],
            needles=[*request.needles, *filter(None, [request.customer_hash])],
            files=_unshared(request),
        )
    if done.found:
        raise LeftoverError(done.found)
    return partial(_finish, installation, request_id, done)


def fail_erasure(
    session: Session, claim: Claim, _reason: str, message: str, _now: datetime, _settings: Settings
) -> None:
    session.get_one(Erasure, UUID(claim.subject.partition("@")[0])).moves_to(ErasureState.FAILED, message=message)


def resume_erasures(session: Session, *, now: datetime) -> None:
    """Whatever is not finished goes on: held ones whose holds were lifted, failed ones hourly, lost ones at once."""
    for request in session.scalars(Erasure.unfinished()):
        if _is_under_way(session, request, now=now):
            continue
        if request.state is ErasureState.HELD and _left(session, request)[1]:
            continue
        request.moves_to(ErasureState.PENDING)
        enqueue(session, Kind.ERASE, f"{request.id}@{now:%Y-%m-%dT%H:%M:%S}", now=now)


def _is_under_way(session: Session, request: Erasure, *, now: datetime) -> bool:
    """A job of it is open, or failed less than an hour ago."""
    subject = str(request.id)
    jobs = select(Job.state, Job.finished_at).where(
        Job.kind == Kind.ERASE, Job.subject >= subject, Job.subject < f"{subject}~"
    )
    return any(
        state in (JobState.PENDING, JobState.RUNNING)
        or (state is JobState.DEAD and finished_at is not None and finished_at > now - TRIED_AGAIN_AFTER)
        for state, finished_at in session.execute(jobs)
    )


def _erase_some(installation: Installation, claim: Claim, request_id: UUID) -> bool:
    """A few calls, in one transaction; False when none is left that may go."""
    with installation.sessions.begin() as session:
        request = session.get_one(Erasure, request_id)
        open_calls, _held = _left(session, request)
        some = open_calls[:CALLS_AT_ONCE]
        now = utc_now()
        by = session.get(Person, request.asked_by_id) if request.asked_by_id else None
        for call in some:
            erase_call(session, call, by=by, request=request, now=now)
        if some:
            report_progress(session, claim, progress=len(some) / len(open_calls))
    return bool(some)


def _unlearn(installation: Installation, request_id: UUID) -> None:
    """Only where words went: the classifier is loaded for it."""
    with installation.readers() as session:
        had_words = session.get_one(Erasure, request_id).removed.get(Transcript.__tablename__)
    if had_words:
        from worker.unlearning import unlearn

        unlearn(installation, erasure_id=request_id, now=utc_now())


def _left(session: Session, request: Erasure) -> tuple[list[Call], set[UUID]]:
    """Calls that are still to go, and those of them that a hold keeps."""
    left = [call for call in _wanted(session, request) if call.erased_at is None]
    held = held_calls(session, [call.id for call in left])
    return [call for call in left if call.id not in held], held


def _wanted(session: Session, request: Erasure) -> list[Call]:
    """Named calls, all of the customer, and those with the very same recording."""
    ids = [UUID(hex=one) for one in request.call_ids]
    found = {call.id: call for start in range(0, len(ids), 500) for call in session.scalars(
        select(Call).where(Call.id.in_(ids[start : start + 500])))}  # fmt: skip
    if request.customer_hash:
        of_customer = select(Call).where(Call.customer_hash == request.customer_hash)
        found |= {call.id: call for call in session.scalars(of_customer)}
    for call_id in list(found):
        found |= {call.id: call for call in session.scalars(_copies_of(call_id))}
    return sorted(found.values(), key=lambda call: call.id.hex)


def _copies_of(call_id: UUID) -> Select[Call]:
    """Calls that came with the same bytes under another number: erasing one recording erases it."""
    mine, theirs, own = aliased(Recording), aliased(Recording), aliased(Call)
    same = (theirs.sha256 == mine.sha256) & (theirs.call_id != mine.call_id) & (mine.size_bytes > 0)
    linked = or_(Call.duplicate_of_id == call_id, own.duplicate_of_id == Call.id)
    return (
        select(Call)
        .join(theirs, theirs.call_id == Call.id)
        .join(mine, same)
        .join(own, own.id == mine.call_id)
        .where(mine.call_id == call_id, linked)
    )


def _unshared(request: Erasure) -> list[str]:
    """Keys of the stored files that went with this request."""
    return [one["sha256"] for one in request.files if one["kind"] != "outbox"]


def _wait(request_id: UUID, held: int, session: Session, now: datetime) -> None:
    request = session.get_one(Erasure, request_id)
    request.moves_to(ErasureState.HELD, message=WAITS.format(number=held))
    details = {"held": held}
    audit.record(session, by=None, action="held erasure", subject=_subject(request), details=details, now=now)


def _finish(installation: Installation, request_id: UUID, done: Search, session: Session, now: datetime) -> None:
    """Write the proof, and forget what was looked for."""
    request = session.get_one(Erasure, request_id)
    request.moves_to(ErasureState.DONE)
    request.finished_at = now
    request.proof = proof_of(session, request, done)
    request.proof_sha256 = sha256_of(request.proof)
    request.customer_hash, request.needles = "", []
    session.flush()
    details = {
        "calls": len(request.call_ids),
        "rows": sum(request.removed.values()),
        "files": len(request.files),
        "found": len(done.found),
        "proof_sha256": request.proof_sha256,
    }
    audit.record(session, by=None, action="finished erasure", subject=_subject(request), details=details, now=now)
    keep_tombstones(session, installation.settings)


def _subject(request: Erasure) -> str:
    return f"erasure:{request.id}"
