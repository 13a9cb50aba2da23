"""Champion against challenger on the same labels."""

import numpy as np

from classify.comparison import Opinion, Verdict, compare_models

CAUSES = ("bill", "parcel")
TRUTH = ["bill", "parcel"] * 100


def opinion(rng: np.random.Generator, skill: float) -> Opinion:
    """Right with a probability of `skill`, and honest about it."""
    right = rng.random(len(TRUTH)) < skill
    says_bill = np.array([truth == "bill" for truth in TRUTH]) == right
    share = np.where(says_bill, skill, 1 - skill)
    return Opinion(np.column_stack([share, 1 - share]), CAUSES)


def test_a_clearly_better_challenger_wins() -> None:
    rng = np.random.default_rng(1)
    found = compare_models(opinion(rng, 0.6), opinion(rng, 0.95), TRUTH, rng=rng)
    assert found.verdict is Verdict.BETTER
    assert found.interval.high < 0
    assert found.only_challenger_right > found.only_champion_right


def test_a_worse_one_loses() -> None:
    rng = np.random.default_rng(2)
    assert compare_models(opinion(rng, 0.95), opinion(rng, 0.6), TRUTH, rng=rng).verdict is Verdict.WORSE


def test_equal_models_differ_in_one_test_of_twenty() -> None:
    rng = np.random.default_rng(3)
    verdicts = [compare_models(opinion(rng, 0.8), opinion(rng, 0.8), TRUTH, rng=rng).verdict for _ in range(60)]
    assert verdicts.count(Verdict.NO_DIFFERENCE) >= 52


def test_the_same_model_twice_makes_no_difference() -> None:
    rng = np.random.default_rng(4)
    champion = opinion(rng, 0.8)
    found = compare_models(champion, champion, TRUTH, rng=rng)
    assert found.verdict is Verdict.NO_DIFFERENCE
    assert found.as_json()["p_value"] == 1.0


def test_few_calls_say_nothing() -> None:
    rng = np.random.default_rng(5)
    champion = Opinion(np.full((10, 2), 0.5), CAUSES)
    assert compare_models(champion, champion, TRUTH[:10], rng=rng).verdict is Verdict.TOO_FEW


def test_a_cause_that_one_model_does_not_know_costs_it_dearly() -> None:
    unaware = Opinion(np.ones((1, 1)), ("bill",))
    assert unaware.losses(["parcel"])[0] > 10
