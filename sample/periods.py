"""The periods of a plan on the clock: local days and weeks, whatever summer time does to their length."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from store.tables.sampling_plan import Schedule

MONTH_DAYS = 365.25 / 12
DRAWS_A_MONTH = {Schedule.MANUAL: 1.0, Schedule.DAILY: MONTH_DAYS, Schedule.WEEKLY: MONTH_DAYS / 7}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Timing:
    """When the clock draws: after the end of each local day or week, at an hour that leaves time for late records."""

    schedule: Schedule = Schedule.MANUAL
    weekday: int = 0
    """The day on which a week begins, 0 for Monday."""
    hour: int = 6
    zone: str = "UTC"

    def first_day(self, day: date) -> date:
        """The first day of the period that a day lies in."""
        return day if self.schedule is Schedule.DAILY else day - timedelta(days=(day.weekday() - self.weekday) % 7)

    def period_from(self, first: date) -> "Period":
        """The period that begins with this day; shorter than a week where the weekday was changed."""
        begin = self.first_day(first)
        end = begin + timedelta(days=1 if self.schedule is Schedule.DAILY else 7)
        return Period(
            first,
            end,
            starts_at=midnight(first, self.zone),
            ends_at=midnight(end, self.zone),
            due_at=_instant(end, time(self.hour), self.zone),
        )

    def draws_left(self, ends_at: datetime) -> int:
        """Draws of the month that the period before `ends_at` belongs to, this one included."""
        if self.schedule is Schedule.MANUAL:
            return 1
        _, after = month_of(ends_at, self.zone)
        end = ends_at.astimezone(ZoneInfo(self.zone)).date()
        step = timedelta(days=1 if self.schedule is Schedule.DAILY else 7)
        count = 0
        while end <= after:
            count, end = count + 1, end + step
        return max(count, 1)


@dataclass(frozen=True)
class Period:
    """[starts_at, ends_at): local days `first` to the one before `following`, drawn at `due_at`."""

    first: date
    following: date
    starts_at: datetime
    ends_at: datetime
    due_at: datetime


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a local day begins."""
    return _instant(day, time(), zone)


def month_of(ends_at: datetime, zone: str) -> tuple[date, date]:
    """First day and first day after of the local month that the last moment before `ends_at` lies in."""
    last = (ends_at - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
    first = last.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _instant(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
