"""Everything that happened to a call, in order: where it is on the street and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from review_ui.phrases import plural
from store.tables.audit_event import AuditEvent
from store.tables.call import Call
from store.tables.digest import Digest
from store.tables.draw import Draw, DrawPurpose
from store.tables.excerpt import Excerpt
from store.tables.label import Label
from store.tables.person import Person
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
    events += _transcripts(session, call)
    if with_labels:  # whom an excerpt went to tells the cause as well
        events += _labels(session, call, with_purposes=with_purposes)
        events += _excerpts(session, call)
    return sorted(events, key=attrgetter("at"))


def _recording(session: Session, call: Call) -> Iterator[Event]:
    recording = session.scalar(select(Recording).where(Recording.call_id == call.id))
    if recording is None:
        return
    yield Event(recording.received_at, f"Its recording {recording.file_name} arrived.")
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


def _transcripts(session: Session, call: Call) -> Iterator[Event]:
    for transcript in session.scalars(select(Transcript).where(Transcript.call_id == call.id)):
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
