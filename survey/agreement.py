"""How far people agree beyond chance: Cohen's kappa for a pair, Krippendorff's alpha for any number of people.

Both for nominal labels. Intervals are bootstrapped over calls, since a call's labels belong together.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from survey.cells import NOT_LABELLED, FloatArray, IntArray
from survey.errors import SurveyError

_REPLICATES = 1000


@dataclass(frozen=True)
class Agreement:
    """A coefficient with its 95 % interval; 1 is full agreement, 0 what chance would give. `calls` had two labels.

    All three are None where the coefficient is not defined: no call with two labels, or one label for everything.
    """

    value: float | None
    low: float | None
    high: float | None
    calls: int


def cohen_kappa(first: IntArray, second: IntArray, *, rng: np.random.Generator) -> Agreement:
    """Agreement of two people on the same calls (J. Cohen, 1960); shapes (C,), NOT_LABELLED where one gave no label."""
    if first.shape != second.shape:
        raise SurveyError(
            f"two people labelled {len(first)} and {len(second)} calls.", remedy="Give both labels of the same calls."
        )
    both = (first != NOT_LABELLED) & (second != NOT_LABELLED)
    return _with_interval(np.stack([first[both], second[both]]), _kappa, rng)


def krippendorff_alpha(labels: IntArray, *, rng: np.random.Generator) -> Agreement:
    """Agreement of R people on C calls, shape (R, C), NOT_LABELLED where one gave no label (K. Krippendorff, 1970)."""
    return _with_interval(labels[:, (labels != NOT_LABELLED).sum(axis=0) > 1], _alpha, rng)


def _with_interval(
    labels: IntArray, coefficient: Callable[[FloatArray, int], float], rng: np.random.Generator
) -> Agreement:
    calls = labels.shape[1]
    if calls == 0:
        return Agreement(None, None, None, 0)
    codes = np.unique(labels[labels != NOT_LABELLED])
    counts = np.stack([labels == code for code in codes], axis=2).astype(float)
    value = coefficient(counts, calls)
    if not np.isfinite(value):
        return Agreement(None, None, None, calls)
    picks = rng.integers(0, calls, (_REPLICATES, calls))
    replicates = np.array([coefficient(counts[:, pick], calls) for pick in picks])
    replicates = replicates[np.isfinite(replicates)]
    low, high = np.quantile(replicates, [0.025, 0.975])
    return Agreement(float(value), float(low), float(high), calls)


def _kappa(counts: FloatArray, calls: int) -> float:
    """(p_observed − p_chance) / (1 − p_chance) with chance from each person's own shares; `counts` is (2, C, K)."""
    observed = (counts[0] * counts[1]).sum() / calls
    chance = float((counts[0].mean(axis=0) * counts[1].mean(axis=0)).sum())
    return float((observed - chance) / (1 - chance)) if chance < 1 else float("nan")


def _alpha(counts: FloatArray, calls: int) -> float:  # noqa: ARG001 - one signature for both coefficients
    """1 − D_observed / D_expected over all pairs of labels of the same call; `counts` is (R, C, K)."""
    by_call = counts.sum(axis=0)
    people = by_call.sum(axis=1)
    pairs = by_call.T @ (by_call / (people - 1)[:, None]) - np.diag((by_call / (people - 1)[:, None]).sum(axis=0))
    totals = pairs.sum(axis=1)
    n = totals.sum()
    expected = n * n - (totals**2).sum()
    return float(1 - (n - 1) * (n - np.trace(pairs)) / expected) if expected > 0 else float("nan")
