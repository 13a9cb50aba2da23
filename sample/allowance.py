"""What a monthly cap on hours of speech leaves for one draw."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sample.periods import MONTH_DAYS, Timing, midnight, month_of
from sample.strata import CALL_SECONDS
from store.tables.call import Call
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.selection import Selection


def allowed_hours(
    session: Session, monthly: float | None, timing: Timing, *, starts_at: datetime, ends_at: datetime
) -> float | None:
    """Hours of speech a draw may take: what the month has left, shared evenly among the draws it still has.

    A draw belongs to the local month in which its period ends. One that is longer than a month may take as many
    months' hours. None without a cap.
    """
    if monthly is None:
        return None
    first, after = month_of(ends_at, timing.zone)
    months = max((ends_at - starts_at) / timedelta(days=MONTH_DAYS), 1.0)
    used = used_hours(session, midnight(first, timing.zone), midnight(after, timing.zone))
    return share_of_month(monthly * months, used=used, draws_left=timing.draws_left(ends_at))


def share_of_month(hours: float, *, used: float, draws_left: int) -> float:
    return max(hours - used, 0.0) / draws_left


def used_hours(session: Session, starts_at: datetime, ends_at: datetime) -> float:
    """Hours of speech of the calls that draws took whose periods ended in this time."""
    seconds = func.coalesce(func.nullif(Call.duration_s, 0), CALL_SECONDS)
    taken = (
        select(func.sum(seconds))
        .join(Selection, Selection.call_id == Call.id)
        .join(Draw, Draw.id == Selection.draw_id)
        .where(
            Draw.purpose == DrawPurpose.CALLS,
            Draw.state == DrawState.REVEALED,
            Draw.ends_at > starts_at,
            Draw.ends_at <= ends_at,
        )
    )
    return float(session.scalar(taken) or 0) / 3600
