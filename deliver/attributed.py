"""Which cause a call is put down to now, and where in the call that can be heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, case, exists, select
from sqlalchemy.orm import Session

from store.tables.call import Call, CallState
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.label import COUNTING, Label, LabelPurpose
from store.tables.model_version import TRAINED, ModelState, ModelVersion
from store.tables.prediction import Prediction
from store.tables.selection import Selection
from store.tables.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that name the cause; times in milliseconds from the start of the call."""

    quote: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """A call's cause by the newest human label, else by the champion's prediction."""

    call_id: UUID
    cause_id: str
    by_person: bool
    evidence: Evidence | None


def attributions(session: Session, *, starts_at: datetime, ends_at: datetime) -> dict[UUID, Attribution]:
    """Of every drawn and transcribed call of the period in which somebody speaks."""
    return _attributions(session, _heard_calls(starts_at, ends_at))


def attributions_of(session: Session, call_ids: Sequence[UUID]) -> dict[UUID, Attribution]:
    """Of these few calls; one without label and prediction is left out."""
    return _attributions(session, select(Call.id).where(Call.id.in_(call_ids)))


def _attributions(session: Session, calls: Select[UUID]) -> dict[UUID, Attribution]:
    labels, predictions = _newest_labels(session, calls), _predictions(session, calls)
    found = (_attribution(call_id, labels.get(call_id), predictions.get(call_id)) for call_id in session.scalars(calls))
    return {attribution.call_id: attribution for attribution in found if attribution is not None}


def _heard_calls(starts_at: datetime, ends_at: datetime) -> Select[UUID]:
    drawn = exists().where(
        Selection.call_id == Call.id,
        Draw.id == Selection.draw_id,
        Draw.purpose == DrawPurpose.CALLS,
        Draw.state == DrawState.REVEALED,
    )
    return (
        select(Call.id)
        .join(Transcript, (Transcript.call_id == Call.id) & Transcript.is_current & ~Transcript.no_speech)
        .where(Call.started_at >= starts_at, Call.started_at < ends_at, Call.state == CallState.DONE, drawn)
    )


def _newest_labels(session: Session, calls: Select[UUID]) -> dict[UUID, Label]:
    """Double coding measures agreement and overrules nobody; other labels that check people are no opinion at all."""
    overrules = case((Label.purpose == LabelPurpose.DOUBLE_CODING, 0), else_=1)
    rows = session.scalars(
        select(Label)
        .where(
            Label.call_id.in_(calls),
            Label.purpose.in_([LabelPurpose.DOUBLE_CODING, *COUNTING]),
            Label.withdrawn_at.is_(None),
        )
        .order_by(overrules, Label.labelled_at, Label.id)
    )
    return {label.call_id: label for label in rows}


def _predictions(session: Session, calls: Select[UUID]) -> dict[UUID, Prediction]:
    """The champion's; what the cold-start model suggests is put down to nobody."""
    rows = session.scalars(
        select(Prediction)
        .join(ModelVersion, ModelVersion.id == Prediction.model_version_id)
        .where(
            ModelVersion.state == ModelState.CHAMPION,
            ModelVersion.origin == TRAINED,
            Prediction.call_id.in_(calls),
        )
    )
    return {prediction.call_id: prediction for prediction in rows}


def _attribution(call_id: UUID, label: Label | None, prediction: Prediction | None) -> Attribution | None:
    predicted = _predicted_evidence(prediction)
    if label is not None:
        agreed = predicted if prediction is not None and prediction.cause_id == label.cause_id else None
        return Attribution(call_id, label.cause_id, by_person=True, evidence=_quoted(label) or agreed)
    if prediction is not None:
        return Attribution(call_id, prediction.cause_id, by_person=False, evidence=predicted)
    return None


def _quoted(label: Label) -> Evidence | None:
    if label.quote_start_ms is None or label.quote_end_ms is None:
        return None
    return Evidence(label.quote, label.quote_start_ms, label.quote_end_ms)


def _predicted_evidence(prediction: Prediction | None) -> Evidence | None:
    if prediction is None or not prediction.evidence:
        return None
    strongest = prediction.evidence[0]
    return Evidence(strongest["text"], strongest["start_ms"], strongest["end_ms"])
