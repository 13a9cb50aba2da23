"""The cold-start model: trained on sentences written for it, before a company has given its first label.

Its answers are suggestions, marked as such, and never enter a published figure. `python -m classify.seed` makes
`models/cause-seed/` again from `seed_text.toml`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from classify.artefact import ModelCard, card_of, open_model, save_model
from classify.calltext import CallText
from classify.features import CallFeatures
from classify.folds import fold_of
from classify.model import CauseModel
from classify.scores import Scores, score_predictions
from settings.clock import utc_now
from settings.settings import CHECKOUT

SEED_TEXT = Path(__file__).with_name("seed_text.toml")
SEED_FOLDER = CHECKOUT / "models" / "cause-seed"
SENTENCE_KINDS = ("plain", "indirect", "mixed")
UNKNOWN = "unknown"
CALLS_PER_SENTENCE = 3
SMALL_TALK_CALLS = 80
FOLDS = 5
NOTE = (
    "Cold start only: trained on generic sentences written for the project, not on calls. "
    "Its answers are suggestions and never enter a figure."
)


@dataclass(frozen=True)
class SeedText:
    """Sentences by cause, agent lines by cause, and the small talk that surrounds them."""

    sentences: Mapping[str, tuple[str, ...]]
    agent: Mapping[str, tuple[str, ...]]
    around: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class SeedCall:
    """A made-up call: `sentence` numbers the sentence it was made around, so that a split can keep it together."""

    text: CallText
    cause: str
    sentence: int


def read_seed_text(path: Path = SEED_TEXT) -> SeedText:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    causes: list[dict[str, Any]] = document["cause"]
    return SeedText(
        sentences={one["id"]: tuple(line for kind in SENTENCE_KINDS for line in one[kind]) for one in causes},
        agent={one["id"]: tuple(one["agent"]) for one in causes},
        around={name: tuple(lines) for name, lines in document["around"].items()},
    )


def seed_calls(text: SeedText, *, rng: np.random.Generator) -> list[SeedCall]:
    """Each sentence in several calls of small talk, as first, second or third turn; small talk alone is unknown."""
    calls: list[SeedCall] = []
    number = 0
    for cause, sentences in text.sentences.items():
        for sentence in sentences:
            calls += [
                SeedCall(_around(text, cause, sentence, rng=rng), cause, number) for _ in range(CALLS_PER_SENTENCE)
            ]
            number += 1
    for _ in range(SMALL_TALK_CALLS):
        calls.append(SeedCall(_around(text, UNKNOWN, None, rng=rng), UNKNOWN, number))
        number += 1
    return calls


def train_seed(calls: Sequence[SeedCall]) -> CauseModel:
    """The model, small enough to ship."""
    model = CauseModel(features=CallFeatures(most_words=2_500), topics=(50, 100))
    return model.fit(
        [call.text for call in calls], [call.cause for call in calls], groups=[call.sentence for call in calls]
    )


def judge_seed(calls: Sequence[SeedCall], *, rng: np.random.Generator) -> Scores:
    """Scores on calls around sentences the model has not read, by five folds of sentences.

    They say how well it does on the writer's own language; a company's callers speak another.
    """
    causes = sorted({call.cause for call in calls})
    numbers = np.asarray([causes.index(call.cause) for call in calls], dtype=np.int64)
    fold = fold_of(numbers, FOLDS, rng=rng, groups=[call.sentence for call in calls])
    probabilities = np.zeros((len(calls), len(causes)))
    for part in range(FOLDS):
        model = train_seed([call for call, at in zip(calls, fold, strict=True) if at != part])
        held = np.flatnonzero(fold == part)
        probabilities[held] = model.predict_proba([calls[int(row)].text for row in held])
    return score_predictions(probabilities, causes, [call.cause for call in calls])


def make_seed(folder: Path = SEED_FOLDER, *, now: datetime, random_state: int = 0) -> ModelCard:
    """Train the shipped model and write it with its card."""
    rng = np.random.default_rng(random_state)
    calls = seed_calls(read_seed_text(), rng=rng)
    scores = judge_seed(calls, rng=rng)
    model = train_seed(calls)
    card = card_of(
        model,
        [call.text for call in calls],
        [call.cause for call in calls],
        now=now,
        metrics=scores.as_json(),
        note=NOTE,
    )
    return save_model(folder, model, card)


def open_seed(folder: Path = SEED_FOLDER) -> tuple[CauseModel, ModelCard]:
    """The shipped model. Raises ModelFileError where it is missing or damaged."""
    return open_model(folder)


def _around(text: SeedText, cause: str, sentence: str | None, *, rng: np.random.Generator) -> CallText:
    talk = text.around
    turns = [_one(talk["openings"], rng)]
    if sentence is not None:
        turns += _some(talk["chatter"], rng.choice((0, 0, 1)), rng)
        if rng.random() < 0.3:
            turns[0] = f"{turns[0]} {sentence}"
        else:
            turns.append(sentence)
        turns += _some(talk["chatter"], rng.integers(4), rng)
    else:
        turns += _some(talk["chatter"], rng.integers(3), rng)
    turns += _some(talk["closings"], rng.integers(2), rng)
    agent = _some(talk["agent"], 1 + rng.integers(4), rng)
    if sentence is not None and rng.random() < 0.4:
        agent.append(_one(text.agent[cause], rng))
    return CallText(tuple(turns), tuple(agent))


def _one(lines: Sequence[str], rng: np.random.Generator) -> str:
    return lines[int(rng.integers(len(lines)))]


def _some(lines: Sequence[str], count: int | np.integer[Any], rng: np.random.Generator) -> list[str]:
    return [_one(lines, rng) for _ in range(int(count))]


if __name__ == "__main__":
    make_seed(now=utc_now())
