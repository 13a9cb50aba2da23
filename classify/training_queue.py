"""Which unlabelled calls the model would learn most from. They teach it and never enter a figure."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from classify.calltext import CallText
from classify.model import CauseModel
from classify.queueing import queue_calls, spare_calls
from classify.transcripts import read_texts
from classify.uncertainty import calls_to_label
from store.tables.label import LabelPurpose
from store.tables.queued_call import QueuedCall

MOST_COMPARED = 5_000
"""The newest spare calls that are looked through."""


def spare_texts(session: Session) -> dict[UUID, CallText]:
    """The words of calls outside the label draw that nobody has labelled."""
    spare = list(session.scalars(spare_calls().limit(MOST_COMPARED)))
    return read_texts(session, spare) if spare else {}


def most_telling(model: CauseModel, texts: Mapping[UUID, CallText], count: int) -> list[UUID]:
    """Calls the model is unsure of, each unlike the others, the most telling first."""
    ids = sorted(texts, key=lambda call_id: call_id.hex)
    if not ids:
        return []
    calls = [texts[call_id] for call_id in ids]
    rows = calls_to_label(model.predict_proba(calls), np.asarray(model.embed(calls)), count)
    return [ids[row] for row in rows]


def queue_training(session: Session, call_ids: list[UUID], *, now: datetime) -> list[QueuedCall]:
    """A batch that the desk serves when estimation is done."""
    return queue_calls(session, LabelPurpose.TRAINING, call_ids, by=None, now=now)
