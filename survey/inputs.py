"""Reading what the row-level stages hand over: names to codes, frame sizes to weights, folds to scores, all checked."""

from collections.abc import Mapping, Sequence

import numpy as np

from survey.cells import NOT_LABELLED, SETTLED, BoolArray, FloatArray, IntArray, TwoPhase, two_phase
from survey.errors import SurveyError


def sample_of(
    labels: IntArray,
    strata: Sequence[str] | None,
    frame_sizes: Mapping[str, int] | None,
    cells: Sequence[str] | None,
) -> TwoPhase:
    if len(labels) == 0:
        raise SurveyError("no drawn call is given.", remedy="Draw calls before asking for a figure.")
    stratum_names, stratum_codes = _codes(strata, len(labels), "strata")
    _, cell_codes = _codes(cells if cells is not None else strata, len(labels), "cells")
    return two_phase(
        labels != NOT_LABELLED,
        labels == SETTLED,
        strata=stratum_codes,
        cells=cell_codes,
        draw_weights=_draw_weights(stratum_names, stratum_codes, frame_sizes),
        frame_known=frame_sizes is not None,
    )


def _codes(names: Sequence[str] | None, N: int, what: str) -> tuple[list[str], IntArray]:
    if names is None:
        return [""], np.zeros(N, dtype=np.int64)
    if len(names) != N:
        raise SurveyError(f"{len(names)} {what} are given for {N} drawn calls.", remedy="Give one for each call.")
    found, codes = np.unique(np.asarray(names, dtype=object).astype(str), return_inverse=True)
    return [str(name) for name in found], codes.astype(np.int64)


def _draw_weights(names: list[str], codes: IntArray, frame_sizes: Mapping[str, int] | None) -> FloatArray:
    if frame_sizes is None:
        return np.ones(len(codes))
    drawn = np.bincount(codes, minlength=len(names))
    weights = np.ones(len(names))
    for place, name in enumerate(names):
        if name not in frame_sizes:
            raise SurveyError(
                f"stratum {name!r} has drawn calls but no frame size.", remedy="Give M, its calls in the frame."
            )
        if frame_sizes[name] < drawn[place]:
            raise SurveyError(
                f"stratum {name!r}: {drawn[place]} calls are drawn from a frame of {frame_sizes[name]}.",
                remedy="Count the frame at the time of the draw.",
            )
        weights[place] = frame_sizes[name] / drawn[place]
    return weights[codes]


def scores_of(
    causes: Sequence[str],
    probabilities: FloatArray | None,
    fold_probabilities: FloatArray | None,
    folds: IntArray | None,
    labels: IntArray,
) -> FloatArray | None:
    if fold_probabilities is not None and folds is not None:
        probabilities = cross_fitted(fold_probabilities, folds, (labels != NOT_LABELLED) & (labels != SETTLED))
    return None if probabilities is None else _checked(causes, probabilities, labels)


def cross_fitted(fold_probabilities: FloatArray, folds: IntArray, labelled: BoolArray) -> FloatArray:
    """Scores where the only model is one trained on these very labels: fold k's saw the labels of all other folds.

    A labelled call gets the score of the model that left it out, any other call the mean over all F models (weighted
    by their folds' labels). Labelled and unlabelled calls are then scored alike, by models that never saw them, so
    nothing is biased: PPI++ with these scores is the mean over folds of
    λ · mean(f_k over the calls it did not learn from) + mean(Y − λ f_k over fold k).

    `fold_probabilities` (F, N, K), `folds` (N,) read at labelled calls; returns (N, K).
    """
    F, N, _ = fold_probabilities.shape
    if folds.shape != (N,) or (labelled & ((folds < 0) | (folds >= F))).any():
        raise SurveyError(
            f"a labelled call belongs to none of the {F} folds.", remedy="Give each labelled call a fold from 0."
        )
    rows = np.flatnonzero(labelled)
    scores = np.average(fold_probabilities, axis=0, weights=np.bincount(folds[rows], minlength=F))
    scores[rows] = fold_probabilities[folds[rows], rows]
    return np.asarray(scores, dtype=float)


def _checked(causes: Sequence[str], scores: FloatArray, labels: IntArray) -> FloatArray:
    if scores.shape != (len(labels), len(causes)):
        raise SurveyError(
            f"probabilities have shape {scores.shape}, labels and causes {(len(labels), len(causes))}.",
            remedy="Give one row for each drawn call and one column for each cause.",
        )
    if not np.isfinite(scores[labels != SETTLED]).all():
        raise SurveyError("a probability is not a number.", remedy="Predict every drawn call before the figure.")
    if (labels >= len(causes)).any():
        raise SurveyError(
            f"label {int(labels.max())} names none of the {len(causes)} causes.", remedy="Use NO_CAUSE for others."
        )
    return np.asarray(scores, dtype=float)


def relative_minutes(sample: TwoPhase, minutes: FloatArray | None) -> FloatArray:
    """Each call's length divided by the mean length of the frame, shape (N, 1); ones for a share of calls."""
    N = len(sample.draw_weights)
    if minutes is None:
        return np.ones((N, 1))
    if minutes.shape != (N,) or not (np.isfinite(minutes) & (minutes >= 0)).all():
        raise SurveyError(
            f"handle minutes must be {N} numbers, none negative.", remedy="Give one for each drawn call, 0 if unknown."
        )
    mean = float(np.average(minutes, weights=sample.draw_weights))
    if mean == 0:
        raise SurveyError("all handle minutes are 0.", remedy="Import handle minutes with the calls.")
    return np.asarray(minutes[:, None] / mean, dtype=float)
