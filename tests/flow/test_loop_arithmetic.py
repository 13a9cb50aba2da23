"""The demo's figures and verdict, repeated over other seeds: draw, labels, figures, before and after; no audio."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.loop import LoopResult, read_frame, run_loop, summary, synthetic_frame
from survey.change import Verdict

TRUTH = Path(__file__).parents[2] / "demo" / "truth.jsonl"


def over_seeds(seeds: range, *, shipped: bool) -> list[LoopResult]:
    frame = read_frame(TRUTH) if shipped else None
    return [run_loop(frame or synthetic_frame(np.random.default_rng(9_000 + seed)), seed) for seed in seeds]


def test_the_shipped_calls_give_their_own_truth_under_other_seeds() -> None:
    found = summary(over_seeds(range(30), shipped=True))

    assert 0.90 <= found["covered"] <= 0.99
    assert found["dropped"] == 1


def test_the_same_seed_gives_the_same_loop() -> None:
    first, again = (run_loop(read_frame(TRUTH), 3) for _ in range(2))

    assert first == again
    assert first.verdict is Verdict.DROPPED


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("shipped", [True, False], ids=["shipped calls", "new frames"])
def test_over_200_seeds_intervals_cover_and_the_drop_is_found(shipped: bool) -> None:
    found = summary(over_seeds(range(200), shipped=shipped))

    assert 0.93 <= found["covered"] <= 0.97
    assert found["covered marketing_mailer"] >= 0.92
    assert found["dropped"] >= 0.95
    assert found["change covered"] >= 0.95
