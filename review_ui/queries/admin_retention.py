"""What is kept how long, by which setting, and which originals go when."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from settings.settings import Retention, Settings
from settings.source import Told, tell
from store.tables.legal_hold import LegalHold
from store.tables.recording import Recording
from worker.clocks import CLOCKS, Clock

SHOWN_DAYS = 31


@dataclass(frozen=True)
class GoingDay:
    day: date
    originals: int
    size_bytes: int


@dataclass(frozen=True)
class ClockLine:
    """One kind of data that goes by time."""

    what: str
    setting: str
    days: int
    """0: until somebody erases it."""
    next_at: datetime | None
    """When the oldest of it goes."""
    this_week: int
    """Rows that go within seven days."""


@dataclass(frozen=True)
class RetentionView:
    clocks: list[ClockLine]
    held: int
    """Calls that a legal hold keeps from every clock."""
    settings: list[Told]
    file: str
    """Where settings are written."""
    kept: int
    """Originals that no day is set for: their calls are not drawn, or still under way."""
    kept_bytes: int
    going: list[GoingDay]
    later: int
    """Originals that go after the days shown."""
    gone: int


def retention_view(session: Session, settings: Settings, *, now: datetime) -> RetentionView:
    is_there = Recording.blob.is_not(None)
    kept, kept_bytes = session.execute(
        select(func.count(), func.sum(Recording.size_bytes)).where(is_there, Recording.delete_at.is_(None))
    ).one()
    days, sizes = _going(session, now=now)
    first = sorted(days)[:SHOWN_DAYS]
    return RetentionView(
        clocks=[_line(session, settings.retention, clock, now=now) for clock in CLOCKS],
        held=session.scalar(select(func.count()).select_from(LegalHold.in_force().subquery())) or 0,
        settings=[tell(settings, "retention", name) for name, value in settings.retention if isinstance(value, int)],
        file=str(settings.home / "listenback.toml"),
        kept=kept,
        kept_bytes=kept_bytes or 0,
        going=[GoingDay(day, days[day], sizes[day]) for day in first],
        later=sum(days.values()) - sum(days[day] for day in first),
        gone=session.scalar(select(func.count()).where(Recording.blob.is_(None))) or 0,
    )


def originals_going(session: Session) -> int:
    """Originals that have a day to go on."""
    dated = select(func.count()).where(Recording.blob.is_not(None), Recording.delete_at.is_not(None))
    return session.scalar(dated) or 0


def _line(session: Session, retention: Retention, clock: Clock, *, now: datetime) -> ClockLine:
    return ClockLine(
        what=clock.what,
        setting=clock.setting,
        days=clock.days(retention),
        next_at=clock.next_at(session, retention),
        this_week=clock.count(session, retention, by=now + timedelta(days=7)),
    )


def _going(session: Session, *, now: datetime) -> tuple[Counter[date], Counter[date]]:
    """Originals and bytes by the day they go on; what is overdue goes today."""
    days: Counter[date] = Counter()
    sizes: Counter[date] = Counter()
    rows = session.execute(
        select(Recording.delete_at, func.count(), func.sum(Recording.size_bytes))
        .where(Recording.blob.is_not(None), Recording.delete_at.is_not(None))
        .group_by(Recording.delete_at)
    )
    for at, number, size in rows:
        day = max(at or now, now).date()
        days[day] += number
        sizes[day] += size
    return days, sizes
