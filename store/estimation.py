"""From rows to the arrays that `survey` estimates from: who was drawn, who was labelled, what the model said.

Figures and before/after comparisons read their sample here, so that both mean the same calls. Read-only.

A call belongs to the first revealed call draw that listed it; within a part of that draw's period the drawn calls are
still a plain random sample of the listed ones of each stratum, so a week is estimated like a whole period.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from store.tables.assignment import Assignment, AssignmentState
from store.tables.call import Call, CallState
from store.tables.cause import Cause
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.label import Label, LabelPurpose
from store.tables.model_version import ModelState, ModelVersion
from store.tables.prediction import Prediction
from store.tables.selection import Selection
from store.tables.transcript import Transcript
from survey.cells import FloatArray, IntArray
from survey.share import NOT_LABELLED, SETTLED, ShareEstimate, estimate_shares


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


@dataclass(frozen=True)
class QueueFrame:
    """The frame of one queue: calls by stratum, handle seconds, and drawn calls without an outcome by reason."""

    sizes: Mapping[str, int]
    handle_s: int
    nonresponse: Mapping[str, int]


@dataclass(frozen=True)
class Sample:
    """N drawn calls with an outcome, in the order of their ids; arrays have the shape (N,) unless said otherwise.

    `labels` holds positions in `causes` or `survey.share`'s NOT_LABELLED and SETTLED (no speech). `strata` name draw
    and plan stratum, `cells` begin with them and end with the frozen cell of the label draw (stratum and score band).
    `probabilities` (N, K) is None without a model, NaN in rows it has not predicted.
    """

    causes: tuple[str, ...]
    call_ids: tuple[UUID, ...]
    strata: tuple[str, ...]
    frame_sizes: Mapping[str, int]
    """M_g: calls of the frame by stratum."""
    cells: tuple[str, ...]
    labels: IntArray
    label_probabilities: FloatArray
    """Probability by which the label draw chose the call, NaN where it has no label."""
    draw_probabilities: FloatArray
    probabilities: FloatArray | None
    handle_s: IntArray
    started_at: tuple[datetime, ...]
    frame_handle_s: int
    """Handle seconds of all calls of the frame, drawn or not."""
    nonresponse: Mapping[str, int] = field(default_factory=dict)
    """Drawn calls without an outcome, by reason; they are not rows of the arrays."""
    queues: tuple[str, ...] = ()
    """(N,): the queue of each call."""
    by_queue: Mapping[str, "QueueFrame"] = field(default_factory=dict)
    skipped: frozenset[UUID] = frozenset()
    """Calls of the label draw that somebody left to others and nobody has labelled."""

    @property
    def frame(self) -> int:
        """M: calls of the frame."""
        return sum(self.frame_sizes.values())

    @property
    def drawn(self) -> int:
        """All drawn calls, those without an outcome among them."""
        return len(self.call_ids) + sum(self.nonresponse.values())

    @property
    def labelled(self) -> int:
        """n: calls labelled by people."""
        return int((self.labels >= 0).sum())

    @property
    def nonresponse_share(self) -> float:
        """Part of the drawn calls that nothing is known of: without an outcome, or like those that were skipped."""
        without_outcome = sum(self.nonresponse.values()) / self.drawn if self.drawn else 0.0
        unanswered = len(self.skipped) / (len(self.skipped) + self.labelled) if self.skipped else 0.0
        return without_outcome + (1 - without_outcome) * unanswered

    @property
    def scores(self) -> FloatArray | None:
        """The model's probabilities if it has predicted every call that somebody spoke in, else None."""
        if self.probabilities is None or np.isnan(self.probabilities[self.labels != SETTLED]).any():
            return None
        return np.nan_to_num(self.probabilities)

    def of_queue(self, queue: str) -> "Sample":
        """The calls of one queue alone.

        Within a stratum they are a plain random sample of the stratum's calls of that queue, and within a label cell
        likewise, once the numbers of both are taken as given: so cells and strata are cut by queue and nothing else
        changes (domain estimation; Cochran, *Sampling Techniques*, 1977, §5A.14).
        """
        rows = np.flatnonzero(np.array(self.queues) == queue)
        frame = self.by_queue[queue]

        def chosen(values: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(values[row] for row in rows)

        return Sample(
            causes=self.causes,
            call_ids=chosen(self.call_ids),
            strata=chosen(self.strata),
            frame_sizes=frame.sizes,
            cells=chosen(self.cells),
            labels=self.labels[rows],
            label_probabilities=self.label_probabilities[rows],
            draw_probabilities=self.draw_probabilities[rows],
            probabilities=None if self.probabilities is None else self.probabilities[rows],
            handle_s=self.handle_s[rows],
            started_at=chosen(self.started_at),
            frame_handle_s=frame.handle_s,
            nonresponse=frame.nonresponse,
            queues=chosen(self.queues),
            by_queue={queue: frame},
            skipped=self.skipped.intersection(chosen(self.call_ids)),
        )

    def estimate(self) -> dict[str, ShareEstimate]:
        """Every cause's share of the frame; empty when nothing was drawn."""
        if not self.call_ids:
            return {}
        return estimate_shares(
            self.causes,
            self.scores,
            self.labels,
            strata=self.strata,
            frame_sizes=self.frame_sizes,
            cells=self.cells,
            nonresponse=self.nonresponse_share,
        )


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
    labels = _estimation_labels(session, starts_at, ends_at)
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
        queues=tuple(row.queue for row in rows),
        by_queue={
            queue: QueueFrame(sizes, frame.handle_of[queue], _reasons([row for row in drawn if row.queue == queue]))
            for queue, sizes in frame.sizes_of.items()
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
    sizes_of: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(Counter))
    """Calls by queue and stratum."""
    handle_of: dict[str, int] = field(default_factory=Counter)

    def add(self, call_id: str, draw: int, stratum: str, queue: str, handle_s: int) -> None:
        self.owner[call_id], self.stratum[call_id] = draw, stratum
        self.sizes[stratum] += 1
        self.handle_s += handle_s
        self.sizes_of[queue][stratum] += 1
        self.handle_of[queue] += handle_s


def _read_frame(session: Session, starts_at: datetime, ends_at: datetime, left_out: LeftOut | None) -> _Frame:
    calls = {
        call_id.hex: (started_at, handle_s, queue)
        for call_id, started_at, handle_s, queue in session.execute(
            select(Call.id, Call.started_at, Call.handle_s, Call.queue).where(*_in_period(starts_at, ends_at))
        )
    }
    frame, seen = _Frame(), set[str]()
    for draw in session.scalars(_draws(DrawPurpose.CALLS, starts_at, ends_at)):
        for call_id, stratum in draw.manifest:
            if call_id not in calls or call_id in seen:
                continue
            seen.add(call_id)
            started_at, handle_s, queue = calls[call_id]
            if left_out is not None and left_out.covers(started_at, draw.committed_at):
                continue
            name = f"{stratum}|{draw.number:06d}"  # so that thin cells are pooled with the next draw of their stratum
            frame.add(call_id, draw.number, name, queue, handle_s)
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
    state: CallState
    reason: str
    no_speech: bool | None

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
            Call.state,
            Call.reason,
            Transcript.no_speech,
        )
        .join(Selection, Selection.draw_id == Draw.id)
        .join(Call, Call.id == Selection.call_id)
        .outerjoin(Transcript, (Transcript.call_id == Call.id) & Transcript.is_current)
        .where(Draw.purpose == DrawPurpose.CALLS, Draw.state == DrawState.REVEALED, *_in_period(starts_at, ends_at))
    )
    return [_Drawn(*row) for row in rows]


def _estimation_labels(session: Session, starts_at: datetime, ends_at: datetime) -> dict[UUID, Label]:
    """The label that counts of each call: blind, drawn, not withdrawn; of the first annotator, their latest word.

    Where a second person was drawn to label it too and disagreed, the settled label replaces it: the draw chose the
    call whatever the first label said, so corrections go both ways.
    """
    rows = session.scalars(
        select(Label)
        .join(Call, Call.id == Label.call_id)
        .join(Draw, Draw.id == Label.draw_id)
        .where(
            *_in_period(starts_at, ends_at),
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
            *_in_period(starts_at, ends_at),
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
        select(Prediction.call_id, Prediction.probabilities)
        .join(Call, Call.id == Prediction.call_id)
        .where(Prediction.model_version_id == model_version_id, *_in_period(starts_at, ends_at))
    )
    predicted = {call_id: [by_cause.get(cause, 0.0) for cause in causes] for call_id, by_cause in rows}
    unknown = [np.nan] * len(causes)
    return np.array([predicted.get(call_id, unknown) for call_id in call_ids], dtype=float).reshape(-1, len(causes))
