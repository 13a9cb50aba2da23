"""Train a challenger on everything people labelled, and let it replace the champion only if it predicts better.

One rule decides: the paired test of `comparison`, on randomly drawn labels that neither model learned from. Where the
champion learned from such a label, a stand-in answers in its place: trained with its settings on the labels of its
time, without that fold.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.artefact import card_of, dump_model
from classify.comparison import Comparison, Opinion, Verdict, compare_models
from classify.crossfit import cross_fit, in_order
from classify.lesson import Lesson, read_lesson
from classify.measured import measure
from classify.model import CauseModel
from classify.versions import champion, fingerprint, next_number, promote, read_version
from store.blobs import Blobs
from store.tables.model_version import TRAINED, ModelState, ModelVersion
from store.tables.prediction import Prediction

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Incumbent:
    """The champion as it is judged: what it has stored of calls, and the lesson it had.

    `said` (N, K) in the order of the lesson's calls; NaN where it has said nothing yet.
    """

    number: int
    model: CauseModel
    is_seed: bool
    said: Floats
    learned: Lesson


@dataclass(frozen=True)
class Trained:
    """A challenger ready to be stored, with its measures and the comparison."""

    model: CauseModel
    data: bytes
    labels_sha256: str
    labels_until: datetime | None
    metrics: dict[str, Any]
    comparison: Comparison | None
    """None where there was no champion."""

    @property
    def wins(self) -> bool:
        return self.comparison is None or self.comparison.verdict is Verdict.BETTER


def read_incumbent(session: Session, blobs: Blobs, lesson: Lesson) -> Incumbent | None:
    """The champion, if there is one. Raises ModelFileError where its file is not what it was."""
    version = champion(session)
    if version is None:
        return None
    stored = select(Prediction.call_id, Prediction.probabilities).where(Prediction.model_version_id == version.id)
    said = {call_id: [by.get(cause, 0.0) for cause in lesson.causes] for call_id, by in session.execute(stored)}
    nothing = [np.nan] * len(lesson.causes)
    return Incumbent(
        number=version.number,
        model=read_version(blobs, version),
        is_seed=version.is_seed,
        said=np.array([said.get(call_id, nothing) for call_id in lesson.call_ids], dtype=float),
        learned=read_lesson(session, known_at=version.trained_at),
    )


def train_challenger(
    lesson: Lesson, incumbent: Incumbent | None, *, now: datetime, rng: np.random.Generator
) -> Trained:
    """Learn from the lesson, and compare out of fold with the champion. Raises TrainingError."""
    rows = lesson.taught
    texts, labels = [lesson.calls[row] for row in rows], [str(lesson.labels[row]) for row in rows]
    model = CauseModel().fit(texts, labels, [lesson.calls[row] for row in set(range(len(lesson.calls))) - set(rows)])
    unseen = cross_fit(lesson.calls, lesson.labels, lesson.causes, recipe=model.same_settings()).unseen()
    comparison = _compared(lesson, unseen, incumbent, rng=rng) if incumbent is not None else None
    card = card_of(model, texts, labels, now=now)
    metrics = measure(lesson, unseen, model, rng=rng) | {
        "chosen": dict(card.chosen),
        "versions": dict(card.versions),
        "features": model.features_.get_params(),
    }
    if comparison is not None and incumbent is not None:
        metrics["comparison"] = {"champion": incumbent.number, **comparison.as_json()}
    return Trained(
        model=model,
        data=dump_model(model),
        labels_sha256=fingerprint([f"{lesson.call_ids[row].hex} {lesson.labels[row]}" for row in rows]),
        labels_until=lesson.labels_until,
        metrics=metrics,
        comparison=comparison,
    )


def store_challenger(session: Session, blobs: Blobs, trained: Trained, *, now: datetime) -> ModelVersion:
    """Write the version, and promote it when it won."""
    version = ModelVersion(
        number=next_number(session),
        state=ModelState.CHALLENGER,
        origin=TRAINED,
        blob=blobs.put(trained.data),
        labels_sha256=trained.labels_sha256,
        labels_until=trained.labels_until,
        metrics=dict(trained.metrics),
        trained_at=now,
    )
    session.add(version)
    session.flush()
    if trained.wins:
        promote(session, version, now=now)
    return version


def _compared(lesson: Lesson, unseen: Floats, incumbent: Incumbent, *, rng: np.random.Generator) -> Comparison:
    rows = lesson.judged
    truth = [str(lesson.labels[row]) for row in rows]
    theirs = champion_opinion(lesson, incumbent) if rows else unseen
    return compare_models(Opinion(theirs[rows], lesson.causes), Opinion(unseen[rows], lesson.causes), truth, rng=rng)


def champion_opinion(lesson: Lesson, incumbent: Incumbent) -> Floats:
    """(N, K): what the champion says of calls it did not learn from, its stand-in's word on those it did."""
    said = incumbent.said.copy()
    silent = np.flatnonzero(np.isnan(said).any(axis=1))
    if len(silent):
        fresh = incumbent.model.predict_proba([lesson.calls[int(row)] for row in silent])
        said[silent] = in_order(incumbent.model, fresh, lesson.causes)
    learned = dict(zip(incumbent.learned.call_ids, incumbent.learned.labels, strict=True))
    seen = [row for row in lesson.judged if learned.get(lesson.call_ids[row]) is not None]
    if incumbent.is_seed or not seen:
        return said
    labels = [learned.get(call_id) for call_id in lesson.call_ids]
    known = [label if label in lesson.causes else None for label in labels]
    stand_in = cross_fit(lesson.calls, known, lesson.causes, recipe=incumbent.model.same_settings()).unseen()
    said[seen] = stand_in[seen]
    return said
