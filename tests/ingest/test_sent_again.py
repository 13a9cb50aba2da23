"""A call takes a recording once; where the first one could not be used, it takes another one that is sent again."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.recording import Recording
from tests.ingest.test_intake import OGG, call, ingest
from worker.sweeping import delete_originals

ROW = "A-1,2026-09-07,yes,,,a.opus\n"
OTHER = OGG + b"another"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.opus").write_bytes(OGG)
    return tmp_path


def now_is(installation: Installation) -> Call:
    with installation.readers() as session:
        return call(session, "A-1")


def recording_of(installation: Installation) -> Recording:
    with installation.readers() as session:
        return session.scalars(select(Recording)).one()


def moved(installation: Installation, *states: CallState, reason: str = "") -> None:
    with installation.sessions.begin() as session:
        for state in states:
            call(session, "A-1").moves_to(state, reason=reason)


def kept(installation: Installation) -> list[bytes]:
    return list(map(installation.blobs.get, installation.blobs.keys()))


def test_an_original_that_was_deleted_after_success_does_not_come_back(
    installation: Installation, folder: Path, now: datetime
) -> None:
    ingest(installation, folder, ROW, now)
    moved(installation, CallState.DRAWN, CallState.DONE)
    with installation.sessions.begin() as session:
        session.scalars(select(Recording)).one().delete_at = now
        delete_originals(session, installation.blobs, now=now)
    assert ingest(installation, folder, ROW, now).recordings == 0
    assert kept(installation) == []


def test_a_file_that_was_empty_is_sent_again_and_the_call_joins_the_frame(
    installation: Installation, folder: Path, now: datetime
) -> None:
    (folder / "a.opus").write_bytes(b"")
    ingest(installation, folder, ROW, now)
    assert now_is(installation).reason == "empty"
    assert ingest(installation, folder, ROW, now).recordings == 0
    (folder / "a.opus").write_bytes(OGG)
    assert ingest(installation, folder, ROW, now).recordings == 1
    assert now_is(installation).state is CallState.RECEIVED
    assert recording_of(installation).size_bytes == len(OGG)


def test_a_failed_call_takes_a_new_recording_and_waits_for_somebody_to_try_again(
    installation: Installation, folder: Path, now: datetime
) -> None:
    ingest(installation, folder, ROW, now)
    moved(installation, CallState.DRAWN, CallState.FAILED, reason="corrupt")
    assert ingest(installation, folder, ROW, now).recordings == 0
    (folder / "a.opus").write_bytes(b"")
    assert ingest(installation, folder, ROW, now).recordings == 0
    (folder / "a.opus").write_bytes(OTHER)
    assert ingest(installation, folder, ROW, now + timedelta(days=1)).recordings == 1
    failed = now_is(installation)
    assert (failed.state, failed.reason) == (CallState.FAILED, "corrupt")
    assert "sent again" in failed.message
    assert kept(installation) == [OTHER]


def test_a_failed_call_whose_original_is_gone_takes_the_same_file_again(
    installation: Installation, folder: Path, now: datetime
) -> None:
    ingest(installation, folder, ROW, now)
    moved(installation, CallState.DRAWN, CallState.FAILED, reason="too_long")
    with installation.sessions.begin() as writing:
        writing.scalars(select(Recording)).one().delete_at = now
        delete_originals(writing, installation.blobs, now=now)
    assert ingest(installation, folder, ROW, now).recordings == 1
    assert recording_of(installation).delete_at is None
    assert kept(installation) == [OGG]


def test_a_file_that_another_call_needs_is_not_deleted_with_the_one_it_replaced(
    installation: Installation, folder: Path, now: datetime
) -> None:
    ingest(installation, folder, ROW + ROW.replace("A-1", "A-2"), now)
    moved(installation, CallState.DRAWN, CallState.FAILED, reason="corrupt")
    (folder / "b.opus").write_bytes(OTHER)
    ingest(installation, folder, ROW.replace("a.opus", "b.opus"), now)
    assert sorted(kept(installation)) == sorted([OGG, OTHER])


def test_both_sides_of_a_call_come_in_two_files(
    installation: Installation, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.disk_blobs.HOLD_S", -1.0)  # the last sending is long ago when the originals go
    (folder / "b.opus").write_bytes(OTHER)
    header = "external_id,started_at,consent,file,second_file\n"
    for _ in range(2):
        intake = ingest(installation, folder, "A-1,2026-09-07,yes,a.opus,b.opus\n", now, header=header)
    assert (intake.known, intake.recordings) == (1, 0)
    recording = recording_of(installation)
    assert [installation.blobs.get(key) for key in recording.blobs] == [OGG, OTHER]
    assert (recording.file_name, recording.size_bytes) == ("a.opus + b.opus", len(OGG) + len(OTHER))
    copy = ingest(installation, folder, "A-2,2026-09-07,yes,a.opus,b.opus\n", now, header=header)
    assert copy.excluded == {"duplicate": 1}
    with installation.sessions.begin() as session:
        session.execute(update(Recording).values(delete_at=now))
        delete_originals(session, installation.blobs, now=now)
    assert kept(installation) == []


@pytest.mark.parametrize(("first", "second", "reason"), [("a.opus", "empty.opus", "empty"), ("", "a.opus", "refused")])
def test_half_a_pair_is_no_recording(
    installation: Installation, folder: Path, now: datetime, first: str, second: str, reason: str
) -> None:
    (folder / "empty.opus").write_bytes(b"")
    header = "external_id,started_at,consent,file,second_file\n"
    intake = ingest(installation, folder, f"A-1,2026-09-07,yes,{first},{second}\n", now, header=header)
    assert kept(installation) == []
    assert intake.excluded == ({"empty": 1} if reason == "empty" else {})
    assert [bad.reason for bad in intake.refused] == ([] if reason == "empty" else ["file_missing"])
