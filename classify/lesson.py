"""What there is to learn from: the words of calls, and what people say caused them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from classify.calltext import CallText
from classify.taxonomy import causes_in_order
from classify.transcripts import read_texts
from store.tables.call import Call
from store.tables.label import COUNTING, Label, LabelPurpose


@dataclass(frozen=True)
class Lesson:
    """Calls with words, the label each has, and which of the labels a random draw asked for."""

    causes: tuple[str, ...]
    call_ids: tuple[UUID, ...]
    calls: tuple[CallText, ...]
    labels: tuple[str | None, ...]
    drawn: NDArray[np.bool_]
    """Labelled by the estimation draw: only these decide about promotion."""
    labels_until: datetime | None
    """Start of the latest call with a label."""
    guide_versions: tuple[int, ...] = ()

    @property
    def taught(self) -> list[int]:
        """Rows with a label."""
        return [row for row, label in enumerate(self.labels) if label is not None]

    @property
    def judged(self) -> list[int]:
        """Rows whose label was drawn at random."""
        return [int(row) for row in np.flatnonzero(self.drawn)]


def read_lesson(session: Session, *, known_at: datetime | None = None) -> Lesson:
    """All transcribed calls, with the newest label of each that counts and was not withdrawn.

    With `known_at`, the labels as they were then; the calls are the same.
    """
    texts = read_texts(session)
    found: dict[UUID, tuple[str, bool]] = {}
    until: datetime | None = None
    guides: set[int] = set()
    rows = session.execute(
        select(Label, Call.started_at)
        .join(Call, Call.id == Label.call_id)
        .where(_stands(known_at), Label.purpose.in_(COUNTING))
        .order_by(Label.labelled_at, Label.id)
    )
    for label, started_at in rows:
        if label.call_id in texts:
            drawn = label.purpose is LabelPurpose.ESTIMATION or found.get(label.call_id, ("", False))[1]
            found[label.call_id] = (label.cause_id, drawn)
            until = started_at if until is None else max(until, started_at)
            guides.add(label.guide_version)
    ids = tuple(sorted(texts, key=lambda call_id: call_id.hex))
    return Lesson(
        causes=tuple(cause.id for cause in causes_in_order(session)),
        call_ids=ids,
        calls=tuple(texts[call_id] for call_id in ids),
        labels=tuple(found[call_id][0] if call_id in found else None for call_id in ids),
        drawn=np.array([found.get(call_id, ("", False))[1] for call_id in ids], dtype=bool),
        labels_until=until,
        guide_versions=tuple(sorted(guides)),
    )


def _stands(known_at: datetime | None) -> ColumnElement[bool]:
    if known_at is None:
        return Label.withdrawn_at.is_(None)
    return (Label.labelled_at <= known_at) & or_(Label.withdrawn_at.is_(None), Label.withdrawn_at > known_at)
