"""How many customers a period had, for how long: the denominator of the number that every department shares."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.customer_count import CustomerCount

CARRIED = timedelta(days=100)
"""A month that is not in the register yet counts like the last one before it, for a quarter at most."""


def customer_months(session: Session, starts_at: datetime, ends_at: datetime) -> float | None:
    """Customers times months of the period, a part of a month by its days; None where the register does not say."""
    counts = {row.month: row.customers for row in session.scalars(select(CustomerCount))}
    return sum_over_months(counts, starts_at, ends_at)


def sum_over_months(counts: Mapping[date, int], starts_at: datetime, ends_at: datetime) -> float | None:
    total, first = 0.0, starts_at.astimezone(UTC).date().replace(day=1)
    while _begin(first) < ends_at:
        after = (first + timedelta(days=32)).replace(day=1)
        overlap = min(ends_at, _begin(after)) - max(starts_at, _begin(first))
        customers = _known(counts, first)
        if customers is None:
            return None
        total += customers * (overlap / (_begin(after) - _begin(first)))
        first = after
    return total or None


def _known(counts: Mapping[date, int], month: date) -> int | None:
    before = [known for known in counts if month - CARRIED <= known <= month]
    return counts[max(before)] if before else None


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
