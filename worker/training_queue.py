"""Choose calls for the training queue: the model is read by a worker, never by a page."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from classify.training_queue import most_telling, queue_training, spare_texts
from classify.versions import champion, read_version
from settings.errors import ListenbackError
from store.installation import Installation
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Write


def ask_for_training_calls(session: Session, *, count: int, now: datetime) -> UUID:
    """Enqueue the choice; asking twice within a minute is asking once."""
    return enqueue(session, Kind.QUEUE_TRAINING, f"{now:%Y-%m-%dT%H:%M}", now=now, payload={"count": count})


def choose_training_calls(installation: Installation, claim: Claim) -> Write:
    """Let the champion say of which spare calls it is least sure."""
    with installation.readers() as session:
        version = champion(session)
        texts = spare_texts(session)
    if version is None or version.blob is None:
        raise ListenbackError("no model has looked at a call yet.", remedy="Let calls be transcribed first.")
    chosen = most_telling(read_version(installation.blobs, version), texts, int(claim.payload.get("count", 40)))

    def write(session: Session, now: datetime) -> None:
        queue_training(session, chosen, now=now)

    return write
