"""Looking every week keeps its promise: few false verdicts, and a real fall is found in weeks."""

import numpy as np
import pytest

from benchmarks.change import Case, first_verdict, worst_of_twenty
from survey.change import Verdict

NOTHING = Case("nothing changed", 0.12, 0.12, 0.07)
FELL = Case("fell", 0.12, 0.05, 0.07)


def test_a_real_fall_is_found_within_weeks_and_nothing_is_not() -> None:
    rng = np.random.default_rng(1)

    found = [first_verdict(FELL, rng, looks=10) for _ in range(6)]

    assert sum(verdict is not None and verdict[1] is Verdict.DROPPED for verdict in found) >= 4
    assert sum(first_verdict(NOTHING, rng, looks=10) is None for _ in range(6)) >= 5


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "case", [NOTHING, Case("rare", 0.05, 0.05, 0.03), Case("common", 0.35, 0.35, 0.2)], ids=lambda case: case.name
)
def test_forty_looks_at_nothing_give_few_false_verdicts(case: Case) -> None:
    rng = np.random.default_rng(2)

    false = sum(first_verdict(case, rng) is not None for _ in range(300))

    assert false / 300 <= 0.05


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_promise_made_on_the_worst_of_twenty_drivers_is_not_flattered_by_luck() -> None:
    rng = np.random.default_rng(3)

    false = sum(worst_of_twenty(rng, kept_apart=True) is not None for _ in range(200))

    assert false / 200 <= 0.05


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_fall_from_12_to_5_percent_is_found_by_week_6_at_the_median() -> None:
    rng = np.random.default_rng(4)

    found = [first_verdict(FELL, rng, looks=12) for _ in range(100)]

    assert sum(verdict is not None and verdict[0] <= 6 for verdict in found) > 50
