"""What a model learned from so many labels would be worth, measured on calls it has not seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from classify.calltext import parse_call
from classify.errors import ExampleTableError
from classify.examples import Examples
from classify.folds import hold_out, stratified_sample
from classify.model import CauseModel
from classify.scores import FEWEST_TEST_ROWS, CauseScore, Scores, score_predictions
from survey.interval import wilson

TEST_SHARE = 0.3


@dataclass(frozen=True)
class Evaluation:
    """Scores of `seeds` repetitions, each with its own test part and its own labels."""

    train_size: int
    test_rows: int
    unlabelled: int
    skipped: int
    by_seed: tuple[Scores, ...]

    @property
    def macro_f1(self) -> float:
        return float(np.mean([scores.macro_f1 for scores in self.by_seed]))

    @property
    def log_loss(self) -> float:
        return float(np.mean([scores.log_loss for scores in self.by_seed]))

    @property
    def ece(self) -> float:
        return float(np.mean([scores.ece for scores in self.by_seed]))

    @property
    def judged(self) -> list[str]:
        """Causes with enough test rows in every repetition."""
        causes = sorted(set.intersection(*(set(scores.causes) for scores in self.by_seed)))
        return [c for c in causes if all(s.per_cause[c].rows >= FEWEST_TEST_ROWS for s in self.by_seed)]

    def per_cause(self) -> dict[str, CauseScore]:
        """Means over the repetitions; intervals are as wide as one test part makes them."""
        return {cause: _mean_score([scores.per_cause[cause] for scores in self.by_seed]) for cause in self.judged}

    def as_json(self) -> dict[str, Any]:
        """The document `model evaluate --json` prints."""
        return {
            "macro_f1": round(self.macro_f1, 4),
            "macro_f1_by_seed": [round(scores.macro_f1, 4) for scores in self.by_seed],
            "log_loss": round(self.log_loss, 4),
            "ece": round(self.ece, 4),
            "per_cause": {cause: score.as_json() for cause, score in self.per_cause().items()},
            "train_size": self.train_size,
            "test_rows": self.test_rows,
            "unlabelled": self.unlabelled,
            "skipped": self.skipped,
            "seeds": len(self.by_seed),
        }


def evaluate_examples(
    examples: Examples,
    *,
    train_size: int | None,
    seeds: int,
    after_seed: Callable[[int], None] = lambda _: None,
) -> Evaluation:
    """Train on `train_size` labels (all of the training part if None) and test on 30 %, `seeds` times.

    The words of the training part's other rows are used without their labels. Raises ExampleTableError where the
    rows do not allow it.
    """
    labels = np.asarray(examples.labels)
    _, causes = np.unique(labels, return_inverse=True)
    _check(examples, train_size, seeds)
    by_seed = []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        held = hold_out(causes, TEST_SHARE, rng=rng)
        pool = np.flatnonzero(~held)
        size = len(pool) if train_size is None else min(train_size, len(pool))
        picked = pool[stratified_sample(causes[pool], size, rng=rng)]
        by_seed.append(_repetition(examples, picked, np.setdiff1d(pool, picked), np.flatnonzero(held), seed))
        after_seed(seed)
    return Evaluation(size, int(held.sum()), len(pool) - size, examples.skipped, tuple(by_seed))


def _repetition(
    examples: Examples, train: np.ndarray[Any, Any], rest: np.ndarray[Any, Any], test: np.ndarray[Any, Any], seed: int
) -> Scores:
    texts, labels = examples.texts, examples.labels
    model = CauseModel(random_state=seed).fit(
        [texts[row] for row in train], [labels[row] for row in train], [texts[row] for row in rest]
    )
    probabilities = model.predict_proba([texts[row] for row in test])
    return score_predictions(probabilities, [str(cause) for cause in model.classes_], [labels[row] for row in test])


def _check(examples: Examples, train_size: int | None, seeds: int) -> None:
    if seeds < 1:
        raise ExampleTableError(f"{seeds} repetitions measure nothing.", remedy="Ask for one or more.")
    if train_size is not None and train_size < 2:
        raise ExampleTableError(f"{train_size} labels cannot teach two causes.", remedy="Ask for ten or more.")
    causes, counts = np.unique(np.asarray(examples.labels), return_counts=True)
    enough = [c for c, n in zip(causes, counts, strict=True) if round(TEST_SHARE * n) >= FEWEST_TEST_ROWS]
    if len(enough) < 2:
        needed = int(np.ceil(FEWEST_TEST_ROWS / TEST_SHARE))
        raise ExampleTableError(
            f"the {len(examples.labels)} rows are too few: {len(enough)} causes have {needed} or more.",
            remedy=f"Give at least {needed} rows each of two causes.",
        )
    if not any(parse_call(text).has_words for text in examples.texts):
        raise ExampleTableError("the texts have no words.", remedy="Check --text-column.")


def _mean_score(scores: list[CauseScore]) -> CauseScore:
    rows = round(float(np.mean([score.rows for score in scores])))
    named = round(float(np.mean([score.named for score in scores])))
    precision = float(np.mean([score.precision for score in scores]))
    recall = float(np.mean([score.recall for score in scores]))
    return CauseScore(
        precision=precision,
        precision_interval=wilson(precision, named),
        recall=recall,
        recall_interval=wilson(recall, rows),
        f1=float(np.mean([score.f1 for score in scores])),
        rows=rows,
        named=named,
    )
