"""What is held about one customer, put together for them: readable pages, the same as JSON, and the sound.

Only what is kept can be told: redacted words and silenced sound, never an original. Other people are not named:
whoever labelled, heard or answered is "a person here".
"""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO, Final
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from settings.settings import Settings
from store.blobs import Blobs
from store.installation import Installation
from store.tables.call import Call
from store.tables.person import Person
from store.tables.subject_export import SubjectExport
from store.tables.transcript import Transcript
from worker.held import told_of_call
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Write

TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html.j2"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def ask_access(
    session: Session, customer_hash: str, *, by: Person | None, channel: str, settings: Settings, now: datetime
) -> SubjectExport:
    """Ask for the file; it is made by a job and can be fetched until it expires."""
    expires_at = now + timedelta(days=settings.retention.keep_exports_days)
    export = SubjectExport(customer_hash=customer_hash, asked_at=now, expires_at=expires_at)
    export.asked_by_id = by.id if by else None
    session.add(export)
    session.flush()
    _record(session, export, "asked for customer's data", by=by, channel=channel, now=now)
    enqueue(session, Kind.EXPORT_SUBJECT, str(export.id), now=now)
    return export


def export_subject(installation: Installation, claim: Claim) -> Write:
    """The job: write the archive, then say where it is. One that was erased or expired meanwhile stays away."""
    export_id = UUID(claim.subject)
    with installation.readers() as session:
        export = session.get_one(SubjectExport, export_id)
        buffer = io.BytesIO()
        calls = write_archive(session, installation.blobs, export.customer_hash, buffer, now=export.asked_at)
    key = "" if export.gone_at else installation.blobs.put(buffer.getvalue())
    return partial(_keep, export_id, key, calls, len(buffer.getvalue()))


def write_archive(session: Session, blobs: Blobs, customer_hash: str, target: IO[bytes], *, now: datetime) -> int:
    """Write the ZIP of `index.html`, `data.json` and the sound. Returns how many calls it tells."""
    of_customer = select(Call).where(Call.customer_hash == customer_hash).order_by(Call.started_at, Call.id)
    calls = list(session.scalars(of_customer)) if customer_hash else []
    told = [told_of_call(session, call) for call in calls]
    document = {"format": 1, "made_at": now.isoformat(timespec="seconds"), "calls": told}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(document, indent=2, ensure_ascii=False))
        archive.writestr("index.html", TEMPLATES.get_template("subject_export.html.j2").render(document))
        for name, key in _sounds(session, calls):
            with blobs.open(key) as sound, archive.open(name, "w") as entry:
                while piece := sound.read(1 << 20):
                    entry.write(piece)
    return len(calls)


def note_fetched(session: Session, export: SubjectExport, *, by: Person | None, channel: str, now: datetime) -> None:
    _record(session, export, "fetched customer's data", by=by, channel=channel, now=now)


def _keep(export_id: UUID, key: str, calls: int, size: int, session: Session, now: datetime) -> None:
    export = session.get_one(SubjectExport, export_id)
    if export.gone_at is None:
        export.blob, export.calls, export.size_bytes, export.made_at = key, calls, size, now


def _sounds(session: Session, calls: Sequence[Call]) -> Iterator[tuple[str, str]]:
    for call in calls:
        current = select(Transcript.audio_blob).where(Transcript.call_id == call.id, Transcript.is_current)
        key = session.scalar(current)
        if key:
            yield f"sound/{call.id}.ogg", key


def _record(
    session: Session, export: SubjectExport, action: str, *, by: Person | None, channel: str, now: datetime
) -> None:
    subject, details = f"subject_export:{export.id}", {"channel": channel}
    audit.record(session, by=by, action=action, subject=subject, details=details, now=now)
