"""How well probabilities match what people said: per cause with intervals, and as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.calibration import FLOOR
from survey.interval import Interval, wilson

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST_TEST_ROWS = 10
"""A cause with fewer rows in the test part is left out of macro-F1: its F1 would be noise."""
CALIBRATION_BINS = 15
SHOWN_BINS = 10


@dataclass(frozen=True)
class CauseScore:
    """Precision, recall and F1 of one cause; `rows` says how many calls have it, `named` how often it was said."""

    precision: float
    precision_interval: Interval
    recall: float
    recall_interval: Interval
    f1: float
    rows: int
    named: int

    def as_json(self) -> dict[str, Any]:
        return {
            "precision": round(self.precision, 4),
            "precision_low": round(self.precision_interval.low, 4),
            "precision_high": round(self.precision_interval.high, 4),
            "recall": round(self.recall, 4),
            "recall_low": round(self.recall_interval.low, 4),
            "recall_high": round(self.recall_interval.high, 4),
            "f1": round(self.f1, 4),
            "rows": self.rows,
            "named": self.named,
        }


@dataclass(frozen=True)
class Scores:
    """Scores on n labelled calls. `confusion` counts calls, row = true cause, column = likeliest cause."""

    causes: tuple[str, ...]
    per_cause: dict[str, CauseScore]
    macro_f1: float
    log_loss: float
    ece: float
    accuracy: float
    confusion: Ints

    def as_json(self) -> dict[str, Any]:
        return {
            "macro_f1": None if np.isnan(self.macro_f1) else round(self.macro_f1, 4),
            "log_loss": round(self.log_loss, 4),
            "ece": round(self.ece, 4),
            "accuracy": round(self.accuracy, 4),
            "per_cause": {cause: score.as_json() for cause, score in self.per_cause.items()},
            "confusion": {"causes": list(self.causes), "rows": self.confusion.tolist()},
        }


def score_predictions(
    probabilities: Floats, causes: Sequence[str], truth: Sequence[str], *, fewest: int = FEWEST_TEST_ROWS
) -> Scores:
    """Scores of probabilities (n, len(causes)) against the true causes.

    A true cause the model does not know counts as missed. Macro-F1 is the mean over causes with at least `fewest`
    calls; where no cause has as many it is not a number.
    """
    names = tuple(causes) + tuple(sorted(set(truth) - set(causes)))
    known = np.zeros((len(truth), len(names)))
    known[:, : len(causes)] = probabilities
    at = {name: number for number, name in enumerate(names)}
    true = np.asarray([at[cause] for cause in truth], dtype=np.int64)
    said = known.argmax(axis=1)
    confusion = np.zeros((len(names), len(names)), dtype=np.int64)
    np.add.at(confusion, (true, said), 1)
    per_cause = {name: _cause_score(confusion, number) for number, name in enumerate(names)}
    judged = [score.f1 for score in per_cause.values() if score.rows >= fewest]
    given = np.maximum(known[np.arange(len(true)), true], FLOOR)
    return Scores(
        causes=names,
        per_cause=per_cause,
        macro_f1=float(np.mean(judged)) if judged else float("nan"),
        log_loss=float(-np.log(given).mean()),
        ece=calibration_error(known.max(axis=1), said == true),
        accuracy=float((said == true).mean()),
        confusion=confusion,
    )


def calibration_error(confidence: Floats, right: NDArray[np.bool_], *, bins: int = CALIBRATION_BINS) -> float:
    """Expected calibration error (M. Naeini et al., 2015): how far confidence is from accuracy, in bins of equal width.

    `confidence` is the probability of the likeliest cause, shape (n,).
    """
    place = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    gap = np.bincount(place, weights=confidence - right, minlength=bins)
    return float(np.abs(gap).sum() / max(len(confidence), 1))


@dataclass(frozen=True)
class CalibrationBin:
    """Calls whose likeliest cause had about the same probability: `said` on average, and the share that was right."""

    said: float
    right: float
    right_interval: Interval
    calls: int

    def as_json(self) -> dict[str, Any]:
        return {
            "said": round(self.said, 4),
            "right": round(self.right, 4),
            "low": round(self.right_interval.low, 4),
            "high": round(self.right_interval.high, 4),
            "calls": self.calls,
        }


def calibration_bins(confidence: Floats, right: NDArray[np.bool_], *, bins: int = SHOWN_BINS) -> list[CalibrationBin]:
    """The reliability diagram: bins of equal width that hold any call, from unsure to sure."""
    place = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    return [
        CalibrationBin(
            said=float(confidence[place == one].mean()),
            right=float(right[place == one].mean()),
            right_interval=wilson(float(right[place == one].mean()), int((place == one).sum())),
            calls=int((place == one).sum()),
        )
        for one in range(bins)
        if (place == one).any()
    ]


def _cause_score(confusion: Ints, number: int) -> CauseScore:
    hit = int(confusion[number, number])
    rows, named = int(confusion[number].sum()), int(confusion[:, number].sum())
    precision, recall = hit / named if named else 0.0, hit / rows if rows else 0.0
    return CauseScore(
        precision=precision,
        precision_interval=wilson(precision, named),
        recall=recall,
        recall_interval=wilson(recall, rows),
        f1=2 * hit / (rows + named) if rows + named else 0.0,
        rows=rows,
        named=named,
    )
