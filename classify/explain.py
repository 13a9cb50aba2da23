"""A prediction told to a person: telling words of each cause and of one call, and labelled calls like it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from classify.features import unit_rows
from classify.heads import Features
from classify.lesson import Lesson
from classify.model import CauseModel

AGENT = "agent:"
COMMONER_THAN_RAREST = float(np.log(2.0))
"""Words in about twice as many calls as the rarest ones: anything rarer tells of one call, not of a cause."""


@dataclass(frozen=True)
class TellingWord:
    """A word or word pair and how far one mention moves the score of its cause, in nats."""

    word: str
    weight: float

    def as_json(self) -> dict[str, Any]:
        return {"word": self.word, "weight": round(self.weight, 3)}


@dataclass(frozen=True)
class SaidWord:
    """A word of a call and its part of everything in the call that speaks for a cause, 0 … 1."""

    word: str
    share: float

    def as_json(self) -> dict[str, Any]:
        return {"word": self.word, "share": round(self.share, 3)}


@dataclass(frozen=True)
class Taught:
    """The labelled calls a model learned from: their ids, and where they lie in its topic space (rows of unit length).

    What is stored of a neighbour is its id only, so that nothing of it is left behind when it is erased.
    """

    call_ids: tuple[str, ...]
    places: NDArray[np.float64]

    @classmethod
    def of(cls, model: CauseModel, lesson: Lesson) -> "Taught":
        """The labelled calls of a lesson."""
        rows = lesson.taught
        calls = [lesson.calls[row] for row in rows]
        return cls(tuple(str(lesson.call_ids[row]) for row in rows), model.embed(calls) if calls else np.zeros((0, 0)))

    def nearest(self, call: Features, *, without: str = "", most: int = 3) -> list[dict[str, Any]]:
        """`{call_id, nearness}` of the calls that mean most nearly the same, nearest first, 1 for the same words.

        Calls without any topic are never near.
        """
        if not self.call_ids:
            return []
        nearness = self.places @ unit_rows(call.topics)[0]
        order = [int(at) for at in np.argsort(-nearness, kind="stable") if self.call_ids[int(at)] != without]
        return [
            {"call_id": self.call_ids[at], "nearness": round(float(nearness[at]), 3)}
            for at in order[:most]
            if nearness[at] > 0
        ]


def telling_words(model: CauseModel, *, most: int = 12) -> dict[str, list[TellingWord]]:
    """For each cause the words that speak most for it, against the mean of all causes."""
    table = _telling_table(model)
    found: dict[str, list[TellingWord]] = {}
    for number, cause in enumerate(model.classes_):
        weights = table.weights[number] * table.idf
        found[str(cause)] = [TellingWord(table.words[at], float(weights[at])) for at in table.best(weights, most)]
    return found


def words_for(model: CauseModel, call: Features, cause: str, *, most: int = 8) -> list[SaidWord]:
    """The words of a call that speak most for a cause, against the mean of all causes; none for a cause not met."""
    causes = [str(known) for known in model.classes_]
    table = _telling_table(model)
    if cause not in causes:
        return []
    said = np.asarray(call.terms[:, table.columns].todense())[0]
    push = np.maximum(said * table.weights[causes.index(cause)], 0.0)
    return [SaidWord(table.words[at], float(push[at] / push.sum())) for at in table.best(push, most)]


@dataclass(frozen=True)
class _TellingTable:
    """Whole words that a person would name: column in the features, idf, and weight for each cause (causes, words)."""

    columns: list[int]
    words: list[str]
    idf: NDArray[np.float64]
    weights: NDArray[np.float64]

    def best(self, scores: NDArray[np.float64], most: int) -> list[int]:
        """The words of highest score above zero, best first; no pair that repeats a word which was named already."""
        chosen: list[int] = []
        named: set[str] = set()
        for at in np.argsort(-scores, kind="stable"):
            if scores[at] <= 0 or len(chosen) == most:
                break
            parts = {part for part in self.words[int(at)].split() if part not in ENGLISH_STOP_WORDS} - {AGENT}
            if not parts & named:
                chosen.append(int(at))
                named |= parts
        return chosen


@lru_cache(maxsize=2)
def _telling_table(model: CauseModel) -> _TellingTable:
    """Kept for the model in use: it takes as long as predicting a hundred calls."""
    words = _usual_words(model)
    columns = [column for column, _, _ in words]
    return _TellingTable(
        columns=columns,
        words=[word for _, word, _ in words],
        idf=np.asarray([idf for _, _, idf in words]),
        weights=_term_weights(model)[:, columns],
    )


def _usual_words(model: CauseModel) -> list[tuple[int, str, float]]:
    said = [
        (column, word, idf)
        for column, word, idf in model.features_.words
        if any(part not in ENGLISH_STOP_WORDS | {AGENT} and not part.startswith("0") for part in word.split())
    ]
    rarest = max((idf for _, _, idf in said), default=0.0)
    usual = [entry for entry in said if entry[2] <= rarest - COMMONER_THAN_RAREST]
    return usual or said


def _term_weights(model: CauseModel) -> NDArray[np.float64]:
    """Score of each cause for each term, shape (causes, terms), against the mean of the causes."""
    choice = model.choice_
    weights = choice.topic.regression.weights @ model.topics_[: choice.topic.topics]
    if choice.linear is not None:
        linear = choice.linear.reader.weights @ choice.linear.margin.weights
        weights = (1 - choice.blend) * weights + choice.blend * linear
    return np.asarray(weights - weights.mean(axis=0), dtype=np.float64)
