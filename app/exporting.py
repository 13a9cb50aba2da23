"""Rows of the exports: flat, one a call, label or figure, in a stable order."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.figure import Figure
from store.tables.label import Label
from store.tables.person import Person

Row = dict[str, Any]


def call_rows(session: Session) -> Iterator[Row]:
    """Every call with its state; customers only as keyed hashes."""
    for call in session.scalars(select(Call).order_by(Call.started_at, Call.id).execution_options(yield_per=1000)):
        yield {
            "call_id": str(call.id),
            "external_id": call.external_id,
            "started_at": call.started_at.isoformat(),
            "duration_s": call.duration_s,
            "handle_s": call.handle_s,
            "queue": call.queue,
            "direction": call.direction.value,
            "consent": call.consent.value,
            "state": call.state.value,
            "reason": call.reason,
        }


def label_rows(session: Session) -> Iterator[Row]:
    """Every label that was not withdrawn."""
    found = session.execute(
        select(Label, Call.external_id, Person.email)
        .join(Call, Call.id == Label.call_id)
        .join(Person, Person.id == Label.annotator_id)
        .where(Label.withdrawn_at.is_(None))
        .order_by(Label.labelled_at, Label.id)
    )
    for label, external_id, annotator in found:
        yield {
            "label_id": str(label.id),
            "external_id": external_id,
            "cause": label.cause_id,
            "secondary_cause": label.secondary_cause_id or "",
            "annotator": annotator,
            "labelled_at": label.labelled_at.isoformat(),
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


def figure_rows(session: Session) -> Iterator[Row]:
    """Every published figure, all versions."""
    for figure in session.scalars(
        select(Figure).order_by(Figure.published_at, Figure.starts_at, Figure.subject, Figure.subject_id)
    ):
        yield {
            "measure": figure.measure.value,
            "subject": figure.subject.value,
            "subject_id": figure.subject_id,
            "cause": figure.cause_id or "",
            "queue": figure.queue,
            "product": figure.product,
            "starts_at": figure.starts_at.isoformat(),
            "ends_at": figure.ends_at.isoformat(),
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
            "published_at": figure.published_at.isoformat(),
        }
