"""Predict causes and drivers of a call; train a challenger; put a model version in charge of all calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import numpy as np
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from accounts import audit
from classify.explain import Taught
from classify.lesson import read_lesson
from classify.links import link_drivers, read_registers
from classify.model import CauseModel
from classify.predictions import store_predictions, unpredicted
from classify.predictor import Predicted, Predictor
from classify.retrain import Trained, read_incumbent, store_challenger, train_challenger
from classify.taxonomy import cause_words
from classify.transcripts import segments_of
from classify.versions import champion, ensure_seed, promote, read_version, version_numbered
from settings.clock import utc_now
from store.installation import Installation
from store.tables.call import Call
from store.tables.model_version import ModelVersion
from store.tables.person import Person
from store.tables.prediction import Prediction
from store.tables.transcript import Transcript
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Work, Write


def predict_one(installation: Installation, claim: Claim) -> Write:
    """Cause by the champion, drivers by the registers, both with their evidence."""
    call_id = UUID(claim.subject)
    with installation.sessions.begin() as session:
        version = champion(session) or ensure_seed(session, installation.blobs, now=utc_now())
    opened = _opened(installation, version)
    with installation.readers() as session:
        call = session.get_one(Call, call_id)
        transcript = session.scalars(_current(call_id)).one()
        segments = segments_of(transcript.segments)
        predictor = _predictor(session, version, opened)
    predicted = _predict(predictor, call, transcript)

    def write(session: Session, now: datetime) -> None:
        store_predictions(session, {call_id: predicted}, model_version_id=version.id, now=now)
        link_drivers(session, call, segments, predictor.registers, now=now)

    return write


def predict_again(installation: Installation, call_id: UUID) -> Callable[[Session, datetime], None]:
    """The champion's opinion of words that a person corrected; the returned write replaces the one it had.

    Links to drivers stay as the machine's words told them: drivers are counted over all calls, and only some are
    corrected.
    """
    with installation.readers() as session:
        version = champion(session)
        if version is None:
            return lambda _session, _now: None
        call, transcript = session.get_one(Call, call_id), session.scalars(_current(call_id)).one()
        predictor = _predictor(session, version, _opened(installation, version))
        predicted = _predict(predictor, call, transcript, _machine_words(session).get(call_id))

    def write(session: Session, now: datetime) -> None:
        row = (Prediction.call_id == call_id, Prediction.model_version_id == version.id)
        session.execute(delete(Prediction).where(*row))
        store_predictions(session, {call_id: predicted}, model_version_id=version.id, now=now)

    return write


def train_model(installation: Installation, _claim: Claim) -> Write:
    """Train on all labels; a challenger that wins is in charge from the moment it is written, and predicts all calls.

    Whatever fails here leaves the champion and its predictions as they were.
    """
    trained, predicted = _train(installation)

    def write(session: Session, now: datetime) -> None:
        _keep(session, installation, trained, predicted, now=now)

    return write


def train_now(installation: Installation, *, now: datetime) -> tuple[ModelVersion, bool]:
    """The same at once, for a person at the command line: the version, and whether it is in charge."""
    trained, predicted = _train(installation)
    with installation.sessions.begin() as session:
        return _keep(session, installation, trained, predicted, now=now), trained.wins


def _keep(
    session: Session,
    installation: Installation,
    trained: Trained,
    predicted: dict[UUID, Predicted],
    *,
    now: datetime,
) -> ModelVersion:
    version = store_challenger(session, installation.blobs, trained, now=now)
    store_predictions(session, predicted, model_version_id=version.id, now=now)
    if trained.wins:
        ask_for_opinions(session, now=now)  # of calls that were transcribed meanwhile
    return version


def _train(installation: Installation) -> tuple[Trained, dict[UUID, Predicted]]:
    with installation.readers() as session:
        lesson = read_lesson(session)
        incumbent = read_incumbent(session, installation.blobs, lesson)
    trained = train_challenger(lesson, incumbent, now=utc_now(), rng=np.random.default_rng(0))
    predicted: dict[UUID, Predicted] = {}
    if trained.wins:
        with installation.readers() as session:
            predictor = Predictor(
                model=trained.model,
                is_seed=False,
                causes=cause_words(session),
                registers=read_registers(session),
                taught=Taught.of(trained.model, lesson),
            )
            calls = session.execute(
                select(Call, Transcript)
                .join(Transcript, Transcript.call_id == Call.id)
                .where(Transcript.is_current, Transcript.no_speech.is_(False))
                .where(Transcript.text != "", Call.consent_withdrawn_at.is_(None))
            )
            heard = _machine_words(session)
            predicted = {
                call.id: _predict(predictor, call, transcript, heard.get(call.id)) for call, transcript in calls
            }
    return trained, predicted


def apply_model(installation: Installation, claim: Claim) -> Write:
    """Let a version, named by its number, predict every call it has no opinion of; where asked, put it in charge."""
    number = int(claim.subject.partition("@")[0])
    with installation.readers() as session:
        version = version_numbered(session, number)
        predicted = predict_rest(installation, session, version)

    def write(session: Session, now: datetime) -> None:
        version = version_numbered(session, number)
        if claim.payload.get("promote"):
            put_in_charge(session, version, predicted, now=now)
        else:
            store_predictions(session, predicted, model_version_id=version.id, now=now)

    return write


def ask_for_promotion(session: Session, version: ModelVersion, *, now: datetime) -> UUID:
    """Enqueue what puts a version in charge once it has predicted every call."""
    subject = f"{version.number}@{now.isoformat()}"
    return enqueue(session, Kind.APPLY_MODEL, subject, now=now, payload={"promote": True})


def choose_version(session: Session, version: ModelVersion, *, by: Person, now: datetime) -> None:
    """A person's choice; the version takes over once it has predicted every call."""
    ask_for_promotion(session, version, now=now)
    audit.record(session, by=by, action="chose cause model", subject=f"model:{version.number}", details={}, now=now)


def predict_rest(installation: Installation, session: Session, version: ModelVersion) -> dict[UUID, Predicted]:
    """What a version says of the calls it has not predicted yet. Raises ModelFileError for a file that is not ours."""
    predictor = _predictor(session, version, _opened(installation, version))
    heard = _machine_words(session)
    return {
        call.id: _predict(predictor, call, transcript, heard.get(call.id))
        for call, transcript in session.execute(unpredicted(version.id))
    }


def put_in_charge(session: Session, version: ModelVersion, predicted: dict[UUID, Predicted], *, now: datetime) -> None:
    """Make a version the champion together with its predictions, so that no call is left without one."""
    store_predictions(session, predicted, model_version_id=version.id, now=now)
    current = champion(session)
    if current is None or current.id != version.id:
        promote(session, version, now=now)


def ask_for_opinions(session: Session, *, now: datetime) -> UUID | None:
    """Enqueue what lets the champion predict the calls it has no opinion of; None where there is no champion yet."""
    current = champion(session)
    if current is None:
        return None
    return enqueue(session, Kind.APPLY_MODEL, f"{current.number}@{now.isoformat()}", now=now)


@dataclass(frozen=True)
class _Opened:
    model: CauseModel
    taught: list[Taught]
    """One entry once the first call was predicted; reading the calls it learned from takes a while."""


def _opened(installation: Installation, version: ModelVersion) -> _Opened:
    """The model of a version, kept by its content's hash: the same key is the same model for ever."""
    assert version.blob is not None
    if version.blob not in _open_models:
        _open_models.clear()
        _open_models[version.blob] = _Opened(read_version(installation.blobs, version), [])
    return _open_models[version.blob]


_open_models: dict[str, _Opened] = {}


def _predictor(session: Session, version: ModelVersion, opened: _Opened) -> Predictor:
    if not version.is_seed and not opened.taught:
        opened.taught.append(Taught.of(opened.model, read_lesson(session, known_at=version.trained_at)))
    return Predictor(
        model=opened.model,
        is_seed=version.is_seed,
        causes=cause_words(session),
        registers=read_registers(session),
        taught=opened.taught[0] if opened.taught else None,
    )


def _predict(predictor: Predictor, call: Call, transcript: Transcript, heard: Transcript | None = None) -> Predicted:
    """What the predictor says of a call; `heard` are the machine's words where a person corrected them since."""
    predicted = predictor.predict(
        segments_of(transcript.segments),
        started_at=call.started_at,
        dialled=call.dialled_number,
        itself=str(call.id),
    )
    if heard is None:
        return predicted
    return replace(predicted, machine_probabilities=_predict(predictor, call, heard).probabilities)


def _machine_words(session: Session) -> dict[UUID, Transcript]:
    """By call, what the machine heard in those few that a person corrected."""
    corrected = select(Transcript.heard_id).where(Transcript.is_current, Transcript.heard_id.is_not(None))
    return {heard.call_id: heard for heard in session.scalars(select(Transcript).where(Transcript.id.in_(corrected)))}


def _current(call_id: UUID) -> Select[Transcript]:
    return select(Transcript).where(Transcript.call_id == call_id, Transcript.is_current)


WORK: Mapping[Kind, Work] = {
    Kind.PREDICT_CALL: predict_one,
    Kind.TRAIN_MODEL: train_model,
    Kind.APPLY_MODEL: apply_model,
}
