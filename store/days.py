"""A period as roll-ups see it: whole days of UTC, and what is left over at its two edges."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Edge:
    """Part of one day, [starts_at, ends_at)."""

    starts_at: datetime
    ends_at: datetime

    @property
    def day(self) -> date:
        return self.starts_at.date()


@dataclass(frozen=True)
class Days:
    """Whole days [first, end) and the parts of days around them; both may be empty."""

    first: date
    end: date
    edges: tuple[Edge, ...]


def days_of(starts_at: datetime, ends_at: datetime) -> Days:
    """The days of [starts_at, ends_at)."""
    starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    begins, ends = midnight(starts_at), midnight(ends_at)
    first = begins if begins == starts_at else begins + DAY
    if first > ends:
        return Days(first.date(), first.date(), (Edge(starts_at, ends_at),) if starts_at < ends_at else ())
    edges = (Edge(starts_at, first), Edge(ends, ends_at))
    return Days(first.date(), ends.date(), tuple(edge for edge in edges if edge.starts_at < edge.ends_at))


def midnight(at: datetime) -> datetime:
    """The beginning of an instant's UTC day."""
    return datetime.combine(at.astimezone(UTC).date(), time(), tzinfo=UTC)
