"""Predict causes and drivers of a call; train a challenger and let it predict all calls if it wins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from classify.links import link_drivers, read_registers
from classify.model import CauseModel
from classify.predictions import Predicted, predict, store_predictions
from classify.retrain import incumbent_model, read_lesson, store_challenger, train_challenger
from classify.taxonomy import causes_in_order
from classify.transcripts import segments_of
from classify.versions import champion, ensure_seed, read_version
from settings.clock import utc_now
from store.installation import Installation
from store.tables.call import Call
from store.tables.model_version import ModelVersion
from store.tables.transcript import Transcript
from worker.jobs import Claim
from worker.step import Write


def predict_one(installation: Installation, claim: Claim) -> Write:
    """Cause by the champion, drivers by the registers, both with their evidence."""
    call_id = UUID(claim.subject)
    with installation.sessions.begin() as session:
        version = champion(session) or ensure_seed(session, installation.blobs, now=utc_now())
    model = _loaded(installation, version)
    with installation.readers() as session:
        call = session.get_one(Call, call_id)
        transcript = session.scalars(_current(call_id)).one()
        segments = segments_of(transcript.segments)
        predicted = predict(model, segments, [cause.id for cause in causes_in_order(session)])
        registers = read_registers(session)

    def write(session: Session, now: datetime) -> None:
        store_predictions(session, {call_id: predicted}, model_version_id=version.id, now=now)
        link_drivers(session, call, segments, registers, now=now)

    return write


def train_model(installation: Installation, _claim: Claim) -> Write:
    """Train on all labels; the winner predicts every transcribed call."""
    with installation.readers() as session:
        lesson = read_lesson(session)
        incumbent = incumbent_model(session, installation.blobs)
        segments = {
            call_id: segments_of(stored)
            for call_id, stored in session.execute(
                select(Transcript.call_id, Transcript.segments).where(
                    Transcript.is_current, Transcript.no_speech.is_(False)
                )
            )
        }
    trained = train_challenger(lesson, incumbent)
    predicted: dict[UUID, Predicted] = {}
    if trained.wins:
        predicted = {call_id: predict(trained.model, said, lesson.causes) for call_id, said in segments.items()}

    def write(session: Session, now: datetime) -> None:
        version = store_challenger(session, installation.blobs, trained, now=now)
        store_predictions(session, predicted, model_version_id=version.id, now=now)

    return write


def _loaded(installation: Installation, version: ModelVersion) -> CauseModel:
    """The model of a version, kept by its content's hash: the same key is the same model for ever."""
    assert version.blob is not None
    if version.blob not in _open_models:
        _open_models.clear()
        _open_models[version.blob] = read_version(installation.blobs, version)
    return _open_models[version.blob]


_open_models: dict[str, CauseModel] = {}


def _current(call_id: UUID) -> Select[Transcript]:
    return select(Transcript).where(Transcript.call_id == call_id, Transcript.is_current)
