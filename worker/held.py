"""Everything that is held about one call, as plain values, for the customer who asks for it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.audit_event import AuditEvent
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.delivery import Delivery
from store.tables.digest import Digest
from store.tables.draw import Draw
from store.tables.driver_link import DriverLink
from store.tables.excerpt import Excerpt
from store.tables.label import Label
from store.tables.model_version import ModelState, ModelVersion
from store.tables.person import Person
from store.tables.prediction import Prediction
from store.tables.promise_check import PromiseCheck
from store.tables.recording import Recording
from store.tables.selection import Selection
from store.tables.transcript import Transcript

Told = dict[str, Any]


def told_of_call(session: Session, call: Call) -> Told:
    """Its record, words, sound, and what was done with it."""
    transcript = session.scalar(select(Transcript).where(Transcript.call_id == call.id, Transcript.is_current))
    return {
        "call": str(call.id),
        "number": call.external_id,
        "started_at": _iso(call.started_at),
        "duration_s": call.duration_s,
        "queue": call.queue,
        "direction": call.direction.value,
        "dialled_number": call.dialled_number,
        "further_columns": call.extra,
        "consent": call.consent.value,
        "consent_withdrawn_at": _iso(call.consent_withdrawn_at),
        "state": call.state.value,
        "why": call.message,
        "received_at": _iso(call.received_at),
        "recording": _recording(session, call),
        "transcript": _transcript(transcript),
        "labels": list(_labels(session, call)),
        "machine_opinion": _opinion(session, call),
        "linked_to": list(_links(session, call)),
        "promise": _promise(session, call),
        "draws": list(_draws(session, call)),
        "excerpts": list(_excerpts(session, call)),
        "done_with_it": list(_events(session, call)),
    }


def _recording(session: Session, call: Call) -> Told | None:
    found = session.scalar(select(Recording).where(Recording.call_id == call.id))
    if found is None:
        return None
    return {
        "file_name": found.file_name,
        "size_bytes": found.size_bytes,
        "received_at": _iso(found.received_at),
        "original_is_there": found.blob is not None,
        "original_goes_at": _iso(found.delete_at),
    }


def _transcript(transcript: Transcript | None) -> Told | None:
    if transcript is None:
        return None
    return {
        "language": transcript.language,
        "made_at": _iso(transcript.created_at),
        "sound": f"sound/{transcript.call_id}.ogg" if transcript.audio_blob else None,
        "cut_out": sorted({str(entity["type"]) for entity in transcript.entities}),
        "turns": [
            {
                "speaker": str(segment["speaker"]),
                "start_s": round(float(segment["start"]), 1),
                "text": " ".join(str(word["word"]) for word in segment["words"]),
            }
            for segment in transcript.segments
        ],
    }


def _labels(session: Session, call: Call) -> Iterator[Told]:
    rows = session.execute(
        select(Label, Cause.name)
        .join(Cause, Cause.id == Label.cause_id)
        .where(Label.call_id == call.id)
        .order_by(Label.labelled_at)
    )
    for label, cause in rows:
        yield {
            "cause": cause,
            "given_at": _iso(label.labelled_at),
            "taken_back_at": _iso(label.withdrawn_at),
            "quote": label.quote,
            "reason": label.reason,
        }


def _opinion(session: Session, call: Call) -> Told | None:
    """What the model in charge says; earlier versions said the like of other words."""
    row = session.execute(
        select(Prediction, ModelVersion.number, Cause.name)
        .join(ModelVersion, ModelVersion.id == Prediction.model_version_id)
        .join(Cause, Cause.id == Prediction.cause_id)
        .where(Prediction.call_id == call.id, ModelVersion.state == ModelState.CHAMPION)
    ).one_or_none()
    if row is None:
        return None
    prediction, number, cause = row
    return {
        "cause": cause,
        "probabilities": prediction.probabilities,
        "model_version": number,
        "given_at": _iso(prediction.predicted_at),
        "sentences": [one["text"] for one in prediction.evidence],
    }


def _links(session: Session, call: Call) -> Iterator[Told]:
    for link in session.scalars(select(DriverLink).where(DriverLink.call_id == call.id)):
        yield {"kind": link.kind.value, "id": link.driver_id, "because": link.evidence}


def _promise(session: Session, call: Call) -> Told | None:
    found = session.scalar(select(PromiseCheck).where(PromiseCheck.call_id == call.id))
    return {"words": found.claim, "compared_with": found.against, "stands": found.box.value} if found else None


def _draws(session: Session, call: Call) -> Iterator[Told]:
    rows = session.execute(
        select(Draw.number, Draw.purpose, Draw.committed_at, Selection.probability)
        .join(Selection, Selection.draw_id == Draw.id)
        .where(Selection.call_id == call.id)
        .order_by(Draw.number)
    )
    for number, purpose, at, probability in rows:
        yield {"draw": number, "for": purpose.value, "at": _iso(at), "probability": round(probability, 6)}


def _excerpts(session: Session, call: Call) -> Iterator[Told]:
    """Who heard a part of it, by department: colleagues are not named."""
    rows = session.execute(
        select(Excerpt, Digest, Person.department)
        .join(Digest, Digest.id == Excerpt.digest_id)
        .join(Person, Person.id == Digest.person_id)
        .where(Excerpt.call_id == call.id)
        .order_by(Excerpt.created_at)
    )
    for excerpt, digest, department in rows:
        sent = select(Delivery.channel).where(Delivery.digest_id == digest.id, Delivery.sent_at.is_not(None))
        yield {
            "for_department": department,
            "from_s": excerpt.start_ms / 1000,
            "to_s": excerpt.end_ms / 1000,
            "quote": excerpt.quote,
            "ready_at": _iso(digest.ready_at),
            "channels": sorted({channel.value for channel in session.scalars(sent)}),
        }


def _events(session: Session, call: Call) -> Iterator[Told]:
    events = select(AuditEvent).where(AuditEvent.subject == f"call:{call.id}").order_by(AuditEvent.number)
    for event in session.scalars(events):
        who = "a person here" if event.person_id else "the program"
        yield {"at": _iso(event.at), "what": event.action, "by": who}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
