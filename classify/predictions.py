"""Predict the cause of calls with one model version: one row for each call and version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from audio.words import Segment
from classify.calltext import call_of_segments
from classify.crossfit import in_order
from classify.evidence import evidence_for
from classify.model import CauseModel
from store.tables.prediction import Prediction


@dataclass(frozen=True)
class Predicted:
    """What a model says of one call; `evidence` as stored, strongest first."""

    cause_id: str
    probabilities: dict[str, float]
    evidence: list[dict[str, object]]


def predict(model: CauseModel, segments: Sequence[Segment], causes: Sequence[str]) -> Predicted:
    """Probabilities over all causes, and the turns that carry the likeliest."""
    call = call_of_segments(segments)
    probabilities = in_order(model, model.predict_proba([call]), causes)[0]
    likeliest = causes[int(probabilities.argmax())]
    return Predicted(
        cause_id=likeliest,
        probabilities={cause: round(float(share), 6) for cause, share in zip(causes, probabilities, strict=True)},
        evidence=[span.as_json() for span in evidence_for(model, segments, likeliest)],
    )


def store_predictions(
    session: Session, predicted: Mapping[UUID, Predicted], *, model_version_id: UUID, now: datetime
) -> None:
    """Write the predictions of one version; a call it has predicted before keeps its row."""
    known = set(session.scalars(select(Prediction.call_id).where(Prediction.model_version_id == model_version_id)))
    for call_id, found in predicted.items():
        if call_id in known:
            continue
        session.add(
            Prediction(
                call_id=call_id,
                model_version_id=model_version_id,
                cause_id=found.cause_id,
                probabilities=found.probabilities,
                evidence=found.evidence,
                predicted_at=now,
            )
        )
    session.flush()
