"""What people and models made of the drawn calls: draws of each period, words, predictions, labels, checks."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.bulk import insert_columns
from store.fulltext import folded
from store.tables.all import metadata
from store.tables.assignment import AssignmentState
from store.tables.call import Call, CallState
from store.tables.draw import Draw, DrawPurpose
from store.tables.label import LabelOrigin, LabelPurpose
from store.tables.person import Person, Role
from store.tables.transcript import Transcript
from tests.factories.cause import NAMES
from tests.factories.draw import make_draw
from tests.factories.model_version import the_champion
from tests.factories.person import make_person
from tests.factories.transcript import LINES, talk

LABELLED: Final = 0.4
"""Part of the drawn calls of a period that people have labelled."""
DOUBLE: Final = 5
"""One labelled call in so many is for a second person; half of them still wait."""
AGREED: Final = 0.8
"""Part of them on which the second surely says what the first did."""
SHARES: Final = (0.3, 0.2, 0.15, 0.1, 0.2, 0.05)
"""How often each cause is named."""
REVIEWERS: Final = ("Asha Rao", "Grace Ito", "Tomas Brandt", "Wanda Okoye")
MADE_OF: Final = talk(*LINES)
"""What an excerpt plays: half a minute."""
SPOKEN: Final = talk(*LINES * 5)
"""A call of two and a half minutes."""
TEXT: Final = "\n".join(segment["text"] for segment in SPOKEN)
FOLDED: Final = folded(TEXT)
WAVEFORM: Final = [[round(0.5 + 0.4 * (place % 7) / 7, 3) for place in range(240)] for _channel in range(2)]


def hear(session: Session, periods: Sequence[tuple[datetime, datetime]], rng: np.random.Generator) -> None:
    """Give every drawn call of the periods what a draw, a transcript, the model and the desk leave behind."""
    for starts_at, ends_at in periods:
        inside = (Call.state == CallState.DONE, Call.started_at >= starts_at, Call.started_at < ends_at)
        found = list(session.scalars(select(Call.id).where(*inside)))
        if not found:
            continue
        rng.shuffle(found)
        _draws(session, found, starts_at, ends_at)
        put(session, "transcript", [_transcript(call_id, ends_at) for call_id in found])
        put(session, "searchable", [_searchable(call_id) for call_id in found])
        model = the_champion(session).id
        put(session, "prediction", [_prediction(call_id, model, ends_at, rng) for call_id in found])
        _label(session, found, starts_at, ends_at, rng)


def _draws(session: Session, found: Sequence[UUID], starts_at: datetime, ends_at: datetime) -> None:
    """The draw of the calls lists the whole frame of the period; the label draw lists the drawn calls."""
    in_frame = Call.in_frame(starts_at, ends_at).with_only_columns(Call.id, Call.queue)
    frame = sorted([call_id.hex, queue] for call_id, queue in session.execute(in_frame))
    drawn = sorted([call_id.hex, "all"] for call_id in found)
    for purpose, manifest in ((DrawPurpose.CALLS, frame), (DrawPurpose.LABELS, drawn)):
        made = make_draw(session, purpose=purpose, starts_at=starts_at, ends_at=ends_at, manifest=manifest)
        put(session, "selection", list(_selections(made.id, found, len(found) / len(manifest))))


def _selections(draw_id: UUID, found: Sequence[UUID], probability: float) -> Iterator[dict[str, Any]]:
    for rank, call_id in enumerate(found):
        told = {"stratum": "all", "ticket": call_id.hex, "rank": rank, "probability": probability}
        yield {"id": uuid4(), "draw_id": draw_id, "call_id": call_id, **told}


def _transcript(call_id: UUID, at: datetime) -> dict[str, Any]:
    return {
        "id": uuid4(), "call_id": call_id, "version": 1, "is_current": True, "segments": SPOKEN, "entities": [],
        "text": TEXT, "language": "en", "duration_s": SPOKEN[-1]["end"], "channels": 2, "lanes": [],
        "truncated": False, "no_speech": False, "engine": "ready", "waveform": WAVEFORM, "created_at": at,
    }  # fmt: skip


def _searchable(call_id: UUID) -> dict[str, Any]:
    return {"kind": Transcript.SEARCHED_AS, "subject_id": call_id, "words": FOLDED}


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
    at, waiting = ends_at - timedelta(days=1), labelled[::DOUBLE]
    people, causes = [_reviewer(session, name) for name in REVIEWERS], list(NAMES)
    heard = [causes[place] for place in rng.choice(len(causes), len(labelled), p=SHARES).tolist()]
    by = rng.integers(len(people), size=len(labelled)).tolist()
    labels = [
        _given(call_id, cause, people[person], draw_id, LabelPurpose.ESTIMATION, at)
        for call_id, cause, person in zip(labelled, heard, by, strict=True)
    ]
    for place in range(0, len(labelled), 2 * DOUBLE):
        cause = heard[place] if rng.random() < AGREED else causes[int(rng.integers(len(causes)))]
        second = people[by[place] - 1]
        labels.append(_given(labelled[place], cause, second, draw_id, LabelPurpose.DOUBLE_CODING, at))
    put(session, "label", labels)
    put(session, "assignment", [_assigned(label) for label in labels])
    put(session, "queued_call", [
        {
            "id": uuid4(), "call_id": call_id, "purpose": LabelPurpose.DOUBLE_CODING, "batch": 1, "position": position,
            "queued_at": at,
        }
        for position, call_id in enumerate(waiting)
    ])  # fmt: skip


def _reviewer(session: Session, name: str) -> UUID:
    known = session.scalar(select(Person.id).where(Person.name == name))
    return known or make_person(session, name=name, role=Role.REVIEWER, department="Quality").id


def _given(
    call_id: UUID, cause: str, person: UUID, draw_id: UUID, purpose: LabelPurpose, at: datetime
) -> dict[str, Any]:
    return {
        "id": uuid4(), "call_id": call_id, "cause_id": cause, "annotator_id": person, "labelled_at": at,
        "purpose": purpose, "origin": LabelOrigin.DESK, "draw_id": draw_id, "probability": 1.0, "is_blind": True,
        "quote": "", "reason": "", "agent_lacked_knowledge": False, "guide_version": 1,
    }  # fmt: skip


def _assigned(label: dict[str, Any]) -> dict[str, Any]:
    at = label["labelled_at"]
    return {
        "id": uuid4(), "call_id": label["call_id"], "person_id": label["annotator_id"], "purpose": label["purpose"],
        "state": AssignmentState.LABELLED, "assigned_at": at, "lease_until": at, "label_id": label["id"],
        "reason": "", "ended_at": at,
    }  # fmt: skip


def put(session: Session, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows as dicts of the same columns, all that have no default in the database among them."""
    if rows:
        insert_columns(session, metadata.tables[table], {name: [row[name] for row in rows] for name in rows[0]})
