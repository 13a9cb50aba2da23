"""Customers of a period: by month, parts of months by their days, the last known month for those to come."""

from datetime import UTC, date, datetime

import pytest

from attribute.customers import sum_over_months

COUNTS = {date(2026, 9, 1): 30_000, date(2026, 10, 1): 31_000}


def at(month: int, day: int = 1) -> datetime:
    return datetime(2026, month, day, tzinfo=UTC)


def test_a_month_is_its_customers_and_half_a_month_half_of_them() -> None:
    assert sum_over_months(COUNTS, at(9), at(10)) == 30_000
    assert sum_over_months(COUNTS, at(9, 16), at(10)) == pytest.approx(15_000)
    assert sum_over_months(COUNTS, at(9, 16), at(11)) == pytest.approx(15_000 + 31_000)


def test_a_month_that_is_not_registered_yet_counts_like_the_last_one() -> None:
    assert sum_over_months(COUNTS, at(11), at(12)) == 31_000
    assert sum_over_months(COUNTS, datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC)) is None


def test_without_a_register_nothing_is_said() -> None:
    assert sum_over_months({}, at(9), at(10)) is None
    assert sum_over_months(COUNTS, at(8), at(10)) is None
