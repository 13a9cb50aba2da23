"""Intervals stay inside 0 and 1, and say less where less is known."""

import pytest

from survey.interval import Interval, widened, wilson, worst_case


def test_it_is_wilsons_interval() -> None:
    interval = wilson(0.1, 100)

    assert interval.low == pytest.approx(0.05523, abs=1e-5)
    assert interval.high == pytest.approx(0.17437, abs=1e-5)


def test_a_share_of_nothing_is_not_known_to_be_nothing() -> None:
    assert wilson(0.0, 50).low == 0.0
    assert wilson(0.0, 50).high == pytest.approx(0.0713, abs=1e-4)
    assert wilson(1.0, 50).high == 1.0
    assert wilson(0.3, 0) == Interval(0.0, 1.0)


def test_a_variance_from_few_labels_widens_the_interval() -> None:
    assert widened(200, 1e9) == pytest.approx(200, rel=1e-3)
    assert widened(200, 10) == pytest.approx(200 * (1.96 / 2.228) ** 2, rel=1e-3)
    assert widened(200, 0.5) == widened(200, 2)


def test_the_worst_case_counts_unanswered_calls_as_all_or_none() -> None:
    bounds = worst_case(Interval(0.2, 0.3), 0.1)

    assert bounds.low == pytest.approx(0.18)
    assert bounds.high == pytest.approx(0.37)


def test_an_interval_covers_its_ends() -> None:
    assert Interval(0.1, 0.2).covers(0.1)
    assert not Interval(0.1, 0.2).covers(0.21)
    assert Interval(0.1, 0.2).half_width == pytest.approx(0.05)
