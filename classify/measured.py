"""What is measured of a trained model, on randomly drawn labels that it did not see: numbers for its card and page."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.crossfit import light_recipe
from classify.errors import TrainingError
from classify.explain import telling_words
from classify.lesson import Lesson
from classify.model import CauseModel
from classify.scores import FEWEST_TEST_ROWS as FEWEST
from classify.scores import Scores, calibration_bins, score_predictions

Floats = NDArray[np.float64]

SMALLEST_LESSON = 25
"""Labels of the learning curve's first point; each further one has twice as many."""


def measure(lesson: Lesson, unseen: Floats, model: CauseModel, *, rng: np.random.Generator) -> dict[str, Any]:
    """`unseen` (N, K) holds probabilities by models that did not see the call's label."""
    judged = lesson.judged
    found: dict[str, Any] = {
        "labels": len(lesson.taught),
        "judged": len(judged),
        "by_cause": dict(sorted(Counter(str(lesson.labels[row]) for row in lesson.taught).items())),
        "guide_versions": list(lesson.guide_versions),
        "telling": {cause: [word.as_json() for word in words] for cause, words in telling_words(model).items()},
    }
    if not judged:
        return found
    scores = score_predictions(unseen[judged], lesson.causes, [str(lesson.labels[row]) for row in judged])
    macro_f1 = _macro_f1(scores, _common(lesson, judged))
    return (
        found
        | scores.as_json()
        | {
            "macro_f1": macro_f1,
            "calibration": [one.as_json() for one in calibration_bins(*_confidence(lesson, unseen, judged))],
            "learning_curve": [
                *learning_curve(lesson, rng=rng),
                {"labels": round(0.8 * len(lesson.taught)), "macro_f1": macro_f1},
            ],
        }
    )


def learning_curve(lesson: Lesson, *, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Macro-F1 by number of labels, up to half of them: one model each, tested on the drawn labels it did not get."""
    order = [int(row) for row in rng.permutation(lesson.taught)]
    judged, common = set(lesson.judged), _common(lesson, lesson.judged)
    points = []
    size = SMALLEST_LESSON
    while size <= len(order) // 2 and common:
        test = [row for row in order[size:] if row in judged]
        try:
            model = light_recipe().fit(
                [lesson.calls[row] for row in order[:size]], [str(lesson.labels[row]) for row in order[:size]],
                [lesson.calls[row] for row in order[size:]],
            )  # fmt: skip
        except TrainingError:  # so few that all are of one cause
            size *= 2
            continue
        scores = score_predictions(
            model.predict_proba([lesson.calls[row] for row in test]),
            [str(cause) for cause in model.classes_],
            [str(lesson.labels[row]) for row in test],
        )
        points.append({"labels": size, "macro_f1": _macro_f1(scores, common)})
        size *= 2
    return points


def _common(lesson: Lesson, rows: Sequence[int]) -> list[str]:
    """Causes with enough drawn labels for an F1 that is more than noise."""
    counts = Counter(str(lesson.labels[row]) for row in rows)
    return [cause for cause in lesson.causes if counts[cause] >= FEWEST]


def _macro_f1(scores: Scores, causes: Sequence[str]) -> float | None:
    found = [scores.per_cause[cause].f1 for cause in causes if cause in scores.per_cause]
    return round(float(np.mean(found)), 4) if found else None


def _confidence(lesson: Lesson, unseen: Floats, judged: Sequence[int]) -> tuple[Floats, NDArray[np.bool_]]:
    said = unseen[judged]
    right = [lesson.causes[int(place)] == lesson.labels[row] for place, row in zip(said.argmax(1), judged, strict=True)]
    return said.max(axis=1), np.array(right)
