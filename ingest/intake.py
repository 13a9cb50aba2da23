"""Take call records in: files first, then rows, a batch at a time, so that a crash leaves nothing half."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.ahead import ahead
from ingest.arrival import Arrival, arrival, opaque_ids, write_arrivals
from ingest.files import RecordingFile, keep_file, sha256_of
from ingest.frame import Facts, exclusion
from ingest.manifest import Bad
from ingest.record import CallRecord
from ingest.refusing import refuse
from store.blobs import Blobs
from store.bulk import one_at_a_time, one_of_many
from store.rollups import fold
from store.session import Sessions
from store.tables.call import FOR_GOOD, Call, CallState, Consent
from store.tables.recording import Recording
from store.tables.tombstone import Tombstone, number_hash

BATCH = 5_000
MOST_RECORDINGS = 500
"""Recordings of one batch."""
LOCK = 0x1157_1267
"""PostgreSQL's advisory lock of whoever takes calls in: two who send the same manifest at once take turns."""
FAULTS = frozenset({"empty", "not_audio"})
"""What is wrong with a file at first sight."""

CONSENT_REASONS = frozenset({"no_consent", "consent_unknown"})
WAITS_FOR_SOUND = CONSENT_REASONS | {"no_recording"}
"""Why a call stands outside the frame that has lost its original without ever being heard."""

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
    with _uncollected():
        for batch in ahead(_batches(records)):
            _take_one(sessions, blobs, batch, intake, secret=secret, now=now)
            progress(len(batch))
    with sessions.begin() as session:
        fold(session)
    return intake


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for reference cycles: records have none, and looking for them took a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _take_one(
    sessions: Sessions, blobs: Blobs, batch: list[CallRecord | Bad], intake: Intake, *, secret: bytes, now: datetime
) -> None:
    """One batch in one transaction, its files stored before."""
    good = _unerased(sessions, [record for record in batch if isinstance(record, CallRecord)], intake, secret=secret)
    refused = [record for record in batch if isinstance(record, Bad)]
    files = _kept_files(sessions, blobs, [record for record in good if record.recordings])
    with sessions.begin() as session:
        one_at_a_time(session, LOCK)
        refuse(session, refused, now=now)
        replaced = _take_batch(session, good, files, intake, secret=secret, now=now)
    intake.refused += refused
    if replaced:
        with sessions() as session:
            _delete_unused(session, blobs, replaced)


def _unerased(sessions: Sessions, good: list[CallRecord], intake: Intake, *, secret: bytes) -> list[CallRecord]:
    """Without the records of calls that were erased: they count as known, and nothing of them is taken in again."""
    with sessions() as session:
        if session.scalar(select(Tombstone.call_id).limit(1)) is None:
            return good
        hashes = {number_hash(record.external_id, secret): record.external_id for record in good}
        found = session.scalars(
            select(Tombstone.number_sha256).where(one_of_many(session, Tombstone.number_sha256, list(hashes)))
        )
        erased = {hashes[known] for known in found}
    intake.known += sum(record.external_id in erased for record in good)
    return [record for record in good if record.external_id not in erased]


def _kept_files(sessions: Sessions, blobs: Blobs, sounding: list[CallRecord]) -> dict[str, RecordingFile]:
    """Recordings that their calls have use for, stored before any row speaks of them."""
    if not sounding:
        return {}
    with sessions() as session:
        known = _known(session, sounding)
    wanted = (record for record in sounding if _is_wanted(record, *known.get(record.external_id, (None, None))))
    return {record.external_id: keep_file(blobs, record.recordings) for record in wanted}


def _batches(records: Iterable[CallRecord | Bad]) -> Iterator[list[CallRecord | Bad]]:
    """Batches in which a call stands once, and with not so many recordings that a crash would cost much work."""
    batch: list[CallRecord | Bad] = []
    ids = set[str]()
    sounds = 0
    for record in records:
        if len(batch) == BATCH or sounds == MOST_RECORDINGS or record.external_id in ids:
            yield batch
            batch, ids, sounds = [], set(), 0
        batch.append(record)
        if isinstance(record, CallRecord):
            ids.add(record.external_id)
            sounds += record.recording is not None
    if batch:
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
    owners = _owners(session, {file.sha256 for file in files.values()})
    arrivals: list[Arrival] = []
    replaced: list[str] = []
    for call_id, record in zip(opaque_ids(len(records)), records, strict=True):
        file = files.get(record.external_id)
        before = known.get(record.external_id)
        if before is None:
            arrivals.append(arrival(call_id, record, file, owners))
        else:
            replaced += _take_again(session, *before, record, file, owners, intake, now=now)
    write_arrivals(session, arrivals, secret=secret, now=now)
    session.flush()
    intake.taken += len(arrivals)
    intake.known += len(records) - len(arrivals)
    intake.recordings += sum(one.file is not None for one in arrivals)
    for one in arrivals:
        if one.excluded:
            intake.excluded[one.excluded.reason] = intake.excluded.get(one.excluded.reason, 0) + 1
    return replaced


def _take_again(
    session: Session,
    call: Call,
    recording: Recording | None,
    record: CallRecord,
    file: RecordingFile | None,
    owners: dict[str, UUID],
    intake: Intake,
    *,
    now: datetime,
) -> list[str]:
    """A call that came before learns what is new; the keys of its original that is of no more use."""
    _learn(call, record)
    _hear_consent(call, recording, record, now=now)
    if file is None or (call.state is CallState.FAILED and file.fault):
        return []
    recording = recording or Recording(call_id=call.id)
    replaced = recording.blobs
    session.add(_filled(recording, file, now=now))
    intake.recordings += 1
    _place(call, file, owners.setdefault(file.sha256, call.id))
    if call.state is CallState.EXCLUDED:
        intake.excluded[call.reason] = intake.excluded.get(call.reason, 0) + 1
    return replaced


def _delete_unused(session: Session, blobs: Blobs, keys: Iterable[str]) -> None:
    for key in keys:
        if session.scalars(select(Recording.id).where(Recording.has_blob(key)).limit(1)).first() is None:
            blobs.delete(key)


def _known(session: Session, records: Iterable[CallRecord]) -> dict[str, tuple[Call, Recording | None]]:
    """The calls of these records that came before, each with its recording."""
    ids = [record.external_id for record in records]
    rows = session.execute(
        select(Call, Recording).outerjoin(Recording).where(one_of_many(session, Call.external_id, ids))
    )
    return {call.external_id: (call, recording) for call, recording in rows}


def _is_wanted(record: CallRecord, call: Call | None, recording: Recording | None) -> bool:
    """Whether a call has use for the recording that came with its record.

    One that has a recording already takes another only where the first could not be used: it is sent again then.
    What nobody has use for is not stored: the clock would never know that it is to be deleted.
    """
    if not record.recordings or (call is not None and (call.reason in FOR_GOOD or call.consent_withdrawn_at)):
        return False
    if call is None or recording is None or (not recording.blobs and call.reason in WAITS_FOR_SOUND):
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


def _learn(call: Call, record: CallRecord) -> None:
    """Columns that are kept only since the call first came; what was known stays, or old draws could not be told."""
    if call.erased_at is None and record.extra.keys() - call.extra.keys():
        call.extra = {**record.extra, **call.extra}


def _hear_consent(call: Call, recording: Recording | None, record: CallRecord, *, now: datetime) -> None:
    """What the customer says since: a no after a yes takes consent back, the clock does the rest (`worker.consent`).

    A yes where none was known puts the call into the frame as if it had come only now, late for draws already made.
    """
    if record.consent in {Consent.UNKNOWN, call.consent} or call.consent_withdrawn_at is not None:
        return
    if call.consent is Consent.GIVEN:
        call.consent_withdrawn_at = now
        return
    call.consent = record.consent
    if call.reason in CONSENT_REASONS:
        has_recording = recording is not None and bool(recording.blobs)
        _settle(call, has_recording=has_recording, fault="", is_copy=call.duplicate_of_id is not None)
        call.received_at = now


def _place(call: Call, file: RecordingFile | None, owner: UUID) -> None:
    """Put the call into the frame, or outside it with the reason; one that failed waits for somebody to try again."""
    if call.state is CallState.FAILED:
        call.moves_to(CallState.FAILED, reason=call.reason, message=ARRIVED_AGAIN)
        return
    is_copy = owner != call.id
    call.duplicate_of_id = owner if is_copy else None
    _settle(call, has_recording=file is not None, fault=file.fault if file else "", is_copy=is_copy)


def _settle(call: Call, *, has_recording: bool, fault: str, is_copy: bool) -> None:
    found = exclusion(
        Facts(
            consent=call.consent,
            is_test=call.is_test,
            has_recording=has_recording,
            recording_fault=fault,
            is_copy=is_copy,
        )
    )
    if found:
        call.moves_to(CallState.EXCLUDED, reason=found.reason, message=found.message)
    else:
        call.moves_to(CallState.RECEIVED)


def _filled(recording: Recording, file: RecordingFile, *, now: datetime) -> Recording:
    recording.sha256, recording.file_name, recording.size_bytes = file.sha256, file.name, file.size_bytes
    recording.blob, recording.second_blob = file.blob, file.second_blob
    recording.received_at, recording.delete_at = now, None
    return recording
