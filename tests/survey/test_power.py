"""What is said about "when will we know" agrees with what the test does."""

import numpy as np
import pytest

from survey.change import Verdict, change_of
from survey.errors import SurveyError
from survey.power import weeks_until_told


def found_at(weeks: int, *, share: float, drop: float, before: int, per_week: int, series: int = 600) -> float:
    """How many of simulated series say *dropped* at that week's look."""
    rng = np.random.default_rng(7)
    after = weeks * per_week
    was = rng.binomial(before, share, series) / before
    now = rng.binomial(after, share - drop, series) / after
    variance = was * (1 - was) / before + np.clip(now * (1 - now), 1e-4, None) / after
    looks = [change_of(float(b - a), float(v), drop) for a, b, v in zip(was, now, variance, strict=True)]
    return sum(look.verdict is Verdict.DROPPED for look in looks) / series


@pytest.mark.parametrize(
    ("share", "drop", "before", "per_week"), [(0.3, 0.1, 800, 60), (0.2, 0.1, 400, 30), (0.5, 0.2, 200, 20)]
)
def test_at_the_week_it_names_most_series_know(share: float, drop: float, before: int, per_week: int) -> None:
    weeks = weeks_until_told(share, expected_drop=drop, labels_before=before, labels_per_week=per_week)
    assert weeks is not None
    assert 0.75 <= found_at(weeks, share=share, drop=drop, before=before, per_week=per_week) <= 0.99


def test_a_small_drop_takes_longer_than_a_large_one() -> None:
    weeks = [
        weeks_until_told(0.3, expected_drop=drop, labels_before=2000, labels_per_week=50) for drop in (0.2, 0.1, 0.08)
    ]
    assert weeks == sorted(weeks, key=lambda one: one or 999)
    assert weeks[0] != weeks[1]


def test_it_says_so_when_two_years_are_not_enough() -> None:
    assert weeks_until_told(0.3, expected_drop=0.01, labels_before=400, labels_per_week=30) is None
    assert weeks_until_told(0.3, expected_drop=0.1, labels_before=400, labels_per_week=0) is None


def test_impossible_numbers_are_refused() -> None:
    with pytest.raises(SurveyError):
        weeks_until_told(0.3, expected_drop=1.2, labels_before=400, labels_per_week=30)
