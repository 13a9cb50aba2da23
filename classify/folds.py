"""Splits for choosing a model: every cause in every part, one customer's calls never in two."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
ALWAYS_TRAINED = -1


def fold_of(causes: Ints, folds: int, *, rng: np.random.Generator, groups: Sequence[Hashable] | None = None) -> Ints:
    """The fold of each row, 0 … folds - 1; rows of one group share one.

    Rare causes are dealt out first, one group to each fold in turn. A cause with one group only is never held out
    (`ALWAYS_TRAINED`): a model that has never seen a cause cannot be judged on it.
    """
    names = list(range(len(causes))) if groups is None else list(groups)
    members: dict[Hashable, list[int]] = {}
    for row, name in enumerate(names):
        members.setdefault(name, []).append(row)
    fold = np.full(len(causes), ALWAYS_TRAINED, dtype=np.int64)
    taken: set[Hashable] = set()
    found, sizes = np.unique(causes, return_counts=True)
    for cause in found[np.argsort(sizes, kind="stable")]:
        free = {names[row] for row in np.flatnonzero(causes == cause)} - taken
        waiting = sorted(free, key=lambda name: members[name])
        if len(waiting) < 2:
            continue
        first = int(rng.integers(folds))
        for place, at in enumerate(rng.permutation(len(waiting))):
            fold[members[waiting[int(at)]]] = (first + place) % folds
        taken.update(waiting)
    return fold


def hold_out(causes: Ints, share: float, *, rng: np.random.Generator) -> NDArray[np.bool_]:
    """True for the rows of the test part: `share` of every cause, rounded, and never a cause's only row."""
    held = np.zeros(len(causes), dtype=bool)
    for cause in np.unique(causes):
        rows = rng.permutation(np.flatnonzero(causes == cause))
        held[rows[: min(round(share * len(rows)), len(rows) - 1)]] = True
    return held


def stratified_sample(causes: Ints, size: int, *, rng: np.random.Generator) -> Ints:
    """`size` rows in which every cause has its share of all rows, to within one (largest remainders)."""
    found, counts = np.unique(causes, return_counts=True)
    exact = counts * size / len(causes)
    quota = np.floor(exact).astype(np.int64)
    for at in np.argsort(quota - exact, kind="stable")[: size - int(quota.sum())]:
        quota[at] += 1
    rows = [rng.permutation(np.flatnonzero(causes == cause))[:want] for cause, want in zip(found, quota, strict=True)]
    return np.sort(np.concatenate(rows))
