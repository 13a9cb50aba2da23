"""Labels by people: at the desk, by the API, or imported. A label is never overwritten; undo withdraws it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.double_coding import queue_second_label, queued_for_second_label
from classify.guide import current_guide
from classify.queues import drawn_for_label
from classify.quote import Quote, quote_between
from settings.errors import ListenbackError
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.label import BLIND, UNDO_FOR, Label, LabelOrigin, LabelPurpose
from store.tables.person import Person
from store.tables.selection import Selection
from store.tables.transcript import Transcript

UNKNOWN = "unknown"
Redact = Callable[[str], str]


class LabelError(ListenbackError):
    """A label that cannot stand; `field` names the part of the form that is wrong."""

    code = "bad_label"
    status = 422

    def __init__(self, field: str, message: str, *, remedy: str = "") -> None:
        self.field = field
        super().__init__(message, remedy=remedy)


@dataclass(frozen=True)
class Verdict:
    """What a person decided about a call. Times in milliseconds from the start of the call."""

    cause_id: str
    quote_start_ms: int | None = None
    quote_end_ms: int | None = None
    secondary_cause_id: str | None = None
    reason: str = ""
    agent_lacked_knowledge: bool = False


def record_label(
    session: Session,
    call: Call,
    verdict: Verdict,
    *,
    by: Person,
    purpose: LabelPurpose,
    origin: LabelOrigin,
    redact: Redact,
    now: datetime,
    labelled_at: datetime | None = None,
    is_blind: bool | None = None,
    submission_id: UUID | None = None,
) -> Label:
    """Write one label. A named cause needs a playable quote; `unknown` needs a reason instead.

    An imported label may lack its quote: the words may have been misheard, and leaving such calls out would bend the
    figures towards what is easily recognised. It is marked by the empty quote. Labels that may enter figures carry the
    probability of their draw. Raises LabelError naming the field that is wrong.
    """
    _check_causes(session, verdict)
    quote = _quote(session, call, verdict, origin)
    if verdict.cause_id == UNKNOWN and not verdict.reason.strip():
        raise LabelError("reason", "say why no cause can be named.", remedy="One sentence is enough.")
    blind = purpose in BLIND if is_blind is None else is_blind
    drawn = _drawn(session, call, purpose, is_blind=blind)
    label = Label(
        call_id=call.id,
        cause_id=verdict.cause_id,
        secondary_cause_id=verdict.secondary_cause_id,
        annotator_id=by.id,
        labelled_at=labelled_at or now,
        purpose=purpose,
        origin=origin,
        draw_id=drawn.draw_id if drawn else None,
        probability=drawn.probability if drawn else None,
        is_blind=blind,
        quote=quote.text if quote else "",
        quote_start_ms=quote.start_ms if quote else None,
        quote_end_ms=quote.end_ms if quote else None,
        reason=redact(verdict.reason.strip()) if verdict.reason.strip() else "",
        agent_lacked_knowledge=verdict.agent_lacked_knowledge,
        guide_version=current_guide(session).version,
        submission_id=submission_id,
    )
    session.add(label)
    session.flush()
    if drawn is not None and purpose is LabelPurpose.ESTIMATION:
        queue_second_label(session, drawn, now=now)
    return label


def submitted(session: Session, submission_id: UUID | None, *, by: Person, call: Call) -> Label | None:
    """The label that this person's form has made already, when it is sent again."""
    if submission_id is None:
        return None
    return session.scalars(
        select(Label).where(Label.submission_id == submission_id, Label.annotator_id == by.id, Label.call_id == call.id)
    ).one_or_none()


def withdraw_label(session: Session, label: Label, *, by: Person, now: datetime) -> None:
    """Undo one's own label: the row stays, everything that reads labels leaves it out."""
    if label.annotator_id != by.id:
        raise LabelError("label", "only the person who gave a label can take it back.")
    if not can_withdraw(label, now=now):
        raise LabelError("label", "it stands by now.", remedy="Labels can be taken back for ten minutes.")
    label.withdrawn_at = label.withdrawn_at or now
    session.flush()


def can_withdraw(label: Label, *, now: datetime) -> bool:
    """Not once its giver may see what others said, and never one that settled something."""
    settles = label.purpose in {LabelPurpose.DISPUTE, LabelPurpose.SETTLEMENT}
    return label.withdrawn_at is None and not settles and now < label.labelled_at + UNDO_FOR


def _drawn(session: Session, call: Call, purpose: LabelPurpose, *, is_blind: bool) -> Selection | None:
    """The selection whose probability the label carries: only random labels have one."""
    if purpose in {LabelPurpose.ESTIMATION, LabelPurpose.SETTLEMENT}:
        return session.scalars(drawn_for_label(call.id)).first()
    if purpose is LabelPurpose.DOUBLE_CODING and is_blind and queued_for_second_label(session, call.id):
        return session.scalars(drawn_for_label(call.id)).first()
    return None


def _check_causes(session: Session, verdict: Verdict) -> None:
    known = list(session.scalars(select(Cause.id).order_by(Cause.position)))
    for field, cause in (("cause_id", verdict.cause_id), ("secondary_cause_id", verdict.secondary_cause_id)):
        if cause is not None and cause not in known:
            raise LabelError(field, f"cause {cause!r} is not known.", remedy=f"Known causes: {', '.join(known)}.")
    if verdict.secondary_cause_id is not None and verdict.secondary_cause_id in {verdict.cause_id, UNKNOWN}:
        raise LabelError("secondary_cause_id", "the second cause is another named one.", remedy="Or leave it empty.")


def _quote(session: Session, call: Call, verdict: Verdict, origin: LabelOrigin) -> Quote | None:
    may_lack = verdict.cause_id == UNKNOWN or origin is LabelOrigin.IMPORTED
    if verdict.quote_start_ms is None or verdict.quote_end_ms is None:
        if may_lack:
            return None
        raise LabelError("quote", "a named cause needs a quote.", remedy="Select the words that show it.")
    transcript = session.scalars(
        select(Transcript).where(Transcript.call_id == call.id, Transcript.is_current)
    ).one_or_none()
    quote = quote_between(transcript, verdict.quote_start_ms, verdict.quote_end_ms) if transcript else None
    if quote is None and not may_lack:
        raise LabelError("quote", "nobody speaks in the selected time.", remedy="Select words of the transcript.")
    return quote
