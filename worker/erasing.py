"""Erasing one call: sound, words, what was made of them, excerpts that were not sent, the search.

What stays is a tombstone: the opaque id, so that every draw verifies; the times and lengths that make its frame; and
who did what when. A drawn call that is erased is non-response. Its number stays too, so that the same record is not
taken in again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from accounts import audit
from store.base import Base
from store.fulltext import compact, forget_text
from store.installation import Installation
from store.knowledge import forget_excerpts
from store.tables.assignment import Assignment
from store.tables.call import ERASED, Call
from store.tables.digest import Digest, DigestState
from store.tables.draft import Draft
from store.tables.driver_link import DriverLink
from store.tables.excerpt import Excerpt
from store.tables.job import Job, JobState
from store.tables.label import Label
from store.tables.person import Person
from store.tables.prediction import Prediction
from store.tables.presence import Presence
from store.tables.promise_check import PromiseCheck
from store.tables.queued_call import QueuedCall
from store.tables.recording import Recording
from store.tables.transcript import Transcript
from worker.excluding import take_out
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Write
from worker.stopping import NothingToDoError

MESSAGE = "It was erased. Its opaque id stays, so that draws can still be checked."


@dataclass(frozen=True)
class Erasure:
    """What went, as the audit record counts it."""

    transcripts: int
    files: int
    excerpts: int
    sent: int
    """Excerpts that their executive has; they are left."""


def erase_call(session: Session, call: Call, *, by: Person | None, now: datetime) -> Erasure:
    """Erase one call in this transaction; a job deletes its files afterwards, so that a rollback loses nothing.

    Raises NothingToDoError where it was erased before.
    """
    if call.reason == ERASED:
        raise NothingToDoError(f"call {call.external_id} was erased already.", remedy="Nothing of it is left.")
    take_out(session, call, reason=ERASED, message=MESSAGE, now=now)
    unsent = list(session.scalars(_excerpts_of(call, are_sent=False)))
    keys = sorted(set(_keys(session, call, unsent)))
    erased = Erasure(
        transcripts=_forget_words(session, call),
        files=len(keys),
        excerpts=len(unsent),
        sent=len(session.scalars(_excerpts_of(call, are_sent=True)).all()),
    )
    _forget_excerpts(session, unsent)
    _blank(session, call, now=now)
    enqueue(session, Kind.ERASE_FILES, str(call.id), now=now, payload={"keys": keys})
    audit.record(session, by=by, action="erased call", subject=f"call:{call.id}", details=vars(erased), now=now)
    return erased


def sent_excerpts(session: Session, call: Call) -> int:
    """Excerpts of the call that an executive has: erasing the call leaves them."""
    return len(session.scalars(_excerpts_of(call, are_sent=True)).all())


def erase_files(installation: Installation, claim: Claim) -> Write:
    """Delete the files that nothing else needs, and what the search index still holds of deleted texts."""
    with installation.readers() as session:
        unused = [key for key in claim.payload["keys"] if not _is_needed(session, key)]
    for key in unused:
        installation.blobs.delete(key)

    def write(session: Session, _now: datetime) -> None:
        compact(session)

    return write


def _excerpts_of(call: Call, *, are_sent: bool) -> Select[Excerpt]:
    """Excerpts of a digest that is ready are before their executive; an open one nobody has seen."""
    is_ready = Digest.state == DigestState.READY if are_sent else Digest.state != DigestState.READY
    return select(Excerpt).join(Digest, Digest.id == Excerpt.digest_id).where(Excerpt.call_id == call.id, is_ready)


def _keys(session: Session, call: Call, excerpts: Sequence[Excerpt]) -> Iterator[str]:
    for recording in session.scalars(select(Recording).where(Recording.call_id == call.id)):
        yield from recording.blobs
    for key in session.scalars(select(Transcript.audio_blob).where(Transcript.call_id == call.id)):
        if key is not None:
            yield key
    for excerpt in excerpts:
        yield from (key for key in (excerpt.web_blob, excerpt.feed_blob) if key is not None)


def _forget_words(session: Session, call: Call) -> int:
    """Every version of the transcript, the search, and what was made of the words. Returns how many versions went."""
    of_call = Transcript.call_id == call.id
    versions = session.scalar(select(func.count()).where(of_call)) or 0
    session.execute(delete(Transcript).where(of_call, Transcript.heard_id.is_not(None)))
    session.execute(delete(Transcript).where(of_call))
    forget_text(session, Transcript.SEARCHED_AS, [call.id])
    for table in (Prediction, PromiseCheck, DriverLink):
        session.execute(delete(table).where(table.call_id == call.id))
    session.execute(update(Label).where(Label.call_id == call.id).values(quote="", reason=""))
    session.execute(update(Assignment).where(Assignment.call_id == call.id).values(reason=""))
    return versions


def _forget_excerpts(session: Session, excerpts: Sequence[Excerpt]) -> None:
    ids = [excerpt.id for excerpt in excerpts]
    forget_excerpts(session, ids)
    for table in Base.metadata.sorted_tables:
        for key in (key for key in table.foreign_keys if key.column.table is Excerpt.__table__):
            session.execute(delete(table).where(key.parent.in_(ids)))
    session.execute(delete(Excerpt).where(Excerpt.id.in_(ids)))


def _blank(session: Session, call: Call, *, now: datetime) -> None:
    """Whatever in the record could lead to a person."""
    call.agent = call.customer_hash = call.dialled_number = ""
    call.extra = {}
    gone = {"blob": None, "second_blob": None, "file_name": "", "delete_at": now}
    session.execute(update(Recording).where(Recording.call_id == call.id).values(gone))
    for table in (Draft, Presence):
        session.execute(delete(table).where(table.call_id == call.id))
    waits = QueuedCall.removed_at.is_(None)
    session.execute(update(QueuedCall).where(QueuedCall.call_id == call.id, waits).values(removed_at=now))
    dropped = {"state": JobState.DEAD, "reason": ERASED, "lease_until": None, "finished_at": now}
    is_open = Job.state.in_([JobState.PENDING, JobState.RUNNING])
    session.execute(update(Job).where(Job.subject == str(call.id), is_open).values(dropped))


def _is_needed(session: Session, key: str) -> bool:
    """Whether another row still speaks of a file: equal bytes are one file."""
    wanted: tuple[Select[UUID], ...] = (
        select(Recording.id).where(Recording.has_blob(key)),
        select(Transcript.id).where(Transcript.audio_blob == key),
        select(Excerpt.id).where(or_(Excerpt.web_blob == key, Excerpt.feed_blob == key)),
    )
    return any(session.scalar(one.limit(1)) is not None for one in wanted)
