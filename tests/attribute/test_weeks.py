from datetime import UTC, datetime, timedelta
from itertools import pairwise

from attribute.weeks import pooled_weeks

START = datetime(2026, 9, 7, tzinfo=UTC)
END = START + timedelta(weeks=8)


def calls(*by_week: int) -> list[datetime]:
    return [START + timedelta(weeks=week, hours=9) for week, count in enumerate(by_week) for _ in range(count)]


def lengths(*by_week: int, at_least: int = 30) -> list[int]:
    found = pooled_weeks(calls(*by_week), starts_at=START, ends_at=END, at_least=at_least)
    assert found[0].starts_at == START
    assert found[-1].ends_at == END
    assert all(one.ends_at == other.starts_at for one, other in pairwise(found))
    return [(stretch.ends_at - stretch.starts_at).days // 7 for stretch in found]


def test_weeks_with_enough_labels_stand_alone() -> None:
    assert lengths(30, 31, 40, 30, 30, 30, 30, 30) == [1] * 8


def test_weeks_are_joined_until_there_is_enough() -> None:
    assert lengths(15, 15, 29, 1, 10, 10, 10, 30) == [2, 2, 3, 1]


def test_a_short_rest_joins_the_last_bar() -> None:
    assert lengths(30, 30, 30, 30, 30, 30, 30, 5) == [1, 1, 1, 1, 1, 1, 2]


def test_too_few_labels_in_all_are_one_bar() -> None:
    assert lengths(1, 0, 2, 0, 0, 1, 0, 0) == [8]
