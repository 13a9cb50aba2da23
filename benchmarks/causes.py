"""The cause model beside TF-IDF with a calibrated linear SVC, on anyone's labelled CSV.

    python -m benchmarks.causes CSV --text-column T --label-column L [--sizes 100,500,1000,all] [--seeds 5]
        [--parts sizes,noise,choice,opening]

`sizes`: macro-F1, log loss and ECE of both at each number of labels. `noise`: what deleting or replacing words costs.
`choice`: labels chosen by uncertainty against random ones. `opening`: what counting the first turns twice brings.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from classify.evaluate import TEST_SHARE
from classify.examples import Examples, read_examples
from classify.features import CallFeatures
from classify.folds import hold_out, stratified_sample
from classify.model import CauseModel
from classify.scores import Scores, score_predictions
from classify.uncertainty import calls_to_label

Ints = NDArray[np.int64]
FIRST_LABELS, BATCH, MOST_CHOSEN, RANDOM_LABELS = 100, 50, 350, 500


class Trial:
    """One split of the examples: a pool to learn from and a test part."""

    def __init__(self, examples: Examples, seed: int) -> None:
        self.texts = np.asarray(examples.texts, dtype=object)
        self.labels = np.asarray(examples.labels)
        self.causes = np.unique(self.labels, return_inverse=True)[1].astype(np.int64)
        self.rng = np.random.default_rng(seed)
        held = hold_out(self.causes, TEST_SHARE, rng=self.rng)
        self.pool, self.test = np.flatnonzero(~held), np.flatnonzero(held)
        self.seed = seed

    def pick(self, size: int | None) -> Ints:
        wanted = len(self.pool) if size is None else min(size, len(self.pool))
        return self.pool[stratified_sample(self.causes[self.pool], wanted, rng=self.rng)]

    def ours(self, rows: Ints, features: CallFeatures | None = None) -> CauseModel:
        rest = np.setdiff1d(self.pool, rows)
        model = CauseModel(features=features, random_state=self.seed)
        return model.fit(list(self.texts[rows]), list(self.labels[rows]), list(self.texts[rest]))

    def opponent(self, rows: Ints) -> Pipeline:
        """Words and word pairs of the labelled texts, a linear SVC, sigmoid calibration."""
        folds = int(min(5, np.unique(self.causes[rows], return_counts=True)[1].min()))
        calibrated = CalibratedClassifierCV(LinearSVC(random_state=self.seed), cv=max(folds, 2))
        return make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), calibrated).fit(
            self.texts[rows], self.labels[rows]
        )

    def score(self, model: Any, texts: Sequence[str] | None = None) -> Scores:
        shown = list(self.texts[self.test]) if texts is None else texts
        return score_predictions(
            model.predict_proba(shown), [str(cause) for cause in model.classes_], list(self.labels[self.test])
        )


def by_size(examples: Examples, sizes: Sequence[int | None], seeds: int) -> None:
    for size in sizes:
        ours, theirs = [], []
        for seed in range(seeds):
            trial = Trial(examples, seed)
            rows = trial.pick(size)
            ours.append(trial.score(trial.ours(rows)))
            theirs.append(trial.score(trial.opponent(rows)))
        report("size", size or "all", listenback=_mean(ours), tfidf_svc=_mean(theirs))


def by_noise(examples: Examples, sizes: Sequence[int | None], seeds: int) -> None:
    for size in sizes:
        losses: dict[str, list[float]] = {}
        for seed in range(seeds):
            trial = Trial(examples, seed)
            model = trial.ours(trial.pick(size))
            clean = trial.score(model).macro_f1
            words = [word for row in trial.pool for word in trial.texts[row].split() if word != "|"]
            for share in (0.1, 0.3):
                for name, drawn_from in (("deleted", []), ("replaced by any word", sorted({*words})), ("mixed", words)):
                    noisy = [garble(text, share, drawn_from, name == "mixed", trial.rng) for text in _shown(trial)]
                    losses.setdefault(f"{share:.0%} {name}", []).append(clean - trial.score(model, noisy).macro_f1)
        report("noise", size or "all", **{name: round(float(np.mean(loss)), 4) for name, loss in losses.items()})


def garble(text: str, share: float, words: Sequence[str], both: bool, rng: np.random.Generator) -> str:
    """Words deleted, or replaced by ones of `words`; with `both`, half of each."""
    out = []
    for word in text.split():
        if word == "|" or rng.random() >= share:
            out.append(word)
        elif words and not (both and rng.random() < 0.5):
            out.append(words[int(rng.integers(len(words)))])
    return " ".join(out)


def by_choice(examples: Examples, seeds: int) -> None:
    random, chosen = [], []
    for seed in range(seeds):
        trial = Trial(examples, seed)
        random.append(trial.score(trial.ours(trial.pick(RANDOM_LABELS))).macro_f1)
        rows = trial.pick(FIRST_LABELS)
        while len(rows) < MOST_CHOSEN:
            rest = np.setdiff1d(trial.pool, rows)
            model = trial.ours(rows)
            shown = list(trial.texts[rest])
            rows = np.append(rows, rest[calls_to_label(model.predict_proba(shown), model.embed(shown), BATCH)])
        chosen.append(trial.score(trial.ours(rows)).macro_f1)
    report(
        "choice",
        MOST_CHOSEN,
        random_500=round(float(np.mean(random)), 4),
        chosen_350=round(float(np.mean(chosen)), 4),
    )


def by_opening(examples: Examples, seeds: int) -> None:
    for weight in (0.0, 1.0):
        scores = []
        for seed in range(seeds):
            trial = Trial(examples, seed)
            scores.append(trial.score(trial.ours(trial.pick(RANDOM_LABELS), CallFeatures(opening_weight=weight))))
        report("opening", RANDOM_LABELS, weight=weight, **_mean(scores))


def report(part: str, labels: int | str, **values: Any) -> None:
    print(json.dumps({"part": part, "labels": labels, **values}), flush=True)


def _mean(scores: Sequence[Scores]) -> dict[str, float]:
    read: dict[str, Callable[[Scores], float]] = {
        "macro_f1": lambda one: one.macro_f1,
        "log_loss": lambda one: one.log_loss,
        "ece": lambda one: one.ece,
    }
    return {name: round(float(np.mean([value(one) for one in scores])), 4) for name, value in read.items()}


def _shown(trial: Trial) -> list[str]:
    return [str(text) for text in trial.texts[trial.test]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv", type=Path)
    parser.add_argument("--text-column", required=True)
    parser.add_argument("--label-column", required=True)
    parser.add_argument("--sizes", default="100,500,1000,all")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--parts", default="sizes,noise,choice,opening")
    given = parser.parse_args()
    examples = read_examples(given.csv, text_column=given.text_column, label_column=given.label_column)
    sizes = [None if size == "all" else int(size) for size in given.sizes.split(",")]
    parts = given.parts.split(",")
    if "sizes" in parts:
        by_size(examples, sizes, given.seeds)
    if "noise" in parts:
        by_noise(examples, sizes, given.seeds)
    if "choice" in parts:
        by_choice(examples, given.seeds)
    if "opening" in parts:
        by_opening(examples, given.seeds)


if __name__ == "__main__":
    main()
