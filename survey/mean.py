"""Stratified PPI++: the mean of an outcome over a frame, from labels on some drawn calls and scores on all of them.

Prediction-powered inference (Angelopoulos, Duchi and Zrnic, *PPI++*, 2023; stratified by Fisch et al., 2024) corrects
the mean of a model's scores by the mean error that blind human labels show. The result is unbiased however bad the
model is; a good model only makes it narrower.

For cell h with N_h drawn and n_h labelled calls, outcome Y, score f and error e = Y − λ f:
    mean_h = λ · mean(f over N_h) + mean(e over n_h),   mean = Σ W_h mean_h.

λ is the one number, for all cells of an outcome, that minimises the labels' part of the variance:
    λ = Σ_h c_h cov_h(Y, f) / Σ_h c_h var_h(f),   c_h = W_h² (1/n_h − 1/N_h),
both moments over the same labelled calls. (A λ of its own for every cell, cov over n_h / var over N_h, is noise in a
cell of ten labels: with a strong model it cost up to five sixths of the effective sample and the interval covered
0.52–0.91 instead of 0.95.)
"""

from dataclasses import dataclass

import numpy as np

from survey.cells import Cell, FloatArray, TwoPhase

_PLAIN_LABELS_AT_LEAST = 100


@dataclass(frozen=True)
class Mean:
    """Estimated means of K outcomes; all arrays have shape (K,) but `by_stratum`, (G, K).

    `labels_variance` is the second-phase term; V² / `labels_variance_squared` are the degrees of freedom of a variance
    V that holds it (Satterthwaite). `slope` is λ.
    """

    value: FloatArray
    by_stratum: FloatArray
    labels_variance: FloatArray
    labels_variance_squared: FloatArray
    slope: FloatArray


def mean_of(sample: TwoPhase, outcomes: FloatArray, scores: FloatArray | None) -> Mean:
    """Estimate the mean of each outcome over the frame.

    `outcomes` (N, K) is read at labelled rows only. `scores` (N, K) is the model's expectation of the outcome for every
    drawn call, from a model that did not see that call's label; None gives the human-only estimate, λ = 0.
    """
    K = outcomes.shape[1]
    slope = np.zeros(K) if scores is None else _slope(sample, outcomes, scores)
    value, variance, squared = np.zeros(K), np.zeros(K), np.zeros(K)
    by_stratum = np.zeros((sample.strata_count, K))
    for cell in sample.cells:
        if scores is None:
            errors = outcomes[cell.labelled]
            mean = cell.normed @ errors
        else:
            errors = outcomes[cell.labelled] - slope * scores[cell.labelled]
            mean = slope * (cell.draw_weights @ scores[cell.members]) / cell.total + cell.normed @ errors
        value += cell.total / sample.frame_total * mean
        by_stratum += np.outer(np.bincount(sample.strata[cell.members], cell.draw_weights, sample.strata_count), mean)
        term = _moment(sample, cell, errors, errors)
        variance += term
        squared += term**2 / max(len(cell.labelled) - 1, 1)
    return Mean(value, by_stratum / sample.by_stratum(sample.draw_weights)[:, None], variance, squared, slope)


def _slope(sample: TwoPhase, outcomes: FloatArray, scores: FloatArray) -> FloatArray:
    """λ in [0, 1]; above 1 only for one plain random cell with 100 labels, where nothing else is estimated with it."""
    both, alone = np.zeros(outcomes.shape[1]), np.zeros(outcomes.shape[1])
    for cell in sample.cells:
        both += _moment(sample, cell, outcomes[cell.labelled], scores[cell.labelled])
        alone += _moment(sample, cell, scores[cell.labelled], scores[cell.labelled])
    may_exceed = sample.is_one_plain_cell and sample.labelled >= _PLAIN_LABELS_AT_LEAST
    slope = np.divide(both, alone, out=np.zeros_like(both), where=alone > 0)
    return np.clip(slope, 0.0, np.inf if may_exceed else 1.0)


def _moment(sample: TwoPhase, cell: Cell, left: FloatArray, right: FloatArray) -> FloatArray:
    """A cell's part of the second-phase (co)variance: W_h² (1/n_h − 1/N_h) cov(left, right) where weights are equal.

    With unequal weights (merged cells) it is that of Hájek's estimator, each call with its own factor 1 − probability.
    """
    n = len(cell.labelled)
    if n < 2:  # a variance needs two
        return np.zeros(left.shape[1])
    off_left = left - cell.normed @ left
    off_right = right - cell.normed @ right
    share = cell.total / sample.frame_total
    total = share**2 * n / (n - 1) * ((cell.normed**2 * cell.unseen) @ (off_left * off_right))
    return np.asarray(total, dtype=float)
