"""An exception from the standard: somebody asks, three departments have a voice, somebody else decides."""

from datetime import datetime

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import StateForbidsError
from respond.errors import refuse
from respond.typed import Redact, problem_with, to_store
from store.tables.driver import Offering, PromiseException
from store.tables.exception_request import TRANSITIONS, ExceptionRequest, ExceptionVoice, RequestState, VoiceOf
from store.tables.person import Person


def ask_exception(
    session: Session, *, by: Person, promise: str, offering_id: str, why: str, redact: Redact, now: datetime
) -> ExceptionRequest:
    """Ask to promise something outside the standard. Raises AnswerError naming the fields that are wrong."""
    problems = {
        "promise": problem_with(promise, asked="what you want to promise"),
        "why": problem_with(why, asked="why the standard is not enough"),
        "offering_id": "Please choose an offering of the register, or none."
        if offering_id and session.get(Offering, offering_id) is None
        else None,
    }
    refuse({field: problem for field, problem in problems.items() if problem})
    request = ExceptionRequest(
        promise=to_store(promise, redact),
        offering_id=offering_id or None,
        why=to_store(why, redact),
        asked_by_id=by.id,
        asked_at=now,
        state=RequestState.OPEN,
    )
    session.add(request)
    session.flush()
    _record(session, request, "asked for an exception", by=by, now=now)
    return request


def raise_voice(
    session: Session,
    request: ExceptionRequest,
    *,
    voice_of: VoiceOf,
    by: Person,
    is_for: bool,
    text: str,
    redact: Redact,
    now: datetime,
) -> ExceptionVoice:
    """One department's view; said again it takes the place of the earlier one. Nobody speaks for two departments.

    Raises StateForbidsError for a second department or a decided request, AnswerError without words.
    """
    _check(request, RequestState.APPROVED)
    spoken = select(ExceptionVoice.voice_of).where(
        ExceptionVoice.request_id == request.id, ExceptionVoice.person_id == by.id, ExceptionVoice.voice_of != voice_of
    )
    if (other := session.scalar(spoken)) is not None:
        raise StateForbidsError(
            f"You have spoken for {other.replace('_', ' ')} already.",
            remedy="Somebody else speaks for this department.",
        )
    problem = problem_with(text, asked=f"what it would mean for {voice_of.replace('_', ' ')}")
    refuse({"text": problem} if problem else {})
    voice = session.scalar(
        select(ExceptionVoice).where(ExceptionVoice.request_id == request.id, ExceptionVoice.voice_of == voice_of)
    ) or ExceptionVoice(request_id=request.id, voice_of=voice_of)
    voice.person_id, voice.is_for, voice.text, voice.said_at = by.id, is_for, to_store(text, redact), now
    session.add(voice)
    session.flush()
    _record(session, request, f"spoke for {voice_of.replace('_', ' ')} about an exception", by=by, now=now)
    return voice


def decide(
    session: Session,
    request: ExceptionRequest,
    *,
    by: Person,
    approve: bool,
    reason: str,
    redact: Redact,
    now: datetime,
) -> ExceptionRequest:
    """Approve or refuse, once every department has spoken; an approved one enters the register of exceptions.

    Raises StateForbidsError for the asker, a missing voice or a decided request, AnswerError without a reason.
    """
    if request.asked_by_id == by.id:
        raise StateForbidsError("Whoever asks does not decide; ask somebody else to.")
    if missing := missing_voices(session, request):
        names = ", ".join(voice.replace("_", " ") for voice in missing)
        raise StateForbidsError(f"Not everybody was heard yet: {names}.", remedy="Ask them for their voice first.")
    state = RequestState.APPROVED if approve else RequestState.REFUSED
    _check(request, state)
    problem = problem_with(reason, asked="why")
    refuse({"reason": problem} if problem else {})
    if approve:
        request.exception_id = _register(session, request, by=by, now=now).id
    request.state, request.decision = state, to_store(reason, redact)
    request.decided_by_id, request.decided_at = by.id, now
    session.flush()
    _record(session, request, f"{state} an exception", by=by, now=now)
    return request


def withdraw_request(session: Session, request: ExceptionRequest, *, by: Person, now: datetime) -> ExceptionRequest:
    if request.asked_by_id != by.id:
        raise StateForbidsError("Only the person who asked can withdraw the request.")
    _check(request, RequestState.WITHDRAWN)
    request.state = RequestState.WITHDRAWN
    session.flush()
    _record(session, request, "withdrew the request for an exception", by=by, now=now)
    return request


def missing_voices(session: Session, request: ExceptionRequest) -> list[VoiceOf]:
    heard = set(session.scalars(select(ExceptionVoice.voice_of).where(ExceptionVoice.request_id == request.id)))
    return [voice for voice in VoiceOf if voice not in heard]


def requests() -> Select[ExceptionRequest]:
    """Open ones first, then the latest."""
    order = case((ExceptionRequest.state == RequestState.OPEN, 0), else_=1)
    return select(ExceptionRequest).order_by(order, ExceptionRequest.asked_at.desc(), ExceptionRequest.id)


def _register(session: Session, request: ExceptionRequest, *, by: Person, now: datetime) -> PromiseException:
    exception = PromiseException(
        id=f"EX-{request.id.hex[:8].upper()}",
        offering_id=request.offering_id,
        promise=request.promise,
        approved_by=by.email,
        approved_date=now.date(),
    )
    session.add(exception)
    session.flush()
    return exception


def _check(request: ExceptionRequest, state: RequestState) -> None:
    if state not in TRANSITIONS[request.state]:
        raise StateForbidsError(f"This request is {request.state}; what was decided stays.")


def _record(session: Session, request: ExceptionRequest, action: str, *, by: Person, now: datetime) -> None:
    audit.record(session, by=by, action=action, subject=f"exception_request:{request.id}", details={}, now=now)
