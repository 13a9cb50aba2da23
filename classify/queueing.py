"""Put calls into the queues that a person fills: calibration, gold, training."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from settings.errors import ListenbackError
from store.tables.call import Call, CallState
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person
from store.tables.queued_call import QueuedCall
from store.tables.selection import Selection
from store.tables.transcript import Transcript

MOST = 500
"""Calls put into a queue at once."""


class QueueError(ListenbackError):
    code = "bad_queue"
    status = 422


def queue_calibration(
    session: Session, *, count: int, by: Person | None, now: datetime, rng: Random
) -> list[QueuedCall]:
    """A set, drawn at random, that every rater labels. Raises QueueError where no call is free for it."""
    found = sorted(session.scalars(spare_calls()), key=lambda call_id: call_id.hex)
    if not found:
        raise QueueError(
            "no transcribed call is free for calibration.", remedy="Draw more calls than are drawn for labels."
        )
    chosen = rng.sample(found, min(check_count(count), len(found)))
    return queue_calls(session, LabelPurpose.CALIBRATION, chosen, by=by, now=now)


def queue_gold(session: Session, *, count: int, by: Person | None, now: datetime, rng: Random) -> list[QueuedCall]:
    """Calls whose answer two people gave independently, or a third settled. Raises QueueError where there is none."""
    answers = settled_answers(session)
    if not answers:
        raise QueueError(
            "no call has a settled answer yet.", remedy="Wait for second labels that agree, or settle a disagreement."
        )
    chosen = rng.sample(sorted(answers, key=lambda call_id: call_id.hex), min(check_count(count), len(answers)))
    return queue_calls(session, LabelPurpose.GOLD, chosen, answers=answers, by=by, now=now)


def queue_calls(
    session: Session,
    purpose: LabelPurpose,
    call_ids: Sequence[UUID],
    *,
    by: Person | None,
    now: datetime,
    answers: dict[UUID, str] | None = None,
) -> list[QueuedCall]:
    """One new batch, in this order; calls that the queue has already are left where they are."""
    known = set(session.scalars(select(QueuedCall.call_id).where(QueuedCall.purpose == purpose)))
    last = session.scalar(select(func.max(QueuedCall.batch)).where(QueuedCall.purpose == purpose)) or 0
    fresh = [call_id for call_id in call_ids if call_id not in known]
    queued = [
        QueuedCall(
            call_id=call_id,
            purpose=purpose,
            batch=last + 1,
            position=position,
            cause_id=answers[call_id] if answers else None,
            queued_at=now,
            queued_by_id=by.id if by else None,
        )
        for position, call_id in enumerate(fresh)
    ]
    session.add_all(queued)
    session.flush()
    return queued


def spare_calls() -> Select[UUID]:
    """Transcribed calls that a label draw passed over, that nobody labelled and no queue has.

    Calls that a label draw may still choose are left alone: people should meet them there first.
    """
    passed_over = exists().where(
        Draw.id == Selection.draw_id,
        Selection.call_id == Call.id,
        Draw.purpose == DrawPurpose.CALLS,
        Draw.state == DrawState.REVEALED,
        _label_draw_followed(),
    )
    chosen = exists().where(
        Draw.id == Selection.draw_id, Selection.call_id == Call.id, Draw.purpose == DrawPurpose.LABELS
    )
    return (
        select(Call.id)
        .join(Transcript, (Transcript.call_id == Call.id) & Transcript.is_current & ~Transcript.no_speech)
        .where(
            Call.state == CallState.DONE,
            passed_over,
            ~chosen,
            ~exists().where(Label.call_id == Call.id, Label.withdrawn_at.is_(None)),
            ~exists().where(QueuedCall.call_id == Call.id),
        )
        .order_by(Call.started_at.desc(), Call.id)
    )


def settled_answers(session: Session) -> dict[UUID, str]:
    """The cause of every call that two people named independently, or that a third person settled."""
    first, second = aliased(Label), aliased(Label)
    agreed = session.execute(
        select(first.call_id, first.cause_id)
        .join(second, (second.call_id == first.call_id) & (second.cause_id == first.cause_id))
        .where(
            first.purpose == LabelPurpose.ESTIMATION,
            second.purpose == LabelPurpose.DOUBLE_CODING,
            first.is_blind,
            second.is_blind,
            first.withdrawn_at.is_(None),
            second.withdrawn_at.is_(None),
        )
    )
    settled = session.execute(
        select(Label.call_id, Label.cause_id)
        .where(Label.purpose == LabelPurpose.SETTLEMENT, Label.withdrawn_at.is_(None))
        .order_by(Label.labelled_at)
    )
    queued = set(session.scalars(select(QueuedCall.call_id).where(QueuedCall.purpose == LabelPurpose.GOLD)))
    return {call_id: cause for call_id, cause in [*agreed, *settled] if call_id not in queued}


def _label_draw_followed() -> ColumnElement[bool]:
    """Whether labels were drawn for the period of a draw of calls after it."""
    labels = aliased(Draw)
    return exists().where(
        labels.purpose == DrawPurpose.LABELS,
        labels.state == DrawState.REVEALED,
        labels.number > Draw.number,
        labels.starts_at <= Call.started_at,
        labels.ends_at > Call.started_at,
    )


def check_count(count: int) -> int:
    if not 0 < count <= MOST:
        raise QueueError(f"{count} calls cannot be queued at once.", remedy=f"Ask for 1 to {MOST}.")
    return count
