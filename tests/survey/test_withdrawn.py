"""Customers who take consent back after the draw: at random they cost precision, else the bounds hold the truth."""

import numpy as np

from survey.interval import Interval
from survey.share import NOT_LABELLED, estimate_shares

SIZES = {"billing": 3000, "sales": 900}
DRAWN = {"billing": 300, "sales": 300}
SHARES = {"billing": 0.12, "sales": 0.4}
TRUTH = sum(SIZES[one] * SHARES[one] for one in SIZES) / sum(SIZES.values())


def one_draw(rng: np.random.Generator, *, leave: float, leave_if_cause: float) -> tuple[float, ...]:
    """Draw, let customers leave, label the first 150 of each stratum that stayed.

    Share, low, high, the worst case (the interval itself where little is missing), and nonresponse.
    """
    strata: list[str] = []
    labels: list[int] = []
    for name, size in SIZES.items():
        population = np.arange(size) < round(SHARES[name] * size)
        is_cause = rng.permutation(population)[: DRAWN[name]]
        stays = rng.random(DRAWN[name]) >= np.where(is_cause, leave_if_cause, leave)
        kept = is_cause[stays]
        given = np.where(kept, 0, 1)
        given[150:] = NOT_LABELLED
        strata += [name] * len(kept)
        labels += given.tolist()
    gone = 1 - len(strata) / sum(DRAWN.values())
    found = estimate_shares(
        ["mail", "other"], None, np.array(labels), strata=strata, frame_sizes=SIZES, cells=strata, nonresponse=gone
    )["mail"]
    assert found.low is not None
    assert found.high is not None
    worst = found.bounds or Interval(found.low, found.high)
    return found.share or 0.0, found.low, found.high, worst.low, worst.high, gone


def test_withdrawals_at_random_leave_the_share_right_and_the_interval_honest() -> None:
    rng = np.random.default_rng(7)
    rows = np.array([one_draw(rng, leave=0.04, leave_if_cause=0.04) for _ in range(400)])
    shares = rows[:, 0]
    assert abs(shares.mean() - TRUTH) < 3 * shares.std() / np.sqrt(len(shares))
    covered = ((rows[:, 1] <= TRUTH) & (rows[:, 2] >= TRUTH)).mean()
    assert 0.92 <= covered <= 0.98


def test_where_those_leave_who_had_the_cause_the_worst_case_bounds_still_hold_the_truth() -> None:
    rng = np.random.default_rng(11)
    rows = np.array([one_draw(rng, leave=0.02, leave_if_cause=0.4) for _ in range(200)])
    assert (rows[:, 5] > 0.05).all()
    missed = ((rows[:, 1] <= TRUTH) & (rows[:, 2] >= TRUTH)).mean()
    held = ((rows[:, 3] <= TRUTH) & (rows[:, 4] >= TRUTH)).mean()
    assert missed < 0.5, "the plain interval knows nothing of who left"
    assert held >= 0.97
