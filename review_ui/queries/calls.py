"""One call with its whole story, and the records that were refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from accounts.permissions import Action, may, may_see_labels, may_see_purposes
from accounts.presence import others_at
from review_ui.queries.opinion import Opinion, opinion_of
from review_ui.queries.story import Event, story_of
from review_ui.transcripts import Turn, turns
from store.tables.call import Call, CallState
from store.tables.cause import Cause
from store.tables.driver_link import DriverLink
from store.tables.label import Label
from store.tables.legal_hold import LegalHold
from store.tables.person import Person
from store.tables.promise_check import PromiseCheck
from store.tables.refusal import Refusal
from store.tables.refusal_count import RefusalCount
from store.tables.transcript import Transcript
from worker.erasing import sent_excerpts
from worker.excluding import can_exclude, can_include
from worker.holds import hold_of
from worker.stopping import dead_job, open_job

REFUSALS: Final = 100
"""Refused records of one page."""


_LATEST_FIRST: Final = (Refusal.refused_at, Refusal.source, Refusal.line, Refusal.id)


@dataclass(frozen=True)
class RefusalPage:
    shown: Sequence[Refusal]
    total: int
    next_after: str
    """Cursor: id of the last record shown, where older ones follow."""


@dataclass(frozen=True)
class GivenLabel:
    label: Label
    cause_name: str
    by: str


@dataclass(frozen=True)
class CallView:
    call: Call
    transcript: Transcript | None
    turns: list[Turn]
    labels: list[GivenLabel]
    opinion: Opinion | None
    drivers: list[DriverLink]
    promise: PromiseCheck | None
    story: list[Event]
    hides_labels: bool
    """A reviewer who has not labelled it yet stays blind."""
    can_correct: bool
    others: list[str]
    """Names of the people who look at this call just now."""
    can_exclude: bool
    can_include: bool
    can_erase: bool
    hold: LegalHold | None
    """What keeps it from being erased."""
    can_hold: bool
    sent_excerpts: int
    """Excerpts that an executive has; erasing the call leaves them."""
    can_retry: bool
    can_cancel: bool
    progress: float | None
    """Share of a recording that is written down already, 0 to 1; None where no work is under way."""


def refusals(session: Session, after: UUID | None = None) -> RefusalPage:
    """One page, the latest first; a cursor that names no record starts at the beginning."""
    found = select(Refusal).order_by(*(column.desc() for column in _LATEST_FIRST))
    last = session.get(Refusal, after) if after else None
    if last is not None:
        found = found.where(tuple_(*_LATEST_FIRST) < (last.refused_at, last.source, last.line, last.id))
    rows = session.scalars(found.limit(REFUSALS + 1)).all()
    shown = rows[:REFUSALS]
    return RefusalPage(
        shown,
        session.scalars(RefusalCount.all()).one(),
        str(shown[-1].id) if len(rows) > REFUSALS else "",
    )


def call_view(session: Session, person: Person, call: Call, *, now: datetime) -> CallView:
    transcript = current_transcript(session, call.id) if may(person, Action.READ_CALLS) else None
    sees_labels = may_see_labels(session, person, call.id, now=now)
    labels = _labels(session, call.id) if sees_labels else []
    work = open_job(session, call)
    erases = may(person, Action.ERASE_CALLS) and call.erased_at is None
    quoted = next((given.label for given in reversed(labels) if given.label.quote_start_ms is not None), None)
    return CallView(
        call=call,
        transcript=transcript,
        turns=turns(transcript.segments, quote_ms=_span(quoted)) if transcript else [],
        labels=labels,
        opinion=opinion_of(session, person, call.id, now=now) if sees_labels else None,
        drivers=list(session.scalars(select(DriverLink).where(DriverLink.call_id == call.id))) if sees_labels else [],
        promise=session.scalar(select(PromiseCheck).where(PromiseCheck.call_id == call.id)) if sees_labels else None,
        story=story_of(session, call, with_labels=sees_labels, with_purposes=may_see_purposes(person)),
        hides_labels=may(person, Action.READ_CALLS) and not sees_labels,
        can_correct=may(person, Action.CORRECT_WORDS) and call.state is CallState.DONE,
        others=others_at(session, person, call.id, now=now),
        can_exclude=may(person, Action.EXCLUDE_CALLS) and can_exclude(call),
        can_include=may(person, Action.EXCLUDE_CALLS) and can_include(call),
        can_erase=erases,
        hold=hold_of(session, call),
        can_hold=may(person, Action.HOLD_CALLS) and call.erased_at is None,
        sent_excerpts=sent_excerpts(session, call) if erases else 0,
        can_retry=may(person, Action.RETRY_CALLS) and dead_job(session, call) is not None,
        can_cancel=may(person, Action.CANCEL_CALLS) and work is not None,
        progress=work.progress if work is not None else None,
    )


def current_transcript(session: Session, call_id: UUID) -> Transcript | None:
    return session.scalar(select(Transcript).where(Transcript.call_id == call_id, Transcript.is_current))


def _labels(session: Session, call_id: UUID) -> list[GivenLabel]:
    rows = session.execute(
        select(Label, Cause.name, Person.name)
        .join(Cause, Cause.id == Label.cause_id)
        .join(Person, Person.id == Label.annotator_id)
        .where(Label.call_id == call_id, Label.withdrawn_at.is_(None))
        .order_by(Label.labelled_at)
    )
    return [GivenLabel(label, cause_name, by) for label, cause_name, by in rows]


def _span(label: Label | None) -> tuple[int, int] | None:
    if label is None or label.quote_start_ms is None or label.quote_end_ms is None:
        return None
    return label.quote_start_ms, label.quote_end_ms
