"""A random sub-sample of estimation labels is given again, blind, by a second person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.draw import Draw
from store.tables.label import LabelPurpose
from store.tables.queued_call import QueuedCall
from store.tables.selection import Selection
from survey.double_coding import DOUBLE_CODED, is_double_coded


def queue_second_label(session: Session, drawn: Selection, *, now: datetime) -> QueuedCall | None:
    """Put a call that just got its estimation label into the queue, if its ticket says so; once."""
    draw = session.get_one(Draw, drawn.draw_id)
    if not is_double_coded(drawn.ticket, float(draw.details.get("double_coded", DOUBLE_CODED))):
        return None
    known = queued_for_second_label(session, drawn.call_id)
    if known is not None:
        return known
    queued = QueuedCall(
        call_id=drawn.call_id,
        purpose=LabelPurpose.DOUBLE_CODING,
        batch=draw.number,
        position=drawn.rank,
        queued_at=now,
    )
    session.add(queued)
    session.flush()
    return queued


def queued_for_second_label(session: Session, call_id: UUID) -> QueuedCall | None:
    return session.scalars(
        select(QueuedCall).where(QueuedCall.call_id == call_id, QueuedCall.purpose == LabelPurpose.DOUBLE_CODING)
    ).one_or_none()
