"""Everything that happened to a call, in order: where it is on the street and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from deliver.finding import days
from review_ui.phrases import plural
from review_ui.queries.figures import Period
from store.tables.audit_event import AuditEvent
from store.tables.call import Call, CallState
from store.tables.digest import Digest
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.excerpt import Excerpt
from store.tables.figure import Figure
from store.tables.label import Label
from store.tables.model_version import ModelVersion
from store.tables.person import Person
from store.tables.prediction import Prediction
from store.tables.recording import Recording
from store.tables.selection import Selection
from store.tables.transcript import Transcript


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    link: str = ""


def story_of(session: Session, call: Call, *, with_labels: bool, with_purposes: bool) -> list[Event]:
    events = [Event(call.received_at, f"The record arrived{f' from {call.source}' if call.source else ''}.")]
    events += _recording(session, call)
    events += _draws(session, call, with_excerpts=with_labels)
    events += _transcripts(session, call, with_names=with_labels)
    events += _figures(session, call)
    events += _done_to(session, call, _STEPS)
    if with_labels:  # whom an excerpt went to tells the cause as well
        events += _labels(session, call, with_purposes=with_purposes)
        events += _excerpts(session, call)
        events += _models(session, call)
        events += _done_to(session, call, _HEARD)
    return sorted(events, key=attrgetter("at"))


_STEPS: Final = {
    "retried call": "sent it round again",
    "cancelled call": "stopped the work on it",
    "excluded call": "took it out",
    "put call back": "put it back",
    "erased call": "erased it",
    "withdrew consent": "took its customer's consent back",
    "set legal hold": "put it under a legal hold",
    "lifted legal hold": "lifted the legal hold",
}
_HEARD: Final = {"heard call": "heard"}
"""Who heard a call is most often who labelled it."""


def _done_to(session: Session, call: Call, actions: Mapping[str, str]) -> Iterator[Event]:
    rows = session.execute(
        select(AuditEvent, Person.name)
        .outerjoin(Person, Person.id == AuditEvent.person_id)
        .where(AuditEvent.subject == f"call:{call.id}", AuditEvent.action.in_(actions))
        .order_by(AuditEvent.number)
    )
    for event, by in rows:
        span = f" {event.details['from_s']:g}–{event.details['to_s']:g} s" if "from_s" in event.details else ""
        why = f" ({event.details['reason'].replace('_', ' ')})" if event.details.get("reason") else ""
        yield Event(event.at, f"{by or 'The command line'} {actions[event.action]}{span}{why}.")


def _models(session: Session, call: Call) -> Iterator[Event]:
    rows = session.execute(
        select(Prediction.predicted_at, ModelVersion.number)
        .join(ModelVersion, ModelVersion.id == Prediction.model_version_id)
        .where(Prediction.call_id == call.id)
    )
    for at, number in rows:
        yield Event(at, f"Model version {number} read it.", "/model")


def _figures(session: Session, call: Call) -> Iterator[Event]:
    """Periods whose published figures a drawn call with an outcome is in."""
    if call.state is not CallState.DONE or session.scalar(_drawn_calls(call)) is None:
        return
    covers = (Figure.starts_at <= call.started_at, Figure.ends_at > call.started_at, Figure.grain == "period")
    rows = session.execute(
        select(Figure.starts_at, Figure.ends_at, func.max(Figure.published_at))
        .where(Figure.headline(), *covers)
        .group_by(Figure.starts_at, Figure.ends_at)
    )
    for starts_at, ends_at, published_at in rows:
        address = f"/dashboard?period={Period(starts_at, ends_at).key}"
        yield Event(published_at, f"It entered the figures of {days(starts_at, ends_at)}.", address)


def _drawn_calls(call: Call) -> Select[UUID]:
    by_calls = (Draw.purpose == DrawPurpose.CALLS) & (Draw.state == DrawState.REVEALED)
    return (
        select(Selection.id).join(Draw, Draw.id == Selection.draw_id).where(Selection.call_id == call.id, by_calls)
    ).limit(1)


def _recording(session: Session, call: Call) -> Iterator[Event]:
    recording = session.scalar(select(Recording).where(Recording.call_id == call.id))
    if recording is None:
        return
    yield Event(recording.received_at, f"Its recording{recording.file_name and f' {recording.file_name}'} arrived.")
    if recording.blob is None and recording.delete_at is not None:
        yield Event(recording.delete_at, "The original recording was deleted.")


def _draws(session: Session, call: Call, *, with_excerpts: bool) -> Iterator[Event]:
    rows = session.execute(
        select(Draw, Selection.probability)
        .join(Selection, Selection.draw_id == Draw.id)
        .where(Selection.call_id == call.id)
    )
    for draw, probability in rows:
        if draw.purpose is DrawPurpose.EXCERPTS and not with_excerpts:
            continue
        at = draw.revealed_at or draw.committed_at
        purpose = {"calls": "drawn", "labels": "drawn for a label", "excerpts": "drawn for an excerpt"}[draw.purpose]
        yield Event(
            at, f"It was {purpose} with probability {probability:.3f} by draw {draw.number}.", f"/draws/{draw.number}"
        )


def _transcripts(session: Session, call: Call, *, with_names: bool) -> Iterator[Event]:
    """Who corrected a call has most often labelled it, so names are for those who may see labels."""
    rows = session.execute(
        select(Transcript, Person.name)
        .outerjoin(Person, Person.id == Transcript.corrected_by_id)
        .where(Transcript.call_id == call.id)
    )
    for transcript, corrector in rows:
        if transcript.corrected_by_id is not None:
            by = corrector if with_names else "Somebody"
            yield Event(transcript.created_at, f"{by} corrected its words (version {transcript.version}).")
            continue
        cut = f", {plural(len(transcript.entities), 'personal detail')} cut out" if transcript.entities else ""
        how = (
            "A ready transcript was taken in" if transcript.engine == "ready" else f"{transcript.engine} wrote it down"
        )
        yield Event(transcript.created_at, f"{how}{cut} (version {transcript.version}).")


def _labels(session: Session, call: Call, *, with_purposes: bool) -> Iterator[Event]:
    rows = session.execute(
        select(Label, Person.name).join(Person, Person.id == Label.annotator_id).where(Label.call_id == call.id)
    )
    for label, by in rows:
        blind = "blind " if label.is_blind else ""
        why = f" ({label.purpose.replace('_', ' ')})" if with_purposes else ""
        yield Event(label.labelled_at, f"{by} gave a {blind}label{why}.")
        if label.withdrawn_at is not None:
            yield Event(label.withdrawn_at, f"{by} took that label back.")


def _excerpts(session: Session, call: Call) -> Iterator[Event]:
    rows = session.execute(
        select(Excerpt, Person.name)
        .join(Digest, Digest.id == Excerpt.digest_id)
        .join(Person, Person.id == Digest.person_id)
        .where(Excerpt.call_id == call.id)
    )
    for excerpt, listener in rows:
        yield Event(excerpt.created_at, f"An excerpt went to {listener}.")
        yield from _heard(session, excerpt)


def _heard(session: Session, excerpt: Excerpt) -> Iterator[Event]:
    rows = session.execute(
        select(AuditEvent, Person.name)
        .join(Person, Person.id == AuditEvent.person_id)
        .where(AuditEvent.subject == f"excerpt:{excerpt.id}")
        .order_by(AuditEvent.number)
    )
    for event, by in rows:
        span = f", {event.details['from_s']:g}–{event.details['to_s']:g} s" if "from_s" in event.details else ""
        yield Event(event.at, f"{by} {event.action}{span}.")
