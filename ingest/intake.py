"""Take call records in: files first, then rows, a batch at a time, so that a crash leaves nothing half."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from audio.sniff import HEAD_BYTES, sniff
from ingest.frame import Facts, exclusion
from ingest.manifest import Bad
from ingest.record import CallRecord
from store.blobs import Blobs, key_of_file
from store.session import Sessions
from store.tables.call import Call, CallState
from store.tables.recording import Recording
from store.tables.refusal import Refusal

BATCH = 500


@dataclass
class Intake:
    """What became of the records: counts for the person who sent them."""

    taken: int = 0
    known: int = 0
    recordings: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    refused: list[Bad] = field(default_factory=list)


@dataclass(frozen=True)
class _File:
    """A recording on its way in, already stored."""

    path: Path
    sha256: str
    blob: str | None
    fault: str


def take_in(
    sessions: Sessions,
    blobs: Blobs,
    records: Iterable[CallRecord | Bad],
    *,
    secret: bytes,
    now: datetime,
    progress: Callable[[int], None] = lambda _done: None,
) -> Intake:
    """Take in call records with their recordings. Commits a batch at a time; running it again changes nothing."""
    intake = Intake()
    for batch in _batches(records):
        good = [record for record in batch if isinstance(record, CallRecord)]
        files = {record.external_id: _keep(blobs, record.recording) for record in good if record.recording}
        with sessions.begin() as session:
            for bad in batch:
                if isinstance(bad, Bad):
                    _refuse(session, bad, now=now)
                    intake.refused.append(bad)
            _take_batch(session, good, files, intake, secret=secret, now=now)
        progress(len(batch))
    return intake


def customer_hash(reference: str, secret: bytes) -> str:
    """A customer reference as it is stored: keyed, so that a list of references cannot be tried against it."""
    return hmac.new(secret, reference.strip().encode(), hashlib.sha256).hexdigest() if reference.strip() else ""


def _batches(records: Iterable[CallRecord | Bad]) -> Iterator[tuple[CallRecord | Bad, ...]]:
    waiting = iter(records)
    while batch := tuple(islice(waiting, BATCH)):
        yield batch


def _keep(blobs: Blobs, path: Path) -> _File:
    if path.stat().st_size == 0:
        return _File(path, key_of_file(path), None, "empty")
    with path.open("rb") as file:
        known = sniff(file.read(HEAD_BYTES))
    if known is None:
        return _File(path, key_of_file(path), None, "not_audio")
    key = blobs.put_file(path)
    return _File(path, key, key, "")


def _take_batch(
    session: Session,
    records: list[CallRecord],
    files: dict[str, _File],
    intake: Intake,
    *,
    secret: bytes,
    now: datetime,
) -> None:
    ids = [record.external_id for record in records]
    known = {call.external_id: call for call in session.scalars(select(Call).where(Call.external_id.in_(ids)))}
    copies = _owners(session, {file.sha256 for file in files.values()})
    with_recording = set(
        session.scalars(select(Recording.call_id).where(Recording.call_id.in_([call.id for call in known.values()])))
    )
    for record in records:
        call, file = known.get(record.external_id), files.get(record.external_id)
        if call is None:
            call = _new_call(record, secret=secret, now=now)
            session.add(call)
            intake.taken += 1
        else:
            intake.known += 1
            if file is None or call.id in with_recording:
                continue
        owner = copies.setdefault(file.sha256, call.id) if file else call.id
        if file:
            session.add(_recording(call, file, now=now))
            intake.recordings += 1
        _place(call, file, owner)
        if call.state is CallState.EXCLUDED:
            intake.excluded[call.reason] = intake.excluded.get(call.reason, 0) + 1
    session.flush()


def _owners(session: Session, hashes: set[str]) -> dict[str, UUID]:
    """The first call that came with each of these recordings."""
    rows = session.execute(
        select(Recording.sha256, Recording.call_id)
        .where(Recording.sha256.in_(hashes))
        .order_by(Recording.received_at.desc())
    )
    return {sha256: call_id for sha256, call_id in rows}


def _new_call(record: CallRecord, *, secret: bytes, now: datetime) -> Call:
    return Call(
        id=uuid4(),
        external_id=record.external_id,
        started_at=record.started_at,
        duration_s=record.duration_s,
        handle_s=record.handle_s or record.duration_s,
        queue=record.queue,
        agent=record.agent,
        customer_hash=customer_hash(record.customer_ref, secret),
        direction=record.direction,
        dialled_number=record.dialled_number,
        consent=record.consent,
        is_test=record.is_test,
        source=record.source,
        state=CallState.RECEIVED,
        received_at=now,
    )


def _place(call: Call, file: _File | None, owner: UUID) -> None:
    """Put the call into the frame, or outside it with the reason."""
    is_copy = owner != call.id
    found = exclusion(
        Facts(
            consent=call.consent,
            is_test=call.is_test,
            has_recording=file is not None,
            recording_fault=file.fault if file else "",
            is_copy=is_copy,
        )
    )
    call.duplicate_of_id = owner if is_copy else None
    if found:
        call.moves_to(CallState.EXCLUDED, reason=found.reason, message=found.message)
    else:
        call.moves_to(CallState.RECEIVED)


def _recording(call: Call, file: _File, *, now: datetime) -> Recording:
    return Recording(
        call_id=call.id,
        sha256=file.sha256,
        file_name=file.path.name,
        size_bytes=file.path.stat().st_size,
        blob=file.blob,
        received_at=now,
    )


def _refuse(session: Session, bad: Bad, *, now: datetime) -> None:
    already = select(Refusal.id).where(
        Refusal.source == bad.source,
        Refusal.line == bad.line,
        Refusal.external_id == bad.external_id,
        Refusal.reason == bad.reason,
    )
    if session.scalars(already).first() is None:
        session.add(
            Refusal(
                source=bad.source,
                line=bad.line,
                external_id=bad.external_id,
                reason=bad.reason,
                message=bad.message,
                refused_at=now,
            )
        )
        session.flush()
