"""Days and weeks of the clock follow the wall clock of the place, whatever summer time does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sample.allowance import share_of_month
from sample.periods import Timing, month_of
from store.tables.sampling_plan import Schedule

BERLIN = "Europe/Berlin"
WEEKLY = Timing(Schedule.WEEKLY, weekday=0, hour=6, zone=BERLIN)


def test_a_week_begins_at_local_midnight_and_is_drawn_after_its_end() -> None:
    week = WEEKLY.period_from(date(2026, 10, 5))
    assert week.starts_at == datetime(2026, 10, 4, 22, tzinfo=UTC)
    assert week.ends_at == datetime(2026, 10, 11, 22, tzinfo=UTC)
    assert week.due_at == datetime(2026, 10, 12, 4, tzinfo=UTC)


@pytest.mark.parametrize(("first", "hours"), [(date(2026, 10, 19), 169), (date(2026, 3, 23), 167)])
def test_the_week_in_which_the_clocks_change_is_an_hour_longer_or_shorter(first: date, hours: int) -> None:
    week, after = WEEKLY.period_from(first), WEEKLY.period_from(first + timedelta(days=7))
    assert week.ends_at - week.starts_at == timedelta(hours=hours)
    assert after.starts_at == week.ends_at


def test_an_hour_that_summer_time_leaves_out_still_comes_once() -> None:
    daily = Timing(Schedule.DAILY, hour=2, zone=BERLIN)
    due = [daily.period_from(date(2026, 3, day)).due_at for day in (27, 28, 29)]
    assert due == sorted(set(due))
    assert due[1] == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_changed_weekday_gives_one_short_week_and_no_gap() -> None:
    thursdays = Timing(Schedule.WEEKLY, weekday=3)
    short = thursdays.period_from(date(2026, 10, 5))
    assert (short.first, short.following) == (date(2026, 10, 5), date(2026, 10, 8))
    assert thursdays.period_from(short.following).following == date(2026, 10, 15)


def test_a_draw_belongs_to_the_month_in_which_its_period_ends() -> None:
    week = WEEKLY.period_from(date(2026, 10, 26))
    assert month_of(week.ends_at, BERLIN) == (date(2026, 11, 1), date(2026, 12, 1))
    assert WEEKLY.draws_left(week.ends_at) == 5
    assert WEEKLY.draws_left(WEEKLY.period_from(date(2026, 11, 23)).ends_at) == 1


def test_the_cap_is_shared_among_the_draws_that_the_month_still_has() -> None:
    assert share_of_month(20, used=0, draws_left=5) == 4
    assert share_of_month(20, used=18, draws_left=1) == 2
    assert share_of_month(20, used=25, draws_left=2) == 0
