"""Shares stay unbiased when strata are drawn at different rates: every call counts by its inclusion probability."""

from random import Random

import numpy as np
import pytest

from survey.draw import commit, reveal, selection_of
from survey.rates import sizes_by_rate
from survey.share import estimate_shares

FRAME = {"billing": (300, 0.6), "moves": (150, 0.1), "sales": (50, 0.3)}
"""Calls of each stratum, and the part of them that the cause has."""
RATES = {"billing": 0.1, "moves": 0.4, "sales": 0.2}
DRAWS = 100


def test_a_hundred_draws_at_unequal_rates_hit_the_true_share_on_average() -> None:
    calls = {f"{name}-{n:04d}": (name, n < size * share) for name, (size, share) in FRAME.items() for n in range(size)}
    truth = np.mean([is_caused for _, is_caused in calls.values()])
    strata = {call: name for call, (name, _) in calls.items()}
    frame = {name: size for name, (size, _) in FRAME.items()}
    sizes = sizes_by_rate(frame, RATES).sizes
    seeds, covered = Random(20261122), 0
    shares: list[float] = []
    plain: list[float] = []
    for _ in range(DRAWS):
        chosen = selection_of(reveal(commit(strata, sizes, committed_at="2026-10-05"), seeds.randbytes(32)))
        labels = np.array([0 if calls[one.call_id][1] else 1 for one in chosen])
        found = estimate_shares(
            ["cause", "other"], None, labels, strata=[one.stratum for one in chosen], frame_sizes=frame
        )["cause"]
        assert found.share is not None
        assert found.low is not None
        assert found.high is not None
        shares.append(found.share)
        plain.append(float((labels == 0).mean()))
        covered += int(found.low <= truth <= found.high)
    error = np.std(shares) / DRAWS**0.5
    assert abs(np.mean(shares) - truth) < 3 * error
    assert abs(np.mean(plain) - truth) > 20 * error
    assert covered / DRAWS > 0.9


def test_every_selection_carries_the_rate_of_its_stratum() -> None:
    frame = {name: size for name, (size, _) in FRAME.items()}
    strata = {f"{name}-{n}": name for name, size in frame.items() for n in range(size)}
    sizes = sizes_by_rate(frame, RATES, cap=50).sizes
    for one in selection_of(reveal(commit(strata, sizes, committed_at="2026-10-05"), b"seed")):
        assert one.probability == pytest.approx(sizes[one.stratum] / frame[one.stratum])
