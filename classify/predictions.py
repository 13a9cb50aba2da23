"""Prediction rows: one for each call and model version."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from classify.predictor import Predicted
from store.tables.call import Call
from store.tables.prediction import Prediction
from store.tables.transcript import Transcript

AT_ONCE = 500


def store_predictions(
    session: Session, predicted: Mapping[UUID, Predicted], *, model_version_id: UUID, now: datetime
) -> None:
    """Write the predictions of one version; a call it has predicted before keeps its row.

    One that was erased meanwhile gets none.
    """
    ids = list(predicted)
    for some in (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)):
        known = set(
            session.scalars(
                select(Prediction.call_id).where(
                    Prediction.model_version_id == model_version_id, Prediction.call_id.in_(some)
                )
            )
        )
        spoken = select(Transcript.call_id).where(Transcript.is_current, Transcript.call_id.in_(some))
        there = set(session.scalars(spoken))
        session.add_all(
            Prediction(
                call_id=call_id, model_version_id=model_version_id, predicted_at=now, **asdict(predicted[call_id])
            )
            for call_id in some
            if call_id in there - known
        )
    session.flush()


def unpredicted(model_version_id: UUID) -> Select[Call, Transcript]:
    """Transcribed calls that a version has no opinion of yet, with their current words."""
    row = exists().where(Prediction.call_id == Call.id, Prediction.model_version_id == model_version_id)
    return (
        select(Call, Transcript)
        .join(Transcript, Transcript.call_id == Call.id)
        .where(Transcript.is_current, Transcript.no_speech.is_(False), ~row)
        .where(Transcript.text != "", Call.consent_withdrawn_at.is_(None))
        .order_by(Call.id)
    )
