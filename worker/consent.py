"""Consent that is taken back: nothing more is done with the call, and what is held of it goes as the settings say.

Before a draw the call leaves the frame, counted by its reason. After one it stays in the count as non-response: it is
never replaced, so what is drawn keeps its probabilities, and above 5 % a figure carries worst-case bounds.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from accounts import audit
from settings.settings import Settings
from store.tables.call import Call, Consent, WhyExcluded
from store.tables.erasure import Erasure, ErasureWhy
from store.tables.legal_hold import LegalHold
from store.tables.person import Person
from store.tables.recording import Recording
from worker.erasures import ask_erasure
from worker.excluding import MESSAGES, can_exclude, take_out
from worker.forgetting import Forgetter

AT_ONCE = 200


def with_consent(customer_hash: str) -> Select[Call]:
    """The customer's calls whose consent can be taken back."""
    is_given = (Call.consent == Consent.GIVEN) & Call.consent_withdrawn_at.is_(None)
    return select(Call).where(Call.customer_hash == customer_hash, is_given, Call.erased_at.is_(None))


def withdraw_consent(
    session: Session, calls: Sequence[Call], *, by: Person | None, channel: str, settings: Settings, now: datetime
) -> int:
    """Take consent back for these calls. Returns for how many it had been given."""
    given = [call for call in calls if call.consent is Consent.GIVEN and call.consent_withdrawn_at is None]
    for call in given:
        call.consent_withdrawn_at = now
        details = {"channel": channel, "was": call.state.value}
        audit.record(session, by=by, action="withdrew consent", subject=f"call:{call.id}", details=details, now=now)
    session.flush()
    follow_withdrawals(session, settings, now=now)
    return len(given)


def follow_withdrawals(session: Session, settings: Settings, *, now: datetime) -> None:
    """Do what a withdrawal asks for, wherever it came in: the clock calls this too, so none is forgotten."""
    waiting = select(Call).where(Call.consent_withdrawn_at.is_not(None), Call.erased_at.is_(None)).order_by(Call.id)
    erases = settings.retention.on_withdrawal == "erase"
    asked = _asked(session) if erases else set()
    fresh = [call for call in session.scalars(waiting) if call.id not in asked and (erases or can_exclude(call))]
    for call in fresh:
        if can_exclude(call):
            reason = WhyExcluded.CONSENT_WITHDRAWN
            take_out(session, call, reason=reason, message=MESSAGES[reason], now=now)
        _let_go(session, call, now=now)
    for start in range(0, len(fresh) if erases else 0, AT_ONCE):
        some = fresh[start : start + AT_ONCE]
        ask_erasure(session, why=ErasureWhy.CONSENT, calls=some, by=None, channel="clock", now=now)


def _asked(session: Session) -> set[UUID]:
    """Calls of erasures that are not finished, such as those that a hold keeps."""
    return {UUID(hex=one) for request in session.scalars(Erasure.unfinished()) for one in request.call_ids}


def _let_go(session: Session, call: Call, *, now: datetime) -> None:
    """The original goes, and no executive hears it any more, unless a legal hold keeps it."""
    is_held = select(LegalHold.id).where(LegalHold.call_id == call.id, LegalHold.lifted_at.is_(None))
    if session.scalar(is_held) is None:
        session.execute(update(Recording).where(Recording.call_id == call.id).values(delete_at=now))
        Forgetter(session, now=now).excerpts(call.id)
