"""When digests fall due: chosen weekdays at a local hour, whatever summer time does to that hour. Pure.

An hour that does not exist that day is the one after it; of an hour that comes twice, the first counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST_WAIT = timedelta(days=800)
"""Beyond this nobody waits: a pause or holidays without end."""
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Sendings:
    """The days and the hour of one person's digests."""

    weekdays: frozenset[int]
    """0 for Monday."""
    hour: int
    zone: str
    days_off: frozenset[date] = frozenset()
    paused_until: date | None = None

    def after(self, instant: datetime) -> datetime | None:
        """The first sending later than this instant; None where no weekday is chosen or none comes in sight."""
        return next(self.following(instant), None)

    def following(self, instant: datetime) -> Iterator[datetime]:
        """All sendings later than an instant, in order, each once."""
        if not self.weekdays:
            return
        first = instant.astimezone(ZoneInfo(self.zone)).date() - timedelta(days=15)
        last = None
        for offset in range(LONGEST_WAIT.days):
            day = self._moved(first + timedelta(days=offset))
            at = None if day is None else self._at(day)
            if at is not None and at > (last or instant):
                last = at
                yield at

    def _moved(self, day: date) -> date | None:
        """The day on which a sending meant for `day` happens: off days push it to the next working or chosen day."""
        if day.weekday() not in self.weekdays:
            return None
        for _ in range(14):
            if day not in self.days_off and (day.weekday() < 5 or day.weekday() in self.weekdays):
                return None if self._is_paused(day) else day
            day += timedelta(days=1)
        return None

    def is_off(self, instant: datetime) -> bool:
        """Whether nothing is sent on the local day of this instant, whatever was planned for it."""
        day = instant.astimezone(ZoneInfo(self.zone)).date()
        return day in self.days_off or self._is_paused(day)

    def _is_paused(self, day: date) -> bool:
        return self.paused_until is not None and day <= self.paused_until

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(self.hour), ZoneInfo(self.zone)).astimezone(UTC)


def local_midnight(instant: datetime, zone: str) -> datetime:
    """The instant at which the local day of `instant` begins."""
    day = instant.astimezone(ZoneInfo(zone)).date()
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def week_begin(instant: datetime, zone: str, *, weeks_before: int = 0) -> datetime:
    """The instant at which the local week (Monday) of `instant` begins, or one so many weeks before."""
    day = instant.astimezone(ZoneInfo(zone)).date()
    monday = day - timedelta(days=day.weekday()) - weeks_before * WEEK
    return datetime.combine(monday, time(), ZoneInfo(zone)).astimezone(UTC)
