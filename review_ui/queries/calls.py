"""Call records: found, filtered, and one with its whole story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from accounts.permissions import Action, may, may_see_labels, may_see_purposes
from review_ui.queries.opinion import Opinion, opinion_of
from review_ui.queries.story import Event, story_of
from review_ui.transcripts import Turn, turns
from store.tables.call import Call, CallState
from store.tables.call_count import CallCount
from store.tables.cause import Cause
from store.tables.driver_link import DriverLink
from store.tables.label import Label
from store.tables.person import Person
from store.tables.promise_check import PromiseCheck
from store.tables.refusal import Refusal
from store.tables.refusal_count import RefusalCount
from store.tables.transcript import Transcript
from worker.stopping import dead_job, open_job

PAGE: Final = 50
MOST_REFUSALS: Final = 500


@dataclass(frozen=True)
class Search:
    """What the address asks for; empty fields do not narrow."""

    words: str = ""
    state: str = ""
    reason: str = ""
    after: str = ""
    """Cursor: start and id of the last call of the page before."""


@dataclass(frozen=True)
class CallPage:
    calls: list[Call]
    next_after: str
    counts: list[tuple[str, int]]
    """All calls by state, for the filter."""
    refused: int


@dataclass(frozen=True)
class RefusalPage:
    latest: Sequence[Refusal]
    total: int


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
    can_retry: bool
    can_cancel: bool
    progress: float | None
    """Share of a recording that is written down already, 0 to 1; None where no work is under way."""


def search_calls(session: Session, person: Person, search: Search) -> CallPage:
    """One page, the latest first. Words are looked for in ids, and in transcripts by those who may read them."""
    found = select(Call).where(_narrowed(person, search), _behind(search.after))
    calls = list(session.scalars(found.order_by(Call.started_at.desc(), Call.id.desc()).limit(PAGE + 1)))
    return CallPage(
        calls=calls[:PAGE],
        next_after=_cursor(calls[PAGE - 1]) if len(calls) > PAGE else "",
        counts=[(state.value, number) for state, number in session.execute(CallCount.by_state())],
        refused=session.scalars(RefusalCount.all()).one(),
    )


def refusals(session: Session) -> RefusalPage:
    latest = select(Refusal).order_by(Refusal.refused_at.desc(), Refusal.source, Refusal.line).limit(MOST_REFUSALS)
    return RefusalPage(session.scalars(latest).all(), session.scalars(RefusalCount.all()).one())


def _narrowed(person: Person, search: Search) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if search.state in list(CallState):
        conditions.append(Call.state == CallState(search.state))
    if search.reason:
        conditions.append(Call.because(search.reason))
    if search.words.strip():
        conditions.append(_says(person, search.words.strip()))
    return and_(*conditions)


def _says(person: Person, words: str) -> ColumnElement[bool]:
    in_record = or_(Call.external_id.icontains(words, autoescape=True), Call.queue == words)
    if not may(person, Action.READ_CALLS):
        return in_record
    spoken = select(Transcript.call_id).where(Transcript.is_current, Transcript.text.icontains(words, autoescape=True))
    return or_(in_record, Call.id.in_(spoken))


def _behind(cursor: str) -> ColumnElement[bool]:
    """Calls after the cursor; one that cannot be read starts at the beginning."""
    started, _, last = cursor.partition("_")
    try:
        started_at, last_id = datetime.fromisoformat(started), UUID(last)
    except ValueError:
        return true()
    if started_at.tzinfo is None:
        return true()
    behind = or_(Call.started_at < started_at, Call.id < last_id)
    return and_(Call.started_at <= started_at, behind)  # said this way, an index is entered at the cursor


def _cursor(call: Call) -> str:
    return f"{call.started_at.isoformat()}_{call.id}".replace("+00:00", "Z")


def call_view(session: Session, person: Person, call: Call, *, now: datetime) -> CallView:
    transcript = current_transcript(session, call.id) if may(person, Action.READ_CALLS) else None
    sees_labels = may_see_labels(session, person, call.id, now=now)
    labels = _labels(session, call.id) if sees_labels else []
    work = open_job(session, call)
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
