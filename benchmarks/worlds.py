"""Frames of calls with known truth, to draw and label again and again: synthetic scores, or texts of a CSV."""

import csv
import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from survey.cells import FloatArray, IntArray

FOLDS = 5
_DIMENSIONS = 150
_SOFTNESS = 30.0


@dataclass(frozen=True)
class Drawn:
    """One draw of N calls from a frame: `truth` (K,) are the frame's shares, `classes` (N,) what people would say.

    `features` (N, D) is there where a model can be trained on the labels themselves.
    """

    truth: FloatArray
    frame: int
    classes: IntArray
    probabilities: FloatArray
    features: FloatArray | None = None


class World(Protocol):
    """Something to draw from; a new frame, model and draw each time."""

    @property
    def name(self) -> str: ...

    @property
    def causes(self) -> tuple[str, ...]: ...

    def draw(self, rng: np.random.Generator) -> Drawn: ...


@dataclass(frozen=True)
class SyntheticWorld:
    """Causes with given shares and a model of a given strength: a cause shifts one of K normal features by `signal`.

    The model is Bayes' rule for `learned` shares, so it is calibrated where those are the shares, and too shy of a
    cause that has doubled since.
    """

    name: str
    shares: tuple[float, ...]
    signal: float
    learned: tuple[float, ...] | None = None
    frame: int = 8000
    drawn: int = 2000

    @property
    def causes(self) -> tuple[str, ...]:
        return tuple(f"cause {chr(ord('a') + place)}" for place in range(len(self.shares)))

    def draw(self, rng: np.random.Generator) -> Drawn:
        classes = rng.choice(len(self.shares), self.frame, p=self.shares)
        truth = np.bincount(classes, minlength=len(self.shares)) / self.frame
        classes = classes[: self.drawn]
        features = rng.normal(size=(self.drawn, len(self.shares)))
        features[np.arange(self.drawn), classes] += self.signal
        odds = np.log(self.learned or self.shares) + self.signal * features
        odds = np.exp(odds - odds.max(axis=1, keepdims=True))
        return Drawn(truth, self.frame, classes, odds / odds.sum(axis=1, keepdims=True), features)


@dataclass(frozen=True)
class Reading:
    """A model of some older labelled calls: their row numbers, and its probabilities (rows, K) for every text."""

    older: IntArray
    scores: FloatArray


@dataclass(frozen=True)
class TextWorld:
    """Texts with one cause each. A draw takes one of several models; its older calls are not in the frame.

    `doubled` names a cause that is twice as common in the frame as in the older calls.
    """

    name: str
    causes: tuple[str, ...]
    features: FloatArray
    classes: IntArray
    readings: tuple[Reading, ...]
    drawn: int = 4000
    doubled: str | None = None

    def draw(self, rng: np.random.Generator) -> Drawn:
        reading = self.readings[rng.integers(len(self.readings))]
        frame = rng.permutation(np.setdiff1d(np.arange(len(self.classes)), reading.older))
        if self.doubled is not None:
            frame = rng.permutation(self._with_doubled(frame, self.causes.index(self.doubled)))
        truth = np.bincount(self.classes[frame], minlength=len(self.causes)) / len(frame)
        drawn = frame[: min(self.drawn, len(frame) // 2)]
        return Drawn(truth, len(frame), self.classes[drawn], reading.scores[drawn], self.features[drawn])

    def _with_doubled(self, frame: IntArray, cause: int) -> IntArray:
        named = self.classes[frame] == cause
        twice = 2 * named.mean()
        keep = int(named.sum() * (1 - twice) / twice)
        return np.asarray(frame[named | (np.cumsum(~named) <= keep)], dtype=np.int64)


def read_texts(path: Path, *, text_column: str, label_column: str) -> tuple[FloatArray, IntArray, tuple[str, ...]]:
    """Features of every text (TF-IDF of words and pairs, reduced), classes and the causes' names."""
    text = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    causes = tuple(sorted({row[label_column] for row in rows}))
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    found = words.fit_transform([row[text_column] for row in rows])
    features = normalize(TruncatedSVD(_DIMENSIONS, random_state=0).fit_transform(found))
    return features, np.array([causes.index(row[label_column]) for row in rows], dtype=np.int64), causes


def readings(features: FloatArray, classes: IntArray, *, older: int, models: int, K: int) -> tuple[Reading, ...]:
    """Models trained on `older` random calls each."""
    rng = np.random.default_rng(older)
    chosen = [rng.choice(len(classes), older, replace=False) for _ in range(models)]
    return tuple(Reading(rows, predicted(features[rows], classes[rows], features, K)) for rows in chosen)


def predicted(features: FloatArray, classes: IntArray, asked: FloatArray, K: int) -> FloatArray:
    """Probabilities (len(asked), K) of a logistic regression; causes it never saw get 0."""
    model = LogisticRegression(C=_SOFTNESS, max_iter=500).fit(features, classes)
    scores = np.zeros((len(asked), K))
    scores[:, model.classes_] = model.predict_proba(asked)
    return scores


def cross_fitted_scores(drawn: Drawn, labels: IntArray, folds: IntArray) -> FloatArray:
    """(F, N, K) probabilities of models that each left one fold of the labels out."""
    assert drawn.features is not None
    scores = []
    for fold in range(FOLDS):
        known = (labels >= 0) & (folds != fold)
        scores.append(predicted(drawn.features[known], labels[known], drawn.features, len(drawn.truth)))
    return np.stack(scores)


def one_of_five(labelled: Sequence[bool], rng: np.random.Generator) -> IntArray:
    """A random fold for every call; read at the labelled ones only."""
    return rng.permutation(np.arange(len(labelled)) % FOLDS)
