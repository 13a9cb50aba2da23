"""Erasing one call: sound, words, labels, what was made of them, excerpts and the messages that told them, the search.

What stays is a tombstone: the opaque id, so that every draw verifies; the times and lengths that make its frame; who
did what when; and a keyed hash of its number, so that the same record is not taken in again. A drawn call that is
erased is non-response.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from accounts import audit
from store.session import SETTINGS
from store.tables.assignment import Assignment
from store.tables.call import ERASED, Call, WhyExcluded
from store.tables.digest import Digest, DigestState
from store.tables.erasure import Erasure, ErasureWhy
from store.tables.excerpt import Excerpt
from store.tables.job import Job, JobState
from store.tables.legal_hold import LegalHold
from store.tables.person import Person
from store.tables.recording import Recording
from store.tables.refusal import Refusal
from store.tables.selection import Selection
from store.tables.tombstone import Tombstone, number_hash
from worker.excluding import MESSAGES, take_out
from worker.forgetting import Forgetter
from worker.queues import Kind
from worker.stopping import NothingToDoError

MESSAGE: Final = "It was erased. Its opaque id stays, so that draws can still be checked."
STAYS: Final = (Call, Recording, Excerpt, Assignment, LegalHold, Selection)
"""Tables that name a call and keep a row of it, emptied of what was said and of whom it was about."""


@dataclass(frozen=True)
class Erased:
    """What went with one call."""

    rows: dict[str, int]
    """Deleted or emptied, by table."""
    files: int
    sent: int
    """Excerpts that their executive had: they are emptied, what has left the house is not called back."""


def erase_call(
    session: Session, call: Call, *, by: Person | None, now: datetime, request: Erasure | None = None
) -> Erased:
    """Erase one call in this transaction; its files are noted, and deleted afterwards (`store.doomed`).

    Raises NothingToDoError where it was erased before. A legal hold is the caller's to look at.
    """
    if call.erased_at is not None:
        raise NothingToDoError(f"call {call.external_id} was erased already.", remedy="Nothing of it is left.")
    if request is not None:
        _note(session, request, call)
    reason: str = WhyExcluded.CONSENT_WITHDRAWN if call.consent_withdrawn_at else ERASED
    told = f"{MESSAGES[WhyExcluded.CONSENT_WITHDRAWN]} {MESSAGE}" if call.consent_withdrawn_at else MESSAGE
    take_out(session, call, reason=reason, message=told, now=now)
    forgetter = Forgetter(session, now=now, erasure_id=request.id if request else None)
    forgetter.answers([str(call.id), *map(str, _excerpt_ids(session, call))])
    sent = forgetter.excerpts(call.id)
    forgetter.rows(call.id)
    forgetter.original(call.id)
    _empty(forgetter, call)
    _bury(session, call, request, now=now)
    erased = Erased(dict(sorted(forgetter.removed.items())), forgetter.files, sent)
    if request is not None:
        request.removed = {
            table: request.removed.get(table, 0) + erased.rows.get(table, 0)
            for table in sorted({*request.removed, *erased.rows})
        }
    details = {"rows": erased.rows, "files": erased.files, "sent": sent, "erasure": str(request.id) if request else ""}
    audit.record(session, by=by, action="erased call", subject=f"call:{call.id}", details=details, now=now)
    return erased


def sent_excerpts(session: Session, call: Call) -> int:
    """Excerpts of the call that an executive has: what left the house is not called back."""
    sent = select(func.count()).select_from(Excerpt).join(Digest, Digest.id == Excerpt.digest_id)
    return session.scalar(sent.where(Excerpt.call_id == call.id, Digest.state == DigestState.READY)) or 0


def _excerpt_ids(session: Session, call: Call) -> list[UUID]:
    return list(session.scalars(select(Excerpt.id).where(Excerpt.call_id == call.id)))


def _note(session: Session, request: Erasure, call: Call) -> None:
    """What the last search looks for, while it can still be read."""
    names = session.scalars(select(Recording.file_name).where(Recording.call_id == call.id))
    request.call_ids = [*request.call_ids, *_new([call.id.hex], request.call_ids)]
    found = [call.external_id, *names, call.customer_hash if request.why is ErasureWhy.CUSTOMER else ""]
    request.needles = [*request.needles, *_new(found, request.needles)]


def _new(found: list[str], known: list[Any]) -> Iterator[str]:
    return (one for one in dict.fromkeys(found) if one and one not in known)


def _empty(forgetter: Forgetter, call: Call) -> None:
    """Whatever in the record could lead to a person, and what other tables say in words about it."""
    session = forgetter.session
    forgetter.run(Refusal, delete(Refusal).where(Refusal.external_id == call.external_id))
    forgetter.exports(call.customer_hash)
    call.agent = call.customer_hash = call.dialled_number = ""
    call.extra = {}
    skipped = update(Assignment).where(Assignment.call_id == call.id, Assignment.reason != "")
    forgetter.run(Assignment, skipped.values(reason=""))
    forgetter.run(LegalHold, update(LegalHold).where(LegalHold.call_id == call.id).values(reason="", lifted_why=""))
    forgetter.removed[Call.__tablename__] += 1
    about = (Job.kind.in_(list(Kind)), Job.subject >= str(call.id), Job.subject < f"{call.id}~")
    dropped = {"state": JobState.DEAD, "lease_until": None, "finished_at": forgetter.now}
    is_open = Job.state.in_([JobState.PENDING, JobState.RUNNING])
    session.execute(update(Job).where(*about, is_open).values(dropped))
    session.execute(update(Job).where(*about).values(reason=ERASED, payload={}))


def _bury(session: Session, call: Call, request: Erasure | None, *, now: datetime) -> None:
    number = number_hash(call.external_id, session.info[SETTINGS].secret)
    known = session.get(Tombstone, call.id)
    if known is None:
        request_id = request.id if request else None
        session.add(Tombstone(call_id=call.id, number_sha256=number, erased_at=now, erasure_id=request_id))
    call.external_id, call.erased_at = f"erased-{call.id.hex}", now
    session.flush()


def held_calls(session: Session, call_ids: list[UUID]) -> set[UUID]:
    """Those of some calls that a legal hold keeps."""
    found: set[UUID] = set()
    for start in range(0, len(call_ids), 500):
        some = call_ids[start : start + 500]
        found |= set(session.scalars(LegalHold.in_force().with_only_columns(LegalHold.call_id).order_by(None).where(
            LegalHold.call_id.in_(some))))  # fmt: skip
    return found
