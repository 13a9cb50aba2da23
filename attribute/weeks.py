"""Weeks of the chart, pooled until there are enough labels for a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Stretch:
    """One bar of the chart: [starts_at, ends_at), one or more weeks."""

    starts_at: datetime
    ends_at: datetime
    labelled: int


def pooled_weeks(
    labelled_at: Sequence[datetime], *, starts_at: datetime, ends_at: datetime, at_least: int
) -> list[Stretch]:
    """Join weeks from the first on until each stretch holds `at_least` labelled calls; a short rest joins the last.

    `labelled_at` holds the start of each labelled call. A period with too few labels in all is one stretch.
    """
    stretches: list[Stretch] = []
    begin = starts_at
    while begin < ends_at:
        end, count = begin, 0
        while end < ends_at and (count < at_least or end == begin):
            end = min(end + WEEK, ends_at)
            count = sum(begin <= at < end for at in labelled_at)
        stretches.append(Stretch(begin, end, count))
        begin = end
    if len(stretches) > 1 and stretches[-1].labelled < at_least:
        last = stretches.pop()
        before = stretches.pop()
        stretches.append(Stretch(before.starts_at, last.ends_at, before.labelled + last.labelled))
    return stretches
