"""Legal holds: a call that must be kept for now is neither erased nor cleared by a clock, whoever asks."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from classify.labels import Redact
from store.tables.call import Call
from store.tables.legal_hold import LegalHold
from store.tables.person import Person
from worker.erasures import resume_erasures
from worker.stopping import NothingToDoError

LONGEST_REASON = 500


def hold_of(session: Session, call: Call) -> LegalHold | None:
    """The hold that keeps this call now."""
    return session.scalar(select(LegalHold).where(LegalHold.call_id == call.id, LegalHold.lifted_at.is_(None)))


def set_hold(
    session: Session, call: Call, *, reason: str, by: Person | None, redact: Redact, now: datetime
) -> LegalHold:
    """Keep a call until the hold is lifted. Raises NothingToDoError where it is held already, or erased."""
    if call.erased_at is not None:
        raise NothingToDoError("this call was erased.", remedy="Nothing of it is left to hold.")
    if hold_of(session, call) is not None:
        raise NothingToDoError(f"call {call.external_id} is under a legal hold already.", remedy="Lift that one first.")
    hold = LegalHold(call_id=call.id, reason=redact(reason.strip()[:LONGEST_REASON]), set_at=now)
    hold.set_by_id = by.id if by else None
    session.add(hold)
    session.flush()
    details = {"hold": str(hold.id)}
    audit.record(session, by=by, action="set legal hold", subject=f"call:{call.id}", details=details, now=now)
    return hold


def lift_hold(session: Session, call: Call, *, why: str, by: Person | None, redact: Redact, now: datetime) -> LegalHold:
    """Let a call go again; an erasure that waited for it goes on. Raises NothingToDoError where nothing holds it."""
    hold = hold_of(session, call)
    if hold is None:
        raise NothingToDoError(f"call {call.external_id} is under no legal hold.", remedy="It needs no lifting.")
    hold.lifted_at, hold.lifted_by_id = now, by.id if by else None
    hold.lifted_why = redact(why.strip()[:LONGEST_REASON]) if why.strip() else ""
    session.flush()
    details = {"hold": str(hold.id)}
    audit.record(session, by=by, action="lifted legal hold", subject=f"call:{call.id}", details=details, now=now)
    resume_erasures(session, now=now)
    return hold
