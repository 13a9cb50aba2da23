"""Calls that nobody knew before: decided one by one, written thousands at once."""

import hashlib
import hmac
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table
from sqlalchemy.orm import Session

from ingest.files import RecordingFile
from ingest.frame import Exclusion, Facts, exclusion
from ingest.record import CallRecord
from store.bulk import insert_columns
from store.tables.call import Call, CallState
from store.tables.recording import Recording


@dataclass(frozen=True)
class Arrival:
    """A new call as it will be stored."""

    id: UUID
    record: CallRecord
    file: RecordingFile | None
    duplicate_of: UUID | None
    excluded: Exclusion | None


def opaque_ids(count: int) -> Iterator[UUID]:
    """Random ids (version 4) that tell nothing of their calls; the system is asked once for all of them."""
    drawn = os.urandom(16 * count)
    return (UUID(bytes=drawn[at : at + 16], version=4) for at in range(0, len(drawn), 16))


def arrival(call_id: UUID, record: CallRecord, file: RecordingFile | None, owners: dict[str, UUID]) -> Arrival:
    """Decide on a new call. `owners` knows the first call of each recording, and learns this one."""
    owner = owners.setdefault(file.sha256, call_id) if file else call_id
    return Arrival(
        id=call_id,
        record=record,
        file=file,
        duplicate_of=owner if owner is not call_id else None,
        excluded=exclusion(
            Facts(
                consent=record.consent,
                is_test=record.is_test,
                has_recording=file is not None,
                recording_fault=file.fault if file else "",
                is_copy=owner is not call_id,
            )
        ),
    )


def customer_hash(reference: str, secret: bytes) -> str:
    """A customer reference as it is stored: keyed, so that a list of references cannot be tried against it."""
    return hmac.digest(secret, reference.strip().encode(), hashlib.sha256).hex() if reference.strip() else ""


def write_arrivals(session: Session, arrivals: Sequence[Arrival], *, secret: bytes, now: datetime) -> None:
    insert_columns(session, cast("Table", Call.__table__), _call_columns(arrivals, secret=secret, now=now))
    insert_columns(session, cast("Table", Recording.__table__), _recording_columns(arrivals, now=now))


def _call_columns(arrivals: Sequence[Arrival], *, secret: bytes, now: datetime) -> dict[str, list[Any]]:
    records = [one.record for one in arrivals]
    columns: dict[str, list[Any]] = {
        "id": [one.id for one in arrivals],
        "external_id": [record.external_id for record in records],
        "started_at": [record.started_at for record in records],
        "duration_s": [record.duration_s for record in records],
        "handle_s": [record.handle_s or record.duration_s for record in records],
        "queue": [record.queue for record in records],
        "agent": [record.agent for record in records],
        "customer_hash": [customer_hash(record.customer_ref, secret) for record in records],
        "direction": [record.direction for record in records],
        "dialled_number": [record.dialled_number for record in records],
        "consent": [record.consent for record in records],
        "is_test": [record.is_test for record in records],
        "source": [record.source for record in records],
        "duplicate_of_id": [one.duplicate_of for one in arrivals],
        "state": [CallState.EXCLUDED if one.excluded else CallState.RECEIVED for one in arrivals],
        "reason": [one.excluded.reason if one.excluded else "" for one in arrivals],
        "message": [one.excluded.message if one.excluded else "" for one in arrivals],
        "received_at": [now] * len(arrivals),
    }
    if any(record.extra for record in records):
        columns["extra"] = [record.extra for record in records]
    return columns


def _recording_columns(arrivals: Sequence[Arrival], *, now: datetime) -> dict[str, list[Any]]:
    sounds = [(one.id, one.file) for one in arrivals if one.file is not None]
    files = [file for _, file in sounds]
    return {
        "id": [uuid4() for _ in files],
        "call_id": [call_id for call_id, _ in sounds],
        "sha256": [file.sha256 for file in files],
        "file_name": [file.name for file in files],
        "size_bytes": [file.size_bytes for file in files],
        "blob": [file.blob for file in files],
        "second_blob": [file.second_blob for file in files],
        "received_at": [now] * len(files),
        "delete_at": [None] * len(files),
    }
