"""Labels of the clock's weeks become figures of months; other draws have their own period."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from store.tables.draw import Draw, DrawPurpose
from store.tables.sampling_plan import Schedule
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.draw import make_draw
from tests.factories.label import make_label
from tests.factories.sampling_plan import make_sampling_plan
from worker.periods import periods_of_labels

OCTOBER = (datetime(2026, 9, 30, 22, tzinfo=UTC), datetime(2026, 10, 31, 23, tzinfo=UTC))
"""In Berlin, with the clocks changed within."""
WEEK_STARTS = datetime(2026, 10, 18, 22, tzinfo=UTC)


def labelled_week(session: Session, *, labels: int, **plan: Any) -> Draw:
    make_causes(session)
    row = make_sampling_plan(session, time_zone="Europe/Berlin", **plan)
    week = {"starts_at": WEEK_STARTS, "ends_at": WEEK_STARTS + timedelta(weeks=1)}
    make_draw(session, plan_id=row.id, **week)
    draw = make_draw(session, purpose=DrawPurpose.LABELS, **week)
    for _ in range(labels):
        make_label(session, call=make_call(session, started_at=WEEK_STARTS), draw_id=draw.id, probability=0.5)
    return draw


def test_a_week_of_the_clock_belongs_to_its_local_month(session: Session) -> None:
    draw = labelled_week(session, labels=30, schedule=Schedule.WEEKLY)
    assert periods_of_labels(session, since=draw.committed_at - timedelta(days=1)) == [OCTOBER]


def test_a_month_waits_for_its_thirtieth_label(session: Session) -> None:
    draw = labelled_week(session, labels=29, schedule=Schedule.WEEKLY)
    assert periods_of_labels(session, since=draw.committed_at - timedelta(days=1)) == []


def test_a_draw_by_hand_has_its_own_period(session: Session) -> None:
    draw = labelled_week(session, labels=1)
    assert periods_of_labels(session, since=draw.committed_at - timedelta(days=1)) == [(draw.starts_at, draw.ends_at)]
