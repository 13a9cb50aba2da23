"""When the cause model learns again, besides at night."""

from datetime import datetime

from sqlalchemy import Exists, distinct, exists, func, select
from sqlalchemy.orm import Session

from store.tables.job import Job, JobState
from store.tables.label import COUNTING, Label
from store.tables.model_version import TRAINED, ModelVersion
from store.tables.transcript import Transcript
from worker.jobs import enqueue
from worker.queues import Kind


def retrain_after(session: Session, labels: int, *, now: datetime) -> None:
    """Train once `labels` calls were labelled that the newest trained version did not learn from. 0 never does.

    A training that waits or runs will learn from them, or the next tick asks again.
    """
    if not labels or session.scalar(select(_training())):
        return
    number, learned = newest_lesson(session)
    rounds = (labelled_calls(session) - learned) // labels
    if rounds > 0:  # one that failed is not tried again before as many labels more were given
        enqueue(session, Kind.TRAIN_MODEL, f"after version {number}, {rounds * labels} labels", now=now)


def _training() -> Exists:
    return exists().where(Job.kind == Kind.TRAIN_MODEL, Job.state.in_([JobState.PENDING, JobState.RUNNING]))


def newest_lesson(session: Session) -> tuple[int, int]:
    """Number of the newest version trained here, and how many labels it learned from; zeros where there is none."""
    newest = session.scalars(
        select(ModelVersion).where(ModelVersion.origin == TRAINED).order_by(ModelVersion.number.desc()).limit(1)
    ).first()
    return (newest.number, int(newest.metrics.get("labels", 0))) if newest else (0, 0)


def labelled_calls(session: Session) -> int:
    """Calls with words and a label to learn from, whenever it was given: imported labels may be older than a model."""
    spoken = exists().where(Transcript.call_id == Label.call_id, Transcript.is_current, Transcript.no_speech.is_(False))
    taught = select(func.count(distinct(Label.call_id))).where(
        Label.withdrawn_at.is_(None), Label.purpose.in_(COUNTING), spoken
    )
    return session.scalar(taught) or 0
