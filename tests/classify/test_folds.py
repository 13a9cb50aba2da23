"""Splits for choosing a model."""

import numpy as np

from classify.folds import ALWAYS_TRAINED, fold_of, hold_out, stratified_sample

CAUSES = np.array([0] * 20 + [1] * 5 + [2] * 2 + [3])


def test_every_cause_stays_in_the_training_part_of_every_fold() -> None:
    fold = fold_of(CAUSES, 5, rng=np.random.default_rng(1))
    for number in range(5):
        assert set(CAUSES[fold != number]) == {0, 1, 2, 3}


def test_a_cause_with_one_call_is_never_held_out() -> None:
    assert fold_of(CAUSES, 5, rng=np.random.default_rng(1))[-1] == ALWAYS_TRAINED


def test_one_customers_calls_share_a_fold() -> None:
    groups = [row // 3 for row in range(len(CAUSES))]
    fold = fold_of(CAUSES, 4, rng=np.random.default_rng(2), groups=groups)
    for group in set(groups):
        assert len({int(fold[row]) for row, name in enumerate(groups) if name == group}) == 1


def test_it_holds_out_a_share_of_every_cause_but_never_its_only_call() -> None:
    held = hold_out(CAUSES, 0.3, rng=np.random.default_rng(3))
    assert [int(held[cause == CAUSES].sum()) for cause in range(4)] == [6, 2, 1, 0]


def test_a_sample_keeps_the_shares_of_the_causes() -> None:
    rows = stratified_sample(CAUSES, 14, rng=np.random.default_rng(4))
    assert len(set(rows)) == 14
    assert [int((CAUSES[rows] == cause).sum()) for cause in range(4)] == [10, 3, 1, 0]


def test_the_same_dice_make_the_same_folds() -> None:
    first, second = (fold_of(CAUSES, 5, rng=np.random.default_rng(9)) for _ in range(2))
    assert (first == second).all()
