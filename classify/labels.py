"""Labels by people: at the desk, by the API, or imported. A label is never overwritten; undo withdraws it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from classify.quote import Quote, quote_between
from settings.errors import ListenbackError
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.label import Label, LabelOrigin, LabelPurpose
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
) -> Label:
    """Write one label. A named cause needs a playable quote; `unknown` needs a reason instead.

    An imported label may lack its quote: the words may have been misheard, and leaving such calls out would bend the
    figures towards what is easily recognised. It is marked by the empty quote. Labels of the estimation draw carry its
    probability. Raises LabelError naming the field that is wrong.
    """
    _check_causes(session, verdict)
    quote = _quote(session, call, verdict, origin)
    if verdict.cause_id == UNKNOWN and not verdict.reason.strip():
        raise LabelError("reason", "say why no cause can be named.", remedy="One sentence is enough.")
    drawn = session.scalars(drawn_for_label(call.id)).first() if purpose is LabelPurpose.ESTIMATION else None
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
        is_blind=purpose in {LabelPurpose.ESTIMATION, LabelPurpose.DOUBLE_CODING, LabelPurpose.DISPUTE},
        quote=quote.text if quote else "",
        quote_start_ms=quote.start_ms if quote else None,
        quote_end_ms=quote.end_ms if quote else None,
        reason=redact(verdict.reason.strip()) if verdict.reason.strip() else "",
        agent_lacked_knowledge=verdict.agent_lacked_knowledge,
    )
    session.add(label)
    session.flush()
    return label


def withdraw_label(session: Session, label: Label, *, by: Person, now: datetime) -> None:
    """Undo one's own label: the row stays, everything that reads labels leaves it out."""
    if label.annotator_id != by.id:
        raise LabelError("label", "only the person who gave a label can take it back.")
    label.withdrawn_at = label.withdrawn_at or now
    session.flush()


def drawn_for_label(call_id: UUID) -> Select[Selection]:
    """The selection of a call by the latest label draw."""
    return (
        select(Selection)
        .join(Draw, Draw.id == Selection.draw_id)
        .where(Selection.call_id == call_id, Draw.purpose == DrawPurpose.LABELS, Draw.state == DrawState.REVEALED)
        .order_by(Draw.number.desc())
        .limit(1)
    )


def waiting_for_label() -> Select[Call]:
    """Drawn calls without an estimation label, in ticket order within their band, bands in step.

    So an unfinished queue leaves a random prefix of every band.
    """
    labelled = (
        select(Label.id)
        .where(
            Label.call_id == Call.id,
            Label.purpose == LabelPurpose.ESTIMATION,
            Label.withdrawn_at.is_(None),
        )
        .exists()
    )
    return (
        select(Call)
        .join(Selection, Selection.call_id == Call.id)
        .join(Draw, Draw.id == Selection.draw_id)
        .where(Draw.purpose == DrawPurpose.LABELS, Draw.state == DrawState.REVEALED, ~labelled)
        .order_by(Draw.number, Selection.rank, Selection.stratum)
    )


def next_to_label(session: Session, person: Person) -> Call | None:
    """The next call of the estimation queue that this person has not judged; None when everything drawn is labelled."""
    judged = select(Label.id).where(Label.call_id == Call.id, Label.annotator_id == person.id).exists()
    return session.scalars(waiting_for_label().where(~judged).limit(1)).first()


def queue_length(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(waiting_for_label().order_by(None).subquery())) or 0


def _check_causes(session: Session, verdict: Verdict) -> None:
    known = list(session.scalars(select(Cause.id).order_by(Cause.position)))
    for field, cause in (("cause_id", verdict.cause_id), ("secondary_cause_id", verdict.secondary_cause_id)):
        if cause is not None and cause not in known:
            raise LabelError(field, f"cause {cause!r} is not known.", remedy=f"Known causes: {', '.join(known)}.")


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
