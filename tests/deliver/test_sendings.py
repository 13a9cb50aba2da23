"""Digests fall due once on each chosen day, in every zone and year."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from deliver.sendings import Sendings, local_midnight, week_begin

ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu",
    "Pacific/Apia", "Africa/Casablanca", "America/Santiago", "Asia/Gaza", "Pacific/Chatham", "Africa/Cairo",
]  # fmt: skip
FIRST = datetime(2008, 1, 1, tzinfo=UTC)
INSTANTS = some.integers(0, 900_000_000).map(lambda seconds: FIRST + timedelta(seconds=seconds))


def local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def every(weekdays: set[int], hour: int, zone: str, **more: object) -> Sendings:
    return Sendings(frozenset(weekdays), hour, zone, **more)  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(
    zone=some.sampled_from(ZONES),
    hour=some.integers(0, 23),
    weekdays=some.sets(some.integers(0, 6), min_size=1),
    start=INSTANTS,
)
def test_each_chosen_day_has_exactly_one_sending(zone: str, hour: int, weekdays: set[int], start: datetime) -> None:
    sendings = every(weekdays, hour, zone)
    found = list(islice(sendings.following(start), 60))
    assert found == sorted(set(found))
    assert found[0] > start
    days = [local(at, zone).date() for at in found]
    assert len(set(days)) == len(days)
    assert {day.weekday() for day in days} <= weekdays | {(day + 1) % 7 for day in weekdays}
    day = days[0]
    while day < days[-1]:
        is_there = local(datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC), zone)
        if day.weekday() in weekdays and is_there.date() == day:
            assert days.count(day) == 1, day
        day += timedelta(days=1)


@settings(max_examples=100, deadline=None)
@given(zone=some.sampled_from(ZONES), hour=some.integers(0, 23), start=INSTANTS)
def test_the_local_hour_is_the_chosen_one_or_the_first_after_a_gap(zone: str, hour: int, start: datetime) -> None:
    for at in islice(every({0, 1, 2, 3, 4, 5, 6}, hour, zone).following(start), 40):
        wall = local(at, zone)
        if wall.hour != hour or wall.minute:
            before = local(at - timedelta(hours=2), zone)
            assert wall.utcoffset() != before.utcoffset(), wall  # the clocks were put forward in these two hours
        assert wall.fold == 0


@settings(max_examples=60, deadline=None)
@given(zone=some.sampled_from(ZONES), hour=some.integers(0, 23), start=INSTANTS)
def test_going_from_tick_to_tick_meets_the_same_instants(zone: str, hour: int, start: datetime) -> None:
    sendings = every({1, 4}, hour, zone)
    at, walked = start, []
    for _ in range(12):
        found = sendings.after(at)
        assert found is not None
        walked.append(found)
        at = found
    assert walked == list(islice(sendings.following(start), 12))


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (datetime(2026, 3, 29, tzinfo=UTC), 2, datetime(2026, 3, 29, 1, tzinfo=UTC)),  # 2:00 is not there: 3:00
        (datetime(2026, 10, 25, tzinfo=UTC), 2, datetime(2026, 10, 25, 0, tzinfo=UTC)),  # 2:00 comes twice: the first
        (datetime(2026, 7, 7, tzinfo=UTC), 8, datetime(2026, 7, 7, 6, tzinfo=UTC)),
    ],
)
def test_berlin(day: datetime, hour: int, expected: datetime) -> None:
    assert every({day.weekday()}, hour, "Europe/Berlin").after(day - timedelta(hours=3)) == expected


def test_a_holiday_moves_the_digest_to_the_next_working_day() -> None:
    monday = datetime(2026, 12, 21, tzinfo=UTC)
    off = frozenset({date(2026, 12, 25), date(2026, 12, 26)})
    friday = every({4}, 8, "UTC", days_off=off)
    assert [at.date() for at in islice(friday.following(monday), 2)] == [date(2026, 12, 28), date(2027, 1, 1)]
    both = every({0, 4}, 8, "UTC", days_off=off)
    assert [at.date().day for at in islice(both.following(monday + timedelta(days=1)), 2)] == [28, 1]


def test_nothing_falls_due_during_a_pause_or_without_a_day() -> None:
    now = datetime(2026, 11, 2, tzinfo=UTC)
    paused = every({1}, 8, "UTC", paused_until=date(2026, 11, 10))
    assert paused.after(now) == datetime(2026, 11, 17, 8, tzinfo=UTC)
    assert every(set(), 8, "UTC").after(now) is None
    assert every({1}, 8, "UTC", paused_until=date(2099, 1, 1)).after(now) is None


def test_days_and_weeks_begin_at_local_midnight() -> None:
    sunday_night = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)  # Monday 0:30 in Berlin
    assert local_midnight(sunday_night, "Europe/Berlin") == datetime(2026, 11, 1, 23, tzinfo=UTC)
    assert week_begin(sunday_night, "Europe/Berlin") == datetime(2026, 11, 1, 23, tzinfo=UTC)
    assert week_begin(sunday_night, "Europe/Berlin", weeks_before=2) == datetime(2026, 10, 18, 22, tzinfo=UTC)
