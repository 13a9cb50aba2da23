"""Take call records in: files first, then rows, a batch at a time, so that a crash leaves nothing half."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.files import RecordingFile, keep_file, sha256_of
from ingest.frame import Facts, exclusion
from ingest.manifest import Bad
from ingest.record import CallRecord
from store.blobs import Blobs
from store.session import Sessions
from store.tables.call import Call, CallState
from store.tables.recording import Recording
from store.tables.refusal import Refusal

BATCH = 500
FAULTS = frozenset({"empty", "not_audio"})
"""What is wrong with a file at first sight."""

ARRIVED_AGAIN = "Its recording has been sent again since; try it again."


@dataclass
class Intake:
    """What became of the records: counts for the person who sent them."""

    taken: int = 0
    known: int = 0
    recordings: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    refused: list[Bad] = field(default_factory=list)


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
        with sessions() as session:
            known = _known(session, good)
        wanted = (record for record in good if _is_wanted(record, *known.get(record.external_id, (None, None))))
        files = {record.external_id: keep_file(blobs, record.recordings) for record in wanted}
        with sessions.begin() as session:
            for bad in batch:
                if isinstance(bad, Bad):
                    _refuse(session, bad, now=now)
                    intake.refused.append(bad)
            replaced = _take_batch(session, good, files, intake, secret=secret, now=now)
        with sessions() as session:
            _delete_unused(session, blobs, replaced)
        progress(len(batch))
    return intake


def customer_hash(reference: str, secret: bytes) -> str:
    """A customer reference as it is stored: keyed, so that a list of references cannot be tried against it."""
    return hmac.new(secret, reference.strip().encode(), hashlib.sha256).hexdigest() if reference.strip() else ""


def _batches(records: Iterable[CallRecord | Bad]) -> Iterator[tuple[CallRecord | Bad, ...]]:
    waiting = iter(records)
    while batch := tuple(islice(waiting, BATCH)):
        yield batch


def _take_batch(
    session: Session,
    records: list[CallRecord],
    files: dict[str, RecordingFile],
    intake: Intake,
    *,
    secret: bytes,
    now: datetime,
) -> list[str]:
    """Returns the keys of originals that were sent again and are of no more use."""
    known = _known(session, records)
    copies = _owners(session, {file.sha256 for file in files.values()})
    replaced: list[str] = []
    for record in records:
        call, recording = known.get(record.external_id, (None, None))
        file = files.get(record.external_id)
        if call is None:
            call = _new_call(record, secret=secret, now=now)
            session.add(call)
            intake.taken += 1
        else:
            intake.known += 1
            _learn(call, record)
            if file is None or (call.state is CallState.FAILED and file.fault):
                continue
        if file:
            recording = recording or Recording(call_id=call.id)
            replaced += recording.blobs
            session.add(_filled(recording, file, now=now))
            intake.recordings += 1
        _place(call, file, copies.setdefault(file.sha256, call.id) if file else call.id)
        if call.state is CallState.EXCLUDED:
            intake.excluded[call.reason] = intake.excluded.get(call.reason, 0) + 1
    session.flush()
    return replaced


def _delete_unused(session: Session, blobs: Blobs, keys: Iterable[str]) -> None:
    for key in keys:
        if session.scalars(select(Recording.id).where(Recording.has_blob(key)).limit(1)).first() is None:
            blobs.delete(key)


def _known(session: Session, records: Iterable[CallRecord]) -> dict[str, tuple[Call, Recording | None]]:
    """The calls of these records that came before, each with its recording."""
    rows = session.execute(
        select(Call, Recording)
        .outerjoin(Recording)
        .where(Call.external_id.in_([record.external_id for record in records]))
    )
    return {call.external_id: (call, recording) for call, recording in rows}


def _is_wanted(record: CallRecord, call: Call | None, recording: Recording | None) -> bool:
    """Whether a call has use for the recording that came with its record.

    One that has a recording already takes another only where the first could not be used: it is sent again then.
    What nobody has use for is not stored: the clock would never know that it is to be deleted.
    """
    if not record.recordings:
        return False
    if call is None or recording is None:
        return True
    if call.state is not CallState.FAILED and call.reason not in FAULTS:
        return False
    is_gone = call.state is CallState.FAILED and recording.blob is None
    return is_gone or recording.sha256 != sha256_of(record.recordings)


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
        extra=dict(record.extra),
    )


def _learn(call: Call, record: CallRecord) -> None:
    """Columns that are kept only since the call first came; what was known stays, or old draws could not be told."""
    if record.extra.keys() - call.extra.keys():
        call.extra = {**record.extra, **call.extra}


def _place(call: Call, file: RecordingFile | None, owner: UUID) -> None:
    """Put the call into the frame, or outside it with the reason; one that failed waits for somebody to try again."""
    if call.state is CallState.FAILED:
        call.moves_to(CallState.FAILED, reason=call.reason, message=ARRIVED_AGAIN)
        return
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


def _filled(recording: Recording, file: RecordingFile, *, now: datetime) -> Recording:
    recording.sha256, recording.file_name, recording.size_bytes = file.sha256, file.name, file.size_bytes
    recording.blob, recording.second_blob = file.blob, file.second_blob
    recording.received_at, recording.delete_at = now, None
    return recording


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
