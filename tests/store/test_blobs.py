"""Stored files on disk and on an S3 server: whole or absent, checked, and never deleted under somebody's hands."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from store import disk_blobs
from store.blob_uses import blob_columns
from store.blobs import HOLD_S, BlobDamagedError, BlobMissingError, Blobs, key_of, open_blobs
from store.disk_blobs import DiskBlobs
from store.installation import Installation
from store.ranges import ByteRange, read_range
from store.remote_blobs import RemoteBlobs
from tests.factories.recording import make_recording
from tests.services import s3_server
from worker.checkup import check_stored_files
from worker.storage_check import GRACE_S, check_files, collect

SOUND = b"the sound of a call" * 1000
KEY = key_of(SOUND)
STORES = ("disk", "s3")


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with s3_server() as url:
        yield url


@pytest.fixture(params=STORES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "disk":
        return f"file://{tmp_path}/blobs"
    return f"{request.getfixturevalue('s3')}/{uuid4().hex}"


@pytest.fixture
def blobs(address: str) -> Blobs:
    return open_blobs(address)


@pytest.fixture
def somebody(address: str) -> Blobs:
    """The same storage, as another machine sees it."""
    return open_blobs(address)


def let_pass(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Everything stored is older by so many seconds."""
    of_file, of_object = disk_blobs._age_s, RemoteBlobs._age_s
    monkeypatch.setattr(disk_blobs, "_age_s", lambda path: of_file(path) + seconds)
    monkeypatch.setattr(RemoteBlobs, "_age_s", lambda self, path: of_object(self, path) + seconds)


def test_what_was_put_is_there_for_everybody_under_the_hash_of_its_bytes(
    blobs: Blobs, somebody: Blobs, tmp_path: Path
) -> None:
    assert not somebody.exists(KEY)
    (tmp_path / "call.opus").write_bytes(SOUND)
    assert blobs.put(SOUND) == blobs.put_file(tmp_path / "call.opus") == KEY
    assert (somebody.get(KEY), somebody.size(KEY), list(somebody.keys())) == (SOUND, len(SOUND), [KEY])


def test_ranges_are_read_out_of_the_middle(blobs: Blobs) -> None:
    blobs.put(SOUND)
    assert b"".join(read_range(blobs, KEY, ByteRange(1_000, 10_999, len(SOUND)))) == SOUND[1_000:11_000]


def test_a_file_that_is_not_there_is_told_by_its_name(blobs: Blobs) -> None:
    for ask in (blobs.get, blobs.open, blobs.size):
        with pytest.raises(BlobMissingError, match=KEY[:12]):
            ask(KEY)
    with pytest.raises(BlobMissingError):
        blobs.get("../../etc/passwd")


def test_a_damaged_file_is_never_handed_out(blobs: Blobs) -> None:
    blobs.put(SOUND)
    damage(blobs)
    with pytest.raises(BlobDamagedError, match=KEY[:12]):
        blobs.get(KEY)


def damage(blobs: Blobs) -> None:
    if isinstance(blobs, DiskBlobs):
        blobs.path(KEY).write_bytes(SOUND[:-1])
    elif isinstance(blobs, RemoteBlobs):
        blobs.filesystem.pipe_file(blobs.path(KEY), SOUND[:-1])


def test_deleting_leaves_nothing(blobs: Blobs, somebody: Blobs) -> None:
    blobs.put(SOUND)
    assert blobs.delete(KEY)
    assert not somebody.exists(KEY)
    assert [*somebody.keys(), *somebody.leftovers()] == []
    assert blobs.delete(KEY)


def test_what_somebody_put_again_a_moment_ago_is_not_deleted(
    blobs: Blobs, somebody: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row of the second recording is still to be written."""
    blobs.put(SOUND)
    somebody.put(SOUND)
    assert not blobs.delete(KEY)
    assert blobs.get(KEY) == SOUND
    let_pass(monkeypatch, HOLD_S + 1)
    assert blobs.delete(KEY)
    assert not blobs.exists(KEY)


@pytest.mark.parametrize("seen", [1, 2])
def test_a_deletion_between_seeing_a_file_and_keeping_it_loses_nothing(
    blobs: Blobs, somebody: Blobs, monkeypatch: pytest.MonkeyPatch, seen: int
) -> None:
    """Bruno's copy finds the file; the clock deletes it right after the first or the second look."""
    blobs.put(SOUND)
    looks = 0
    owner: type[Any] = Path if isinstance(blobs, DiskBlobs) else RemoteBlobs
    real = owner.exists

    def exists_and_then(looked_at: Any, *key: str) -> bool:
        nonlocal looks
        found = bool(real(looked_at, *key))
        looks += 1
        if looks == seen:
            monkeypatch.undo()
            somebody.delete(KEY)
        return found

    monkeypatch.setattr(owner, "exists", exists_and_then)
    assert blobs.put(SOUND) == KEY
    assert looks == seen
    assert somebody.get(KEY) == SOUND


def test_many_who_put_and_many_who_delete_never_lose_what_was_put_last(blobs: Blobs, address: str) -> None:
    def work(number: int) -> None:
        own = open_blobs(address)
        for _ in range(10):
            if number % 2:
                own.put(SOUND)
            else:
                own.delete(KEY)

    blobs.put(SOUND)
    blobs.put(SOUND)
    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(blobs.leftovers()) == []
    assert blobs.get(KEY) == SOUND


@pytest.fixture
def stored(installation: Installation, address: str) -> Installation:
    return replace(installation, blobs=open_blobs(address))


def test_files_are_checked_against_the_rows_that_speak_of_them(stored: Installation) -> None:
    kept, orphan, lost = stored.blobs.put(b"kept"), stored.blobs.put(b"nobody's"), key_of(b"lost")
    stored.blobs.put(SOUND)
    damage(stored.blobs)
    with stored.sessions.begin() as session:
        for key in (kept, lost, KEY):
            make_recording(session, blob=key)
    files = check_files(stored)
    assert (files.whole, files.missing, files.damaged, files.unused) == (1, [lost], [KEY], [orphan])
    finding = check_stored_files(stored)
    assert not finding.is_good
    assert "1 files whole, 1 missing, 1 damaged, 1 that no row needs" in finding.tells


def test_nobodys_files_are_collected_after_a_day(stored: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, orphan = stored.blobs.put(b"kept"), stored.blobs.put(b"nobody's")
    with stored.sessions.begin() as session:
        make_recording(session, second_blob=kept)
    assert collect(stored) == 0
    let_pass(monkeypatch, GRACE_S + 1)
    assert collect(stored) == 1
    assert list(stored.blobs.keys()) == [kept]
    assert not stored.blobs.exists(orphan)


@pytest.mark.parametrize("is_needed", [True, False])
def test_a_deletion_that_was_killed_is_ended_or_undone(
    stored: Installation, monkeypatch: pytest.MonkeyPatch, is_needed: bool
) -> None:
    stored.blobs.put(SOUND)
    with stored.sessions.begin() as session:
        make_recording(session, blob=KEY if is_needed else None)
    with monkeypatch.context() as power:
        power.setattr(type(stored.blobs), "settle", cut)
        with pytest.raises(KeyboardInterrupt):
            stored.blobs.delete(KEY)
    collect(stored)
    assert stored.blobs.exists(KEY) is is_needed
    assert list(stored.blobs.leftovers()) == []


def cut(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_write_that_was_killed_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = DiskBlobs(tmp_path)
    with monkeypatch.context() as power:
        power.setattr(os, "fsync", cut)
        with pytest.raises(KeyboardInterrupt):
            blobs.put(SOUND)
    assert not blobs.exists(KEY)
    assert list(tmp_path.rglob(".put-*")) == []


def test_every_column_of_a_stored_file_is_known() -> None:
    assert {f"{column.table.name}.{column.name}" for column in blob_columns()} >= {
        "recording.blob", "recording.second_blob", "transcript.audio_blob", "excerpt.web_blob", "excerpt.feed_blob",
        "delivery.blob", "model_version.blob",
    }  # fmt: skip
