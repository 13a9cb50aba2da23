"""What people and models made of the drawn calls: draws of each period, words, predictions, labels, checks."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.bulk import insert_columns
from store.tables.all import metadata
from store.tables.call import Call, CallState
from store.tables.draw import Draw, DrawPurpose
from store.tables.label import LabelOrigin, LabelPurpose
from tests.factories.cause import NAMES
from tests.factories.draw import make_draw
from tests.factories.model_version import the_champion
from tests.factories.person import asha
from tests.factories.transcript import LINES, talk

LABELLED: Final = 0.4
"""Part of the drawn calls of a period that people have labelled."""
DOUBLE: Final = 5
"""One labelled call in so many waits for a second person."""


def hear(session: Session, periods: Sequence[tuple[datetime, datetime]], rng: np.random.Generator) -> None:
    """Give every drawn call of the periods what a draw, a transcript, the model and the desk leave behind."""
    for starts_at, ends_at in periods:
        inside = (Call.state == CallState.DONE, Call.started_at >= starts_at, Call.started_at < ends_at)
        found = list(session.scalars(select(Call.id).where(*inside)))
        if not found:
            continue
        rng.shuffle(found)
        _draws(session, found, starts_at, ends_at)
        _put(session, "transcript", [_transcript(call_id, ends_at) for call_id in found])
        model = the_champion(session).id
        _put(session, "prediction", [_prediction(call_id, model, ends_at, rng) for call_id in found])
        _label(session, found, starts_at, ends_at, rng)


def _draws(session: Session, found: Sequence[UUID], starts_at: datetime, ends_at: datetime) -> None:
    """The draw of the calls lists the whole frame of the period; the label draw lists the drawn calls."""
    in_frame = Call.in_frame(starts_at, ends_at).with_only_columns(Call.id, Call.queue)
    frame = sorted([call_id.hex, queue] for call_id, queue in session.execute(in_frame))
    drawn = sorted([call_id.hex, "all"] for call_id in found)
    for purpose, manifest in ((DrawPurpose.CALLS, frame), (DrawPurpose.LABELS, drawn)):
        made = make_draw(session, purpose=purpose, starts_at=starts_at, ends_at=ends_at, manifest=manifest)
        _put(session, "selection", list(_selections(made.id, found, len(found) / len(manifest))))


def _selections(draw_id: UUID, found: Sequence[UUID], probability: float) -> Iterator[dict[str, Any]]:
    for rank, call_id in enumerate(found):
        told = {"stratum": "all", "ticket": call_id.hex, "rank": rank, "probability": probability}
        yield {"id": uuid4(), "draw_id": draw_id, "call_id": call_id, **told}


def _transcript(call_id: UUID, at: datetime) -> dict[str, Any]:
    segments = talk(*LINES, *LINES)
    return {
        "id": uuid4(), "call_id": call_id, "version": 1, "is_current": True, "segments": segments, "entities": [],
        "text": "\n".join(segment["text"] for segment in segments), "language": "en",
        "duration_s": segments[-1]["end"], "channels": 2, "lanes": [], "truncated": False, "no_speech": False,
        "engine": "ready", "waveform": [], "created_at": at,
    }  # fmt: skip


def _prediction(call_id: UUID, model: UUID, at: datetime, rng: np.random.Generator) -> dict[str, Any]:
    chances = dict(zip(NAMES, rng.dirichlet(np.ones(len(NAMES))).tolist(), strict=True))
    return {
        "id": uuid4(), "call_id": call_id, "model_version_id": model, "cause_id": max(chances, key=chances.__getitem__),
        "probabilities": chances, "rule": "", "evidence": [], "reasons": [], "words": [], "neighbours": [],
        "predicted_at": at,
    }  # fmt: skip


def _label(
    session: Session, found: Sequence[UUID], starts_at: datetime, ends_at: datetime, rng: np.random.Generator
) -> None:
    """The first part of the label draw, as a queue that is not done leaves it."""
    draw_id = session.scalars(
        select(Draw.id).where(Draw.purpose == DrawPurpose.LABELS, Draw.starts_at == starts_at)
    ).one()
    labelled = found[: round(LABELLED * len(found))]
    person, causes = asha(session).id, list(NAMES)
    at = ends_at - timedelta(days=1)
    _put(session, "label", [
        {
            "id": uuid4(), "call_id": call_id, "cause_id": causes[int(rng.integers(len(causes)))],
            "annotator_id": person, "labelled_at": at, "purpose": LabelPurpose.ESTIMATION, "origin": LabelOrigin.DESK,
            "draw_id": draw_id, "probability": 1.0, "is_blind": True, "quote": "", "reason": "",
            "agent_lacked_knowledge": False, "guide_version": 1,
        }
        for call_id in labelled
    ])  # fmt: skip
    _put(session, "queued_call", [
        {
            "id": uuid4(), "call_id": call_id, "purpose": LabelPurpose.DOUBLE_CODING, "batch": 1, "position": position,
            "queued_at": at,
        }
        for position, call_id in enumerate(labelled[::DOUBLE])
    ])  # fmt: skip


def _put(session: Session, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        insert_columns(session, metadata.tables[table], {name: [row[name] for row in rows] for name in rows[0]})
