"""How far people agree beyond chance: Cohen's kappa for a pair, Krippendorff's alpha for any number of people.

And, for one label, how often somebody who names it is confirmed (positive specific agreement). All for nominal labels.

Intervals: the variance is the jackknife's over calls, since a call's labels belong together: each is left out once.
Calls that were labelled alike are the same to every measure here, so one of each of the few patterns is left out, and
thousands of calls cost no more than dozens. Where people nearly always agree this variance is far too sure of itself
(without one disagreement it is nothing), so it gives only the effective number of calls, and Wilson's interval of the
disagreement is taken at that number.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from survey.cells import NOT_LABELLED, FloatArray, IntArray
from survey.errors import SurveyError
from survey.interval import wilson


@dataclass(frozen=True)
class Agreement:
    """A coefficient with its 95 % interval; 1 is full agreement, 0 what chance would give. `calls` had two labels.

    All three are None where the coefficient is not defined: no call with two labels, or one label for everything.
    """

    value: float | None
    low: float | None
    high: float | None
    calls: int


@dataclass(frozen=True)
class _Disagreement:
    """Observed and expected disagreement under weights of the calls, shape (B,) each; the coefficient is 1 − ratio."""

    observed: FloatArray
    expected: FloatArray

    @property
    def coefficient(self) -> FloatArray:
        defined = self.expected > 0
        return 1 - np.divide(self.observed, self.expected, out=np.full_like(self.observed, np.nan), where=defined)


_Measure = Callable[[FloatArray, FloatArray], _Disagreement]
"""From labels as counts (people, patterns, codes) and how many calls have each pattern, shape (B, patterns)."""


def cohen_kappa(first: IntArray, second: IntArray) -> Agreement:
    """Agreement of two people on the same calls (J. Cohen, 1960); shapes (C,), NOT_LABELLED where one gave no label."""
    if first.shape != second.shape:
        raise SurveyError(
            f"two people labelled {len(first)} and {len(second)} calls.", remedy="Give both labels of the same calls."
        )
    both = (first != NOT_LABELLED) & (second != NOT_LABELLED)
    return _with_interval(np.stack([first[both], second[both]]), _kappa)


def krippendorff_alpha(labels: IntArray) -> Agreement:
    """Agreement of R people on C calls, shape (R, C), NOT_LABELLED where one gave no label (K. Krippendorff, 1970)."""
    return _with_interval(_whoever(labels[:, (labels != NOT_LABELLED).sum(axis=0) > 1]), _alpha)


def label_agreement(labels: IntArray, code: int) -> Agreement:
    """Of two people on the same call, one of whom named `code`: how often the other did (J. Fleiss, 1975).

    Not corrected for chance. `calls` are those of which anybody said so.
    """
    shared = labels[:, (labels != NOT_LABELLED).sum(axis=0) > 1]
    named = shared[:, (shared == code).any(axis=0)]

    def confirmed(counts: FloatArray, weights: FloatArray) -> _Disagreement:
        mine, people = (counts[:, :, place]).sum(axis=0), counts.sum(axis=(0, 2))
        unconfirmed = mine * (people - mine) / (people - 1)
        return _Disagreement((weights @ unconfirmed) / (weights @ mine), np.ones(len(weights)))

    codes = np.unique(named[named != NOT_LABELLED])
    place = int(np.searchsorted(codes, code))
    return _with_interval(_whoever(named), confirmed)


def _whoever(labels: IntArray) -> IntArray:
    """The labels of each call in order, for measures to which it is the same who gave which: fewer patterns."""
    return np.sort(labels, axis=0)


def _with_interval(labels: IntArray, measure: _Measure) -> Agreement:
    calls = labels.shape[1]
    if calls == 0:
        return Agreement(None, None, None, 0)
    given = labels[labels != NOT_LABELLED]
    patterns, alike = np.unique(labels, axis=1, return_counts=True)
    counts = np.stack([patterns == code for code in np.unique(given)], axis=2).astype(float)
    plain = measure(counts, alike[None, :].astype(float))
    value = float(plain.coefficient[0])
    if not np.isfinite(value):
        return Agreement(None, None, None, calls)
    observed, expected = float(plain.observed[0]), float(plain.expected[0])
    most = calls * max(len(given) / calls - 1, 1.0)
    effective_n = _effective_n(observed, _jackknife_variance(measure, counts, alike) * expected**2, most)
    part = wilson(min(observed, 1.0), effective_n)
    return Agreement(value, max(1 - part.high / expected, -1.0), 1 - part.low / expected, calls)


def _jackknife_variance(measure: _Measure, counts: FloatArray, alike: IntArray) -> float:
    """Of the coefficient, from leaving out one call of each pattern, weighted by how many calls have it (B. Efron)."""
    calls = int(alike.sum())
    if calls < 2:
        return 0.0
    without_one = measure(counts, alike[None, :] - np.eye(len(alike))).coefficient
    defined = np.isfinite(without_one)
    if not defined.any():
        return 0.0
    kept, times = without_one[defined], alike[defined]
    return float((calls - 1) / calls * np.sum(times * (kept - np.average(kept, weights=times)) ** 2))


def _effective_n(observed: float, variance: float, most: float) -> float:
    """How many independent pairs tell as much of the disagreement; never more than there are."""
    if variance <= 0 or not 0 < observed < 1:
        return most
    return min(observed * (1 - observed) / variance, most)


def _kappa(counts: FloatArray, weights: FloatArray) -> _Disagreement:
    """Chance from each person's own shares; `counts` is (2, C, K)."""
    total = weights.sum(axis=1)
    agreed = weights @ (counts[0] * counts[1]).sum(axis=1)
    chance = ((weights @ counts[0]) * (weights @ counts[1])).sum(axis=1)
    return _Disagreement(1 - agreed / total, 1 - chance / total**2)


def _alpha(counts: FloatArray, weights: FloatArray) -> _Disagreement:
    """Over all pairs of labels of the same call against all pairs of labels; `counts` is (R, C, K)."""
    by_call = counts.sum(axis=0)
    people = by_call.sum(axis=1)
    agreed = weights @ ((by_call * (by_call - 1)).sum(axis=1) / (people - 1))
    totals, n = weights @ by_call, weights @ people
    return _Disagreement(1 - agreed / n, (n**2 - (totals**2).sum(axis=1)) / (n * (n - 1)))
