"""From rows to the arrays that `survey` estimates from: who was drawn, who was labelled, what the model said.

Figures and before/after comparisons read their sample here, so that both mean the same calls. Read-only.

A call belongs to the first revealed call draw that listed it; within a part of that draw's period the drawn calls are
still a plain random sample of the listed ones of each stratum, so a week is estimated like a whole period.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from store.estimation_sample import PartFrame, Sample
from store.tables.assignment import Assignment, AssignmentState
from store.tables.call import PRODUCT, Call, CallState
from store.tables.cause import Cause
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.label import Label, LabelPurpose
from store.tables.model_version import ModelState, ModelVersion
from store.tables.prediction import Prediction
from store.tables.selection import Selection
from store.tables.transcript import Transcript
from survey.cells import FloatArray
from survey.share import NOT_LABELLED, SETTLED

CUT_BY: Final = ("queue", "product")
"""Fields of a call whose values have figures of their own."""


@dataclass(frozen=True)
class LeftOut:
    """Calls that started in [starts_at, ends_at) and whose draw was committed at or before `drawn_until`.

    A promise is prompted by a high figure; measuring it against that same figure would sell chance as success.
    """

    starts_at: datetime
    ends_at: datetime
    drawn_until: datetime

    def covers(self, started_at: datetime, committed_at: datetime) -> bool:
        return self.starts_at <= started_at < self.ends_at and committed_at <= self.drawn_until


def read_sample(
    session: Session,
    *,
    starts_at: datetime,
    ends_at: datetime,
    model_version_id: UUID | None,
    left_out: LeftOut | None = None,
) -> Sample:
    """The sample of the calls that started in [starts_at, ends_at), with the predictions of one model version."""
    frame = _read_frame(session, starts_at, ends_at, left_out)
    drawn = [row for row in _drawn(session, starts_at, ends_at) if frame.owner.get(row.call_id.hex) == row.draw]
    rows = sorted((row for row in drawn if row.has_outcome), key=lambda row: row.call_id.hex)
    call_ids = tuple(row.call_id for row in rows)
    causes = tuple(session.scalars(select(Cause.id).order_by(Cause.position, Cause.id)))
    labels = estimation_labels(session, starts_at, ends_at)
    cells = _cells(session, starts_at, ends_at)
    return Sample(
        causes=causes,
        call_ids=call_ids,
        strata=tuple(frame.stratum[call_id.hex] for call_id in call_ids),
        frame_sizes=frame.sizes,
        cells=tuple(f"{frame.stratum[call_id.hex]}|{cells.get(call_id.hex, '')}" for call_id in call_ids),
        labels=np.array([_code(row, labels, causes) for row in rows], dtype=np.int64),
        label_probabilities=np.array([_probability(row, labels) for row in rows], dtype=float),
        draw_probabilities=np.array([row.probability for row in rows], dtype=float),
        probabilities=_probabilities(session, starts_at, ends_at, model_version_id, call_ids, causes),
        handle_s=np.array([row.handle_s for row in rows], dtype=np.int64),
        started_at=tuple(row.started_at for row in rows),
        frame_handle_s=frame.handle_s,
        nonresponse=_reasons(drawn),
        fields={name: tuple(row.fields[name] for row in rows) for name in CUT_BY},
        parts={
            (name, value): PartFrame(
                sizes, frame.handle_of[name, value], _reasons([row for row in drawn if row.fields[name] == value])
            )
            for (name, value), sizes in frame.sizes_of.items()
        },
        skipped=frozenset(_skipped(session, starts_at, ends_at).intersection(call_ids).difference(labels)),
    )


def _reasons(drawn: Sequence["_Drawn"]) -> dict[str, int]:
    return dict(sorted(Counter(row.why_none for row in drawn if not row.has_outcome).items()))


def model_for(session: Session, starts_at: datetime) -> ModelVersion | None:
    """The model whose scores may enter figures of calls from `starts_at` on: it learned from earlier calls only.

    The champion if it qualifies, else the newest former champion that does.
    """
    unspoilt = or_(ModelVersion.labels_until.is_(None), ModelVersion.labels_until < starts_at)
    served = ModelVersion.state.in_([ModelState.CHAMPION, ModelState.RETIRED])
    candidates = session.scalars(
        select(ModelVersion).where(unspoilt, served).order_by(ModelVersion.number.desc())
    ).all()
    champions = [version for version in candidates if version.state is ModelState.CHAMPION]
    return next(iter([*champions, *candidates]), None)


@dataclass
class _Frame:
    """Which draw and stratum each listed call of the period belongs to, and the totals by stratum."""

    owner: dict[str, int] = field(default_factory=dict)
    stratum: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=Counter)
    handle_s: int = 0
    sizes_of: dict[tuple[str, str], dict[str, int]] = field(default_factory=lambda: defaultdict(Counter))
    """Calls by field, its value, and stratum."""
    handle_of: dict[tuple[str, str], int] = field(default_factory=Counter)

    def add(self, call_id: str, draw: int, stratum: str, fields: Mapping[str, str], handle_s: int) -> None:
        self.owner[call_id], self.stratum[call_id] = draw, stratum
        self.sizes[stratum] += 1
        self.handle_s += handle_s
        for part in fields.items():
            self.sizes_of[part][stratum] += 1
            self.handle_of[part] += handle_s


def _read_frame(session: Session, starts_at: datetime, ends_at: datetime, left_out: LeftOut | None) -> _Frame:
    calls = {
        call_id.hex: (started_at, handle_s, {"queue": queue, "product": product or ""})
        for call_id, started_at, handle_s, queue, product in session.execute(
            select(Call.id, Call.started_at, Call.handle_s, Call.queue, PRODUCT).where(*_in_period(starts_at, ends_at))
        )
    }
    frame, seen = _Frame(), set[str]()
    for draw in session.scalars(_draws(DrawPurpose.CALLS, starts_at, ends_at)):
        for call_id, stratum in draw.manifest:
            if call_id not in calls or call_id in seen:
                continue
            seen.add(call_id)
            started_at, handle_s, fields = calls[call_id]
            if left_out is not None and left_out.covers(started_at, draw.committed_at):
                continue
            name = f"{stratum}|{draw.number:06d}"  # so that thin cells are pooled with the next draw of their stratum
            frame.add(call_id, draw.number, name, fields, handle_s)
    return frame


def _draws(purpose: DrawPurpose, starts_at: datetime, ends_at: datetime) -> Select[Draw]:
    """Revealed draws of this period or, as with late arrivals, with a call of it; in order of number."""
    overlaps = (Draw.starts_at < ends_at) & (Draw.ends_at > starts_at)
    reaches_back = (Draw.ends_at > starts_at) & (Draw.details["late_since"].as_string() < ends_at.isoformat())
    selects = exists().where(
        Selection.draw_id == Draw.id, Call.id == Selection.call_id, *_in_period(starts_at, ends_at)
    )
    return (
        select(Draw)
        .where(Draw.purpose == purpose, Draw.state == DrawState.REVEALED, or_(overlaps, reaches_back, selects))
        .order_by(Draw.number)
    )


def _in_period(starts_at: datetime, ends_at: datetime) -> tuple[ColumnElement[bool], ...]:
    return Call.started_at >= starts_at, Call.started_at < ends_at


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A selection with what became of its call; `no_speech` is None while there is no transcript."""

    draw: int
    call_id: UUID
    probability: float
    started_at: datetime
    handle_s: int
    queue: str
    product: str | None
    state: CallState
    reason: str
    no_speech: bool | None

    @property
    def fields(self) -> dict[str, str]:
        return {"queue": self.queue, "product": self.product or ""}

    @property
    def has_outcome(self) -> bool:
        return self.state is CallState.DONE and self.no_speech is not None

    @property
    def why_none(self) -> str:
        """Stable code of a drawn call without an outcome; `waiting` for one that is still on its way."""
        return "waiting" if self.state is CallState.DRAWN else self.reason or self.state.value


def _drawn(session: Session, starts_at: datetime, ends_at: datetime) -> list[_Drawn]:
    rows = session.execute(
        select(
            Draw.number,
            Selection.call_id,
            Selection.probability,
            Call.started_at,
            Call.handle_s,
            Call.queue,
            PRODUCT,
            Call.state,
            Call.reason,
            Transcript.no_speech,
        )
        .join(Selection, Selection.draw_id == Draw.id)
        .join(Call, Call.id == Selection.call_id)
        .outerjoin(Transcript, (Transcript.call_id == Call.id) & Transcript.is_current)
        .where(
            Draw.purpose == DrawPurpose.CALLS, Draw.state == DrawState.REVEALED, Call.started_within(starts_at, ends_at)
        )
    )
    return [_Drawn(*row) for row in rows]


def estimation_labels(session: Session, starts_at: datetime, ends_at: datetime) -> dict[UUID, Label]:
    """The label that counts of each call: blind, drawn, not withdrawn; of the first annotator, their latest word.

    Where a second person was drawn to label it too and disagreed, the settled label replaces it: the draw chose the
    call whatever the first label said, so corrections go both ways.
    """
    rows = session.scalars(
        select(Label)
        .join(Call, Call.id == Label.call_id)
        .join(Draw, Draw.id == Label.draw_id)
        .where(
            Call.started_within(starts_at, ends_at),
            Draw.purpose == DrawPurpose.LABELS,
            or_((Label.purpose == LabelPurpose.ESTIMATION) & Label.is_blind, Label.purpose == LabelPurpose.SETTLEMENT),
            Label.probability.is_not(None),
            Label.withdrawn_at.is_(None),
        )
        .order_by(Label.labelled_at, Label.id)
    ).all()
    counts: dict[UUID, Label] = {}
    for label in (row for row in rows if row.purpose is LabelPurpose.ESTIMATION):
        first = counts.setdefault(label.call_id, label)
        if first.annotator_id == label.annotator_id:
            counts[label.call_id] = label
    settled = {row.call_id: row for row in rows if row.purpose is LabelPurpose.SETTLEMENT and row.call_id in counts}
    return counts | settled


def _skipped(session: Session, starts_at: datetime, ends_at: datetime) -> set[UUID]:
    rows = session.scalars(
        select(Assignment.call_id)
        .join(Call, Call.id == Assignment.call_id)
        .where(
            Call.started_within(starts_at, ends_at),
            Assignment.purpose == LabelPurpose.ESTIMATION,
            Assignment.state == AssignmentState.SKIPPED,
        )
    )
    return set(rows)


def _cells(session: Session, starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    """Frozen label cell by call id in hex: that of the first label draw which listed the call."""
    cells: dict[str, str] = {}
    for draw in session.scalars(_draws(DrawPurpose.LABELS, starts_at, ends_at)):
        for call_id, cell in draw.manifest:
            cells.setdefault(call_id, cell)
    return cells


def _code(row: _Drawn, labels: Mapping[UUID, Label], causes: Sequence[str]) -> int:
    if row.no_speech:
        return SETTLED
    label = labels.get(row.call_id)
    return NOT_LABELLED if label is None else causes.index(label.cause_id)


def _probability(row: _Drawn, labels: Mapping[UUID, Label]) -> float:
    label = None if row.no_speech else labels.get(row.call_id)
    return np.nan if label is None or label.probability is None else label.probability


def _probabilities(
    session: Session,
    starts_at: datetime,
    ends_at: datetime,
    model_version_id: UUID | None,
    call_ids: Sequence[UUID],
    causes: Sequence[str],
) -> FloatArray | None:
    if model_version_id is None:
        return None
    rows = session.execute(
        select(Prediction.call_id, Prediction.probabilities, Prediction.machine_probabilities)
        .join(Call, Call.id == Prediction.call_id)
        .where(Prediction.model_version_id == model_version_id, Call.started_within(starts_at, ends_at))
    )
    predicted = {
        call_id: [(of_machine or by_cause).get(cause, 0.0) for cause in causes]
        for call_id, by_cause, of_machine in rows
    }
    unknown = [np.nan] * len(causes)
    return np.array([predicted.get(call_id, unknown) for call_id in call_ids], dtype=float).reshape(-1, len(causes))
