"""The cause model: from the words of a call to a probability for every cause."""

from collections.abc import Hashable, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.decomposition import TruncatedSVD

from classify.calibration import blended, cooled
from classify.calltext import CallText, parse_call
from classify.choice import Grid, choose_heads
from classify.errors import TrainingError
from classify.features import CallFeatures, unit_rows
from classify.folds import fold_of
from classify.heads import Features, Lesson

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Texts = Sequence[str | CallText]

NEVER = 10**9
FEWEST_TO_REDUCE = 3
POWER_STEPS = 4
"""Power iterations of the randomized decomposition (N. Halko et al., 2011): the spectra of terms decay slowly."""


class CauseModel(ClassifierMixin, BaseEstimator):
    """TF-IDF, topics fitted on labelled and unlabelled calls, and the head that cross-validation prefers.

    Heads: logistic regression on topics; from `linear_from` labels on also a linear margin on the terms, or the
    geometric mean of both; one temperature on top. `topics`, `strengths` and `linear_strengths` are the settings
    tried, from `tried_from` labels on; before that the first topics and the last strength are taken.
    `features` is an unfitted `CallFeatures`, or None for the shipped settings.

    A call is a `CallText` or a plain string (see `parse_call`). Equal input and `random_state` give an equal model.
    """

    def __init__(
        self,
        *,
        features: CallFeatures | None = None,
        topics: Sequence[int] = (50, 100, 200),
        strengths: Sequence[float] = (3.0, 10.0, 30.0),
        linear_strengths: Sequence[float] = (0.3, 1.0),
        tried_from: int = 40,
        linear_from: int = 300,
        folds: int = 5,
        random_state: int = 0,
    ) -> None:
        self.features = features
        self.topics = topics
        self.strengths = strengths
        self.linear_strengths = linear_strengths
        self.tried_from = tried_from
        self.linear_from = linear_from
        self.folds = folds
        self.random_state = random_state

    def fit(
        self,
        texts: Texts,
        labels: Sequence[str],
        unlabelled_texts: Texts = (),
        *,
        groups: Sequence[Hashable] | None = None,
    ) -> Self:
        """Learn from labelled calls and from the words of unlabelled ones.

        `groups` names the customer of each labelled call: one customer's calls are never in two folds. Raises
        TrainingError where there are no words, fewer than two causes, or not one label for each text.
        """
        self.classes_, causes = _numbered(texts, labels)
        calls = _checked([parse_call(text) for text in (*texts, *unlabelled_texts)])
        self.features_ = (clone(self.features) if self.features else CallFeatures()).fit(calls)
        terms = self.features_.transform(calls)
        self.topics_ = _topics_of(terms, max(self.topics), self.random_state)
        self.choice_ = choose_heads(
            Lesson(
                features=self._with_topics(terms[: len(causes)]),
                causes=causes,
                fold=fold_of(causes, self.folds, rng=np.random.default_rng(self.random_state), groups=groups),
                count=len(self.classes_),
                seed=self.random_state,
            ),
            self._grid(),
        )
        return self

    def predict_proba(self, texts: Texts) -> Floats:
        """Probability of each cause in the order of `classes_`, shape (len(texts), causes)."""
        if not len(texts):
            return np.zeros((0, len(self.classes_)))
        return self.probabilities_of(self.read(texts))

    def probabilities_of(self, features: Features) -> Floats:
        """The same for calls that were read already."""
        logs = self.choice_.topic.log_probabilities(features)
        if self.choice_.linear is not None:
            logs = blended(logs, self.choice_.linear.log_probabilities(features), self.choice_.blend)
        return cooled(logs, self.choice_.temperature)

    def predict(self, texts: Texts) -> NDArray[np.str_]:
        """The likeliest cause of each call."""
        return np.asarray(self.classes_[self.predict_proba(texts).argmax(axis=1)])

    def same_settings(self) -> "CauseModel":
        """An unfitted model that takes the settings this one chose, without trying others again."""
        grid, losses = self._grid(), self.choice_.losses
        tried = [one for one in grid.topic_settings if one.topics == self.choice_.topic.topics]
        topic = min(tried, key=lambda one: losses.get(one.name, 0.0)) if losses else grid.untried
        linear = min(grid.linear_settings, key=lambda one: losses.get(one.name, 0.0))
        settings = {
            "topics": (topic.topics,),
            "strengths": (topic.strength,),
            "linear_strengths": (linear.strength,),
            "linear_from": self.linear_from if self.choice_.linear is not None else NEVER,
        }
        return CauseModel(**self.get_params(deep=False) | settings)

    def embed(self, texts: Texts) -> Floats:
        """Calls as directions in topic space, rows of unit length: near means about the same."""
        return unit_rows(self.read(texts).topics)

    def read(self, texts: Texts) -> Features:
        """Calls as numbers; the slow part of everything that is asked about them."""
        return self._with_topics(self.features_.transform([parse_call(text) for text in texts]))

    def _with_topics(self, terms: csr_matrix) -> Features:
        return Features(terms, np.asarray(terms @ self.topics_.T, dtype=np.float64))

    def _grid(self) -> Grid:
        most = len(self.topics_)
        return Grid(
            topics=tuple(sorted({min(topics, most) for topics in self.topics})),
            strengths=tuple(self.strengths),
            linear_strengths=tuple(self.linear_strengths),
            tried_from=self.tried_from,
            linear_from=self.linear_from,
        )


def _numbered(texts: Texts, labels: Sequence[str]) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    if len(texts) != len(labels):
        raise TrainingError(f"{len(texts)} texts have {len(labels)} labels.", remedy="Give one label for each text.")
    classes, causes = np.unique(np.asarray(labels, dtype=str), return_inverse=True)
    if len(classes) < 2:
        what = f"all {len(labels)} labels say {classes[0]!r}" if len(labels) else "there are no labels"
        raise TrainingError(f"{what}; nothing can be told apart.", remedy="Label calls of at least two causes.")
    return classes, causes.astype(np.int64)


def _checked(calls: list[CallText]) -> list[CallText]:
    if not any(call.has_words for call in calls):
        raise TrainingError(
            "no call has any words to learn from.", remedy="Check which column or transcript the text comes from."
        )
    return calls


def _topics_of(terms: csr_matrix, topics: int, seed: int) -> Floats32:
    """Topics of all calls, shape (topics, terms), strongest first: the leading ones are a smaller decomposition."""
    if min(terms.shape) < FEWEST_TO_REDUCE:  # every term is a topic
        return np.eye(terms.shape[1], dtype=np.float32)
    most = min(topics, terms.shape[0] - 1, terms.shape[1] - 1)
    with np.errstate(divide="ignore", invalid="ignore"):  # of calls that all say the same no variance is left
        found = TruncatedSVD(n_components=most, n_iter=POWER_STEPS, random_state=seed).fit(terms)
    return np.asarray(found.components_, dtype=np.float32)
