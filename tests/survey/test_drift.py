"""A flag is raised where people really differ, and hardly ever where they do not."""

import numpy as np
import pytest

from survey.drift import share_difference


def false_flags(*, labels: int, share: float, strata: int, cause: float, comparisons: int, rounds: int) -> float:
    """How often somebody who hears like everybody else is flagged; strata differ in their shares of the cause."""
    rng = np.random.default_rng(3)
    flags = 0
    for _ in range(rounds):
        stratum = rng.integers(0, strata, labels)
        mine = rng.random(labels) < share
        named = rng.random(labels) < np.clip(cause * (0.3 + 2 * stratum / strata), 0, 0.9)
        flags += share_difference(named, mine, stratum, comparisons=comparisons).is_clear
    return flags / rounds


@pytest.mark.parametrize(
    ("labels", "share", "strata", "cause", "comparisons"),
    [(60, 0.5, 6, 0.1, 1), (200, 0.5, 3, 0.35, 1), (200, 0.3, 6, 0.08, 30), (400, 0.2, 12, 0.05, 30)],
)
def test_who_hears_like_the_others_is_hardly_ever_flagged(
    labels: int, share: float, strata: int, cause: float, comparisons: int
) -> None:
    flags = false_flags(labels=labels, share=share, strata=strata, cause=cause, comparisons=comparisons, rounds=1500)
    assert flags <= 0.05 / comparisons + 0.01


def test_who_hears_something_else_is_flagged() -> None:
    rng = np.random.default_rng(5)
    mine = np.arange(300) % 2 == 0
    named = rng.random(300) < np.where(mine, 0.5, 0.2)
    found = share_difference(named, mine, np.zeros(300, dtype=np.int64), comparisons=18)
    assert found.is_clear
    assert found.low is not None
    assert found.low > 0


def test_harder_calls_are_no_reason_for_a_flag() -> None:
    """Asha had mostly calls of a stratum in which everybody names the cause more often."""
    rng = np.random.default_rng(5)
    stratum = rng.integers(0, 2, 600)
    mine = rng.random(600) < np.where(stratum == 1, 0.8, 0.2)
    named = rng.random(600) < np.where(stratum == 1, 0.7, 0.1)
    raw = named[mine].mean() - named[~mine].mean()
    assert raw > 0.3
    assert not share_difference(named, mine, stratum, comparisons=1).is_clear


def test_strata_that_one_side_never_had_tell_nothing() -> None:
    mine, strata = np.array([True, True, False, False]), np.array([0, 0, 1, 1])
    found = share_difference(np.array([True, True, False, False]), mine, strata, comparisons=1)
    assert (found.value, found.mine, found.others, found.is_clear) == (None, 0, 0, False)
