"""Train a challenger on everything people labelled, and let it replace the champion only if it predicts better."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.artefact import dump_model
from classify.calltext import CallText
from classify.crossfit import cross_fit, in_order
from classify.model import CauseModel
from classify.taxonomy import causes_in_order
from classify.transcripts import read_texts
from classify.versions import TRAINED, champion, fingerprint, next_number, promote, read_version
from store.blobs import Blobs
from store.tables.call import Call
from store.tables.label import Label, LabelPurpose
from store.tables.model_version import ModelState, ModelVersion

LEAST_PROBABILITY = 1e-3
"""Floor in the log-loss, so that one confident mistake does not decide between two models."""
CLEARLY = 1.64
"""Standard errors of the paired difference (one-sided 95 %) by which a challenger must win."""


@dataclass(frozen=True)
class Lesson:
    """What there is to learn from: calls with words, the label each has, and what a random draw chose."""

    causes: tuple[str, ...]
    call_ids: tuple[UUID, ...]
    calls: tuple[CallText, ...]
    labels: tuple[str | None, ...]
    drawn: NDArray[np.bool_]
    """Labelled by the estimation draw: only these decide about promotion."""
    labels_until: datetime | None


@dataclass(frozen=True)
class Trained:
    """A challenger ready to be stored, with the comparison on labels that neither model saw."""

    model: CauseModel
    data: bytes
    labels_sha256: str
    labels_until: datetime | None
    metrics: dict[str, float | int | bool]

    @property
    def wins(self) -> bool:
        return bool(self.metrics["wins"])


def read_lesson(session: Session) -> Lesson:
    """All transcribed calls, with the newest label of each that was not withdrawn (double codings overrule nobody)."""
    texts = read_texts(session)
    found: dict[UUID, tuple[str, bool]] = {}
    until: datetime | None = None
    rows = session.execute(
        select(Label, Call.started_at)
        .join(Call, Call.id == Label.call_id)
        .where(Label.withdrawn_at.is_(None), Label.purpose != LabelPurpose.DOUBLE_CODING)
        .order_by(Label.labelled_at, Label.id)
    )
    for label, started_at in rows:
        if label.call_id in texts:
            drawn = label.purpose is LabelPurpose.ESTIMATION or found.get(label.call_id, ("", False))[1]
            found[label.call_id] = (label.cause_id, drawn)
            until = started_at if until is None else max(until, started_at)
    ids = tuple(sorted(texts, key=lambda call_id: call_id.hex))
    return Lesson(
        causes=tuple(cause.id for cause in causes_in_order(session)),
        call_ids=ids,
        calls=tuple(texts[call_id] for call_id in ids),
        labels=tuple(found[call_id][0] if call_id in found else None for call_id in ids),
        drawn=np.array([found.get(call_id, ("", False))[1] for call_id in ids], dtype=bool),
        labels_until=until,
    )


def train_challenger(lesson: Lesson, incumbent: CauseModel | None) -> Trained:
    """Learn from the lesson; compare out of fold with the champion, on the same randomly drawn labels.

    A champion trained on some of these labels has seen them, which can only flatter it. Raises TrainingError.
    """
    taught = [row for row, label in enumerate(lesson.labels) if label is not None]
    model = CauseModel().fit(
        [lesson.calls[row] for row in taught],
        [str(lesson.labels[row]) for row in taught],
        [call for row, call in enumerate(lesson.calls) if lesson.labels[row] is None],
    )
    unseen = cross_fit(lesson.calls, lesson.labels, lesson.causes).unseen()
    judged = np.flatnonzero(lesson.drawn)
    own = _losses(unseen, lesson, judged)
    metrics: dict[str, float | int | bool] = {
        "labels": len(taught),
        "judged": len(judged),
        "log_loss": round(float(own.mean()), 4) if len(judged) else 0.0,
        "accuracy": round(_accuracy(unseen, lesson, judged), 4),
        "wins": True,
    }
    if incumbent is not None and len(judged):
        theirs = in_order(incumbent, incumbent.predict_proba(list(lesson.calls)), lesson.causes)
        metrics |= _compared(own, _losses(theirs, lesson, judged))
    lines = [f"{lesson.call_ids[row].hex} {lesson.labels[row]}" for row in taught]
    return Trained(model, dump_model(model), fingerprint(lines), lesson.labels_until, metrics)


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
        promote(session, version)
    return version


def incumbent_model(session: Session, blobs: Blobs) -> CauseModel | None:
    current = champion(session)
    return read_version(blobs, current) if current is not None else None


def _losses(probabilities: NDArray[np.float64], lesson: Lesson, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    codes = [lesson.causes.index(str(lesson.labels[row])) for row in rows]
    return np.asarray(-np.log(np.maximum(probabilities[rows, codes], LEAST_PROBABILITY)), dtype=np.float64)


def _accuracy(probabilities: NDArray[np.float64], lesson: Lesson, rows: Sequence[int] | NDArray[np.int64]) -> float:
    if not len(rows):
        return 0.0
    right = [lesson.causes[int(probabilities[row].argmax())] == lesson.labels[row] for row in rows]
    return sum(right) / len(right)


def _compared(own: NDArray[np.float64], theirs: NDArray[np.float64]) -> dict[str, float | bool]:
    """Paired difference of log-losses: positive where the challenger is better."""
    gain = theirs - own
    error = float(gain.std(ddof=1) / np.sqrt(len(gain))) if len(gain) > 1 else float("inf")
    return {
        "champion_log_loss": round(float(theirs.mean()), 4),
        "gain": round(float(gain.mean()), 4),
        "gain_error": round(error, 4),
        "wins": bool(gain.mean() > CLEARLY * error),
    }
