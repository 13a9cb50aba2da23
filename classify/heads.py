"""The two ways from features to probabilities, each with the setting that fits held-out calls best."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from classify.calibration import FLOOR
from classify.features import unit_rows
from classify.folds import ALWAYS_TRAINED

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Ints = NDArray[np.int64]

READER_STRENGTH = 10.0
MOST_STEPS = 10_000


@dataclass(frozen=True)
class Features:
    """The same calls twice: `terms` sparse, `topics` dense; row i is call i."""

    terms: csr_matrix
    topics: Floats

    def leading(self, count: int) -> Floats:
        """The first `count` topics, rows of unit length."""
        return unit_rows(self.topics[:, :count])


@dataclass(frozen=True)
class Lesson:
    """Labelled calls: `causes` are numbers below `count`; `fold` is -1 for rows that are never held out."""

    features: Features
    causes: Ints
    fold: Ints
    count: int
    seed: int

    def parts(self) -> list[tuple[Ints, Ints]]:
        """Rows to learn from and rows held out, fold by fold; folds that leave one cause only are left out."""
        splits = [
            (np.flatnonzero(self.fold != number), np.flatnonzero(self.fold == number))
            for number in range(int(self.fold.max()) + 1)
        ]
        return [(kept, held) for kept, held in splits if held.size and len(set(self.causes[kept])) > 1]


@dataclass(frozen=True)
class Affine:
    """Scores that are linear in the features: `weights` (outputs, inputs), `offsets` (outputs,)."""

    weights: Floats32
    offsets: Floats32

    def scores(self, rows: Floats | csr_matrix) -> Floats:
        return np.asarray(rows @ self.weights.T + self.offsets, dtype=np.float64)


@dataclass(frozen=True)
class TopicHead:
    """Logistic regression on the leading topics. Few labels suffice: the topics come from all calls."""

    topics: int
    regression: Affine

    def log_probabilities(self, features: Features) -> Floats:
        """Shape (n, causes)."""
        return held_up(log_softmax(self.regression.scores(features.leading(self.topics)), axis=1))


@dataclass(frozen=True)
class TopicSetting:
    topics: int
    strength: float

    @property
    def name(self) -> str:
        return f"{self.topics} topics, C {self.strength:g}"

    def fit(self, lesson: Lesson) -> TopicHead:
        model = self._fit(lesson.features.leading(self.topics), lesson.causes)
        return TopicHead(self.topics, _regression(model))

    def held_out(self, lesson: Lesson) -> Floats:
        """Log probabilities of every row by a model fitted without its fold; rows in no fold stay undecided."""
        seen = lesson.features.leading(self.topics)
        logs = undecided(lesson)
        for kept, held in lesson.parts():
            logs[held] = spread(self._fit(seen[kept], lesson.causes[kept]), seen[held], lesson.count)
        return logs

    def _fit(self, topics: Floats, causes: Ints) -> LogisticRegression:
        return LogisticRegression(C=self.strength, max_iter=MOST_STEPS).fit(topics, causes)


@dataclass(frozen=True)
class LinearHead:
    """A linear margin on the terms themselves, read as probabilities by a small logistic regression."""

    margin: Affine
    reader: Affine

    def log_probabilities(self, features: Features) -> Floats:
        """Shape (n, causes)."""
        return held_up(log_softmax(self.reader.scores(self.margin.scores(features.terms)), axis=1))


@dataclass(frozen=True)
class LinearSetting:
    """The reader learns from margins of calls the margin was not fitted on; fitted ones would look too sure."""

    strength: float

    @property
    def name(self) -> str:
        return f"linear, C {self.strength:g}"

    def fit(self, lesson: Lesson) -> LinearHead:
        margins, known = self._unseen_margins(lesson)
        reader = _reader(margins[known], lesson.causes[known])
        return LinearHead(self._fit(lesson.features.terms, lesson.causes, lesson.seed), _regression(reader))

    def held_out(self, lesson: Lesson) -> Floats:
        """As in `TopicSetting`: the reader of a fold has not seen that fold either."""
        margins, known = self._unseen_margins(lesson)
        logs = undecided(lesson)
        for kept, held in lesson.parts():
            read = kept[known[kept]]
            logs[held] = spread(_reader(margins[read], lesson.causes[read]), margins[held], lesson.count)
        return logs

    def _unseen_margins(self, lesson: Lesson) -> tuple[Floats, NDArray[np.bool_]]:
        """Margins by a model fitted without the row's fold, and which rows have one.

        A cause that is never held out is read from fitted margins, or the reader would not know it.
        """
        terms, causes = lesson.features.terms, lesson.causes
        margins = self._fit(terms, causes, lesson.seed).scores(terms)
        known = lesson.fold == ALWAYS_TRAINED
        for kept, held in lesson.parts():
            if len(set(causes[kept])) == lesson.count:
                margins[held] = self._fit(terms[kept], causes[kept], lesson.seed).scores(terms[held])
                known[held] = True
        return margins, known

    def _fit(self, terms: csr_matrix, causes: Ints, seed: int) -> Affine:
        model = LinearSVC(C=self.strength, random_state=seed, max_iter=MOST_STEPS).fit(terms, causes)
        return Affine(model.coef_.astype(np.float32), np.atleast_1d(model.intercept_).astype(np.float32))


def held_up(logs: Floats) -> Floats:
    """Log probabilities held above log `FLOOR`."""
    return np.maximum(logs, np.log(FLOOR))


def spread(model: LogisticRegression, rows: Floats, count: int) -> Floats:
    """Log probabilities over all `count` causes where the model knows only some."""
    full = np.full((len(rows), count), FLOOR)
    full[:, model.classes_] = model.predict_proba(rows)
    return held_up(np.log(np.maximum(full, FLOOR)))


def undecided(lesson: Lesson) -> Floats:
    """Log probabilities that prefer nothing, shape (n, causes)."""
    return np.full((len(lesson.causes), lesson.count), -np.log(lesson.count))


def _reader(margins: Floats, causes: Ints) -> LogisticRegression:
    return LogisticRegression(C=READER_STRENGTH, max_iter=MOST_STEPS).fit(margins, causes)


def _regression(model: LogisticRegression) -> Affine:
    """Scores whose softmax is the model's probability; with two causes it keeps the score of the second only."""
    weights, offsets = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        weights, offsets = np.vstack([0 * weights, weights]), np.append(0.0, offsets)
    return Affine(weights.astype(np.float32), offsets.astype(np.float32))
