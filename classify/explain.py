"""A prediction told to a person: the most telling words of each cause, and labelled calls like this one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from classify.calltext import CallText
from classify.model import CauseModel

COMMONER_THAN_RAREST = float(np.log(2.0))
"""Words in about twice as many calls as the rarest ones: anything rarer tells of one call, not of a cause."""


@dataclass(frozen=True)
class TellingWord:
    """A word or word pair and how far one mention moves the score of its cause, in nats."""

    word: str
    weight: float


@dataclass(frozen=True)
class Neighbour:
    """A labelled call and how near it is, 1 for the same words."""

    index: int
    nearness: float


def telling_words(model: CauseModel, *, most: int = 12) -> dict[str, list[TellingWord]]:
    """For each cause the words that speak most for it, against the mean of all causes."""
    words = _usual_words(model)
    if not words:
        return {str(cause): [] for cause in model.classes_}
    columns = [column for column, _, _ in words]
    weights = _term_weights(model)[:, columns] * np.asarray([idf for _, _, idf in words])
    found: dict[str, list[TellingWord]] = {}
    for number, cause in enumerate(model.classes_):
        order = np.argsort(-weights[number], kind="stable")[:most]
        found[str(cause)] = [
            TellingWord(words[int(at)][1], float(weights[number, at])) for at in order if weights[number, at] > 0
        ]
    return found


def nearest_calls(
    model: CauseModel, call: str | CallText, labelled: Sequence[str | CallText], *, most: int = 3
) -> list[Neighbour]:
    """The labelled calls that mean most nearly the same, nearest first; calls without any topic are never near."""
    if not labelled:
        return []
    nearness = model.embed(labelled) @ model.embed([call])[0]
    order = np.argsort(-nearness, kind="stable")[:most]
    return [Neighbour(int(at), float(nearness[at])) for at in order if nearness[at] > 0]


def _usual_words(model: CauseModel) -> list[tuple[int, str, float]]:
    said = [
        (column, word, idf)
        for column, word, idf in model.features_.words
        if any(part not in ENGLISH_STOP_WORDS and not part.startswith("0") for part in word.split())
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
