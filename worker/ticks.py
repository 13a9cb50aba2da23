"""Ticks: each due time of a schedule is taken by one clock, however many there are."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.tables.tick import Tick


def first_tick(session: Session, schedule: str, tick_at: datetime, *, now: datetime) -> bool:
    """Whether this tick is due and nobody has taken it before."""
    if now < tick_at:
        return False
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    taken = session.execute(
        insert(Tick).values(schedule=schedule, tick_at=tick_at).on_conflict_do_nothing().returning(Tick.schedule)
    )
    return taken.first() is not None
