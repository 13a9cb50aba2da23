from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest.folder import compile_pattern, find_recordings, read_names
from ingest.intake import Intake, take_in
from ingest.manifest import read_manifest
from store.installation import Installation
from store.tables.call import Call, CallState, Consent
from store.tables.recording import Recording
from store.tables.refusal import Refusal

ZONE = ZoneInfo("UTC")
HEADER = "external_id,started_at,consent,customer_ref,is_test,file\n"
OGG = b"OggS" + bytes(60)


def ingest(installation: Installation, folder: Path, body: str, now: datetime, *, header: str = HEADER) -> Intake:
    (folder / "calls.csv").write_text(header + body)
    records = read_manifest(folder / "calls.csv", zone=ZONE)
    return take_in(installation.sessions, installation.blobs, records, secret=b"key", now=now)


def call(session: Session, external_id: str) -> Call:
    return session.scalars(select(Call).where(Call.external_id == external_id)).one()


def test_a_good_call_joins_the_frame_and_its_recording_is_kept(
    installation: Installation, session: Session, tmp_path: Path, now: datetime
) -> None:
    (tmp_path / "a.opus").write_bytes(OGG)
    intake = ingest(installation, tmp_path, "A-1,2026-09-07,yes,C-9,,a.opus\n", now)
    assert (intake.taken, intake.recordings, intake.excluded) == (1, 1, {})
    assert call(session, "A-1").state is CallState.RECEIVED
    blob = session.scalars(select(Recording.blob)).one()
    assert blob is not None
    assert installation.blobs.get(blob) == OGG


def test_taking_the_same_manifest_in_again_changes_nothing(
    installation: Installation, session: Session, tmp_path: Path, now: datetime
) -> None:
    (tmp_path / "a.opus").write_bytes(OGG)
    body = "A-1,2026-09-07,yes,,,a.opus\nA-2,2026-99-07,yes,,,\n"
    ingest(installation, tmp_path, body, now)
    again = ingest(installation, tmp_path, body, now)
    assert (again.taken, again.known) == (0, 1)
    assert [session.scalar(select(func.count()).select_from(table)) for table in (Call, Recording, Refusal)] == [
        1,
        1,
        1,
    ]


def test_a_column_that_is_kept_from_now_on_is_learnt_by_calls_that_came_before(
    installation: Installation, session: Session, tmp_path: Path, now: datetime
) -> None:
    manifest = tmp_path / "calls.csv"
    for region, keep in (("north", []), ("north", ["region"]), ("south", ["region"])):
        manifest.write_text(f"external_id,started_at,region\nA-1,2026-09-07,{region}\n")
        records = read_manifest(manifest, zone=ZONE, keep=keep)
        take_in(installation.sessions, installation.blobs, records, secret=b"key", now=now)
    assert call(session, "A-1").extra == {"region": "north"}


def test_calls_outside_the_frame_are_kept_with_their_reason(
    installation: Installation, session: Session, tmp_path: Path, now: datetime
) -> None:
    (tmp_path / "a.opus").write_bytes(OGG)
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "text.wav").write_bytes(b"this is no sound at all")
    body = (
        "A-1,2026-09-07,yes,,,a.opus\nA-2,2026-09-07,yes,,,a.opus\nA-3,2026-09-07,no,,,a.opus\n"
        "A-4,2026-09-07,,,,a.opus\nA-5,2026-09-07,yes,,,\nA-6,2026-09-07,yes,,yes,\n"
        "A-7,2026-09-07,yes,,,empty.wav\nA-8,2026-09-07,yes,,,text.wav\n"
    )
    intake = ingest(installation, tmp_path, body, now)
    assert intake.excluded == {
        "duplicate": 1, "no_consent": 1, "consent_unknown": 1, "no_recording": 1, "test_call": 1, "empty": 1,
        "not_audio": 1,
    }  # fmt: skip
    assert call(session, "A-2").duplicate_of_id == call(session, "A-1").id
    assert "export it again" in call(session, "A-8").message


def test_a_recording_that_comes_later_joins_its_call_to_the_frame(
    installation: Installation, session: Session, tmp_path: Path, now: datetime
) -> None:
    ingest(installation, tmp_path, "A-1,2026-09-07,yes,,,\n", now)
    (tmp_path / "a.opus").write_bytes(OGG)
    ingest(installation, tmp_path, "A-1,2026-09-07,yes,,,a.opus\n", now)
    assert call(session, "A-1").state is CallState.RECEIVED
    assert call(session, "A-1").reason == ""


def test_customer_references_are_stored_as_keyed_hashes_only(
    installation: Installation, session: Session, tmp_path: Path, now: datetime
) -> None:
    ingest(installation, tmp_path, "A-1,2026-09-07,yes,C-10432,,\n", now)
    stored = call(session, "A-1").customer_hash
    assert len(stored) == 64
    assert b"C-10432" not in (installation.settings.home / "listenback.db").read_bytes()


def test_recordings_without_a_manifest_tell_by_their_names(
    installation: Installation, session: Session, tmp_path: Path, now: datetime
) -> None:
    (tmp_path / "2026-09-07T0815_billing_A-1.wav").write_bytes(OGG)
    (tmp_path / "holiday.wav").write_bytes(OGG)
    (tmp_path / "notes.txt").write_bytes(b"not a recording")
    pattern = compile_pattern(r"(?P<started_at>[0-9T-]+)_(?P<queue>\w+)_(?P<external_id>[\w-]+)")
    records = read_names(find_recordings(tmp_path), pattern=pattern, zone=ZONE, consent=Consent.GIVEN)
    intake = take_in(installation.sessions, installation.blobs, records, secret=b"key", now=now)
    assert (intake.taken, len(intake.refused)) == (1, 1)
    taken = call(session, "A-1")
    assert (taken.queue, taken.started_at.hour, taken.consent) == ("billing", 8, Consent.GIVEN)
