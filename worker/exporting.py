"""Rows to take away: flat, in a stable order, and the same again for the same instant.

Whoever names an instant gets what was known then: calls that had come, labels that stood, figures that were published.
What is overwritten as time goes by (a call's state, its reason, its consent) is told only of now. Erasure reaches
back: an erased call is gone from every export.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from store.tables.assignment import Assignment
from store.tables.call import Call
from store.tables.draw import Draw, DrawPurpose
from store.tables.figure import Figure
from store.tables.label import COUNTING, Label
from store.tables.person import Person
from store.tables.selection import Selection
from store.tables.transcript import Transcript

Record = dict[str, Any]
AT_ONCE: Final = 500
"""Calls whose draws, words and labels are looked up together."""


class What(StrEnum):
    CALLS = "calls"
    LABELS = "labels"
    FIGURES = "figures"


@dataclass(frozen=True)
class Asked:
    """What is to be taken away."""

    what: What
    as_of: datetime
    is_now: bool = True
    """No instant was named: what is overwritten as time goes by is told too."""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    """Calls, labels or figures of [starts_at, ends_at): by the start of the call, the label or the period."""
    blind_to: frozenset[UUID] = frozenset()
    """Calls of which whoever asks is to see no label."""


NOW_ONLY: Final = {"consent": str, "state": str, "reason": str}
COLUMNS: Final[Mapping[What, Mapping[str, type]]] = {
    What.CALLS: {
        "call_id": str, "external_id": str, "started_at": datetime, "duration_s": int, "handle_s": int, "queue": str,
        "direction": str, "received_at": datetime, "draw": int, "stratum": str, "draw_probability": float,
        "words_version": int, "language": str, "no_speech": bool, "cause": str, "secondary_cause": str,
        "labelled_at": datetime, "label_purpose": str,
    },
    What.LABELS: {
        "label_id": str, "call_id": str, "external_id": str, "cause": str, "secondary_cause": str, "annotator": str,
        "labelled_at": datetime, "purpose": str, "origin": str, "blind": bool, "label_probability": float,
        "agent_lacked_knowledge": bool, "guide_version": int, "quote": str, "quote_start_ms": int,
        "quote_end_ms": int,
    },
    What.FIGURES: {
        "measure": str, "subject": str, "subject_id": str, "cause": str, "queue": str, "product": str,
        "starts_at": datetime, "ends_at": datetime, "grain": str, "version": int, "value": float, "low": float,
        "high": float, "estimator": str, "n": int, "N": int, "M": int, "effective_n": float, "human_value": float,
        "human_low": float, "human_high": float, "taxonomy_version": int, "published_at": datetime,
    },
}  # fmt: skip
"""Names and kinds of the columns, in order."""


def columns_of(asked: Asked) -> Mapping[str, type]:
    named = COLUMNS[asked.what]
    return {**named, **NOW_ONLY} if asked.what is What.CALLS and asked.is_now else named


def rows_of(session: Session, asked: Asked) -> Iterator[Record]:
    """The rows, streamed; what a row does not have is None."""
    make = {What.CALLS: _calls, What.LABELS: _labels, What.FIGURES: _figures}[asked.what]
    return make(session, asked)


def calls_on_desk(session: Session, person: Person) -> frozenset[UUID]:
    """Calls that this person is labelling: whatever their role, they are blind to them."""
    mine = Assignment.open_of(person.id).with_only_columns(Assignment.call_id).order_by(None)
    return frozenset(session.scalars(mine))


def _calls(session: Session, asked: Asked) -> Iterator[Record]:
    found = select(
        Call.id, Call.external_id, Call.started_at, Call.duration_s, Call.handle_s, Call.queue, Call.direction,
        Call.received_at, Call.consent, Call.state, Call.reason,
    ).where(Call.received_at <= asked.as_of).order_by(Call.started_at, Call.id)  # fmt: skip
    if asked.starts_at is not None:
        found = found.where(Call.started_at >= asked.starts_at)
    if asked.ends_at is not None:
        found = found.where(Call.started_at < asked.ends_at)
    rows = iter(session.execute(found.execution_options(yield_per=10 * AT_ONCE)))
    while calls := list(islice(rows, AT_ONCE)):
        known = _known(session, [call.id for call in calls], asked)
        yield from (_call(call, known.get(call.id, {}), is_now=asked.is_now) for call in calls)


def _call(call: Any, known: Record, *, is_now: bool) -> Record:
    record = {
        "call_id": str(call.id),
        "external_id": call.external_id,
        "started_at": call.started_at,
        "duration_s": call.duration_s,
        "handle_s": call.handle_s,
        "queue": call.queue,
        "direction": call.direction.value,
        "received_at": call.received_at,
        **known,
    }
    if is_now:
        record |= {"consent": call.consent.value, "state": call.state.value, "reason": call.reason}
    return record


def _known(session: Session, ids: Sequence[UUID], asked: Asked) -> dict[UUID, Record]:
    """By which draw each call was chosen, which words it had and what it was put down to, at that instant."""
    known: dict[UUID, Record] = {call_id: {} for call_id in ids}
    for row in session.execute(_draws(ids, asked.as_of)):
        told = {"draw": row.number, "stratum": row.stratum, "draw_probability": row.probability}
        known[row.call_id] = told | known[row.call_id]  # the first draw stays
    for call_id, version, language, no_speech in session.execute(_words(ids, asked.as_of)):
        known[call_id] |= {"words_version": version, "language": language, "no_speech": no_speech}
    standing = _standing(asked.as_of).where(Label.call_id.in_(ids), Label.purpose.in_(COUNTING))
    for label, _, _ in session.execute(standing):
        if label.call_id not in asked.blind_to:
            known[label.call_id] |= {
                "cause": label.cause_id,
                "secondary_cause": label.secondary_cause_id,
                "labelled_at": label.labelled_at,
                "label_purpose": label.purpose.value,
            }
    return known


def _draws(ids: Sequence[UUID], as_of: datetime) -> Select[UUID, int, str, float]:
    return (
        select(Selection.call_id, Draw.number, Selection.stratum, Selection.probability)
        .join(Draw, Draw.id == Selection.draw_id)
        .where(Selection.call_id.in_(ids), Draw.purpose == DrawPurpose.CALLS, Draw.revealed_at <= as_of)
        .order_by(Draw.number)
    )


def _words(ids: Sequence[UUID], as_of: datetime) -> Select[UUID, int, str, bool]:
    return (
        select(Transcript.call_id, Transcript.version, Transcript.language, Transcript.no_speech)
        .where(Transcript.call_id.in_(ids), Transcript.created_at <= as_of)
        .order_by(Transcript.version)
    )


def _standing(as_of: datetime) -> Select[Label, str, str]:
    """Labels that stood at an instant, the earliest first."""
    return (
        select(Label, Call.external_id, Person.email)
        .join(Call, Call.id == Label.call_id)
        .join(Person, Person.id == Label.annotator_id)
        .where(Label.labelled_at <= as_of, Label.withdrawn_at.is_(None) | (Label.withdrawn_at > as_of))
        .order_by(Label.labelled_at, Label.id)
    )


def _labels(session: Session, asked: Asked) -> Iterator[Record]:
    found = _standing(asked.as_of)
    if asked.starts_at is not None:
        found = found.where(Label.labelled_at >= asked.starts_at)
    if asked.ends_at is not None:
        found = found.where(Label.labelled_at < asked.ends_at)
    for label, external_id, annotator in session.execute(found.execution_options(yield_per=1000)):
        if label.call_id in asked.blind_to:
            continue
        yield {
            "label_id": str(label.id),
            "call_id": str(label.call_id),
            "external_id": external_id,
            "cause": label.cause_id,
            "secondary_cause": label.secondary_cause_id or "",
            "annotator": annotator,
            "labelled_at": label.labelled_at,
            "purpose": label.purpose.value,
            "origin": label.origin.value,
            "blind": label.is_blind,
            "label_probability": label.probability,
            "agent_lacked_knowledge": label.agent_lacked_knowledge,
            "guide_version": label.guide_version,
            "quote": label.quote,
            "quote_start_ms": label.quote_start_ms,
            "quote_end_ms": label.quote_end_ms,
        }


def _figures(session: Session, asked: Asked) -> Iterator[Record]:
    """Every published figure, all versions."""
    found = select(Figure).where(Figure.published_at <= asked.as_of)
    if asked.starts_at is not None:
        found = found.where(Figure.starts_at >= asked.starts_at)
    if asked.ends_at is not None:
        found = found.where(Figure.ends_at <= asked.ends_at)
    order = (Figure.published_at, Figure.starts_at, Figure.subject, Figure.subject_id, Figure.id)
    for figure in session.scalars(found.order_by(*order).execution_options(yield_per=1000)):
        yield {
            "measure": figure.measure.value,
            "subject": figure.subject.value,
            "subject_id": figure.subject_id,
            "cause": figure.cause_id or "",
            "queue": figure.queue,
            "product": figure.product,
            "starts_at": figure.starts_at,
            "ends_at": figure.ends_at,
            "grain": figure.grain,
            "version": figure.version,
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "estimator": figure.estimator,
            "n": figure.labelled,
            "N": figure.drawn,
            "M": figure.frame,
            "effective_n": figure.effective_n,
            "human_value": figure.human_value,
            "human_low": figure.human_low,
            "human_high": figure.human_high,
            "taxonomy_version": figure.taxonomy_version,
            "published_at": figure.published_at,
        }
