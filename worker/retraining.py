"""When the cause model learns again, besides at night."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.label import Label
from store.tables.model_version import ModelVersion
from worker.jobs import enqueue
from worker.queues import Kind


def retrain_after(session: Session, labels: int, *, now: datetime) -> None:
    """Train once `labels` were given since the newest model version was trained. 0 never does."""
    if not labels:
        return
    newest = session.execute(
        select(ModelVersion.number, ModelVersion.trained_at).order_by(ModelVersion.number.desc()).limit(1)
    ).first()
    number, trained_at = newest or (0, None)
    given = select(func.count()).select_from(Label).where(Label.withdrawn_at.is_(None))
    if trained_at is not None:
        given = given.where(Label.labelled_at > trained_at)
    rounds = (session.scalar(given) or 0) // labels
    if rounds:  # one that failed is not tried again before as many labels more were given
        enqueue(session, Kind.TRAIN_MODEL, f"after version {number}, {rounds * labels} labels", now=now)
