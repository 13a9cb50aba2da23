"""Recordings without a manifest, by folder or one by one."""

from pathlib import Path

import pytest

from ingest.folder import find_recordings
from settings.errors import ListenbackError


def test_sound_files_below_a_folder_are_found_in_order(tmp_path: Path) -> None:
    (tmp_path / "may").mkdir()
    for name in ("may/b.wav", "may/A.MP3", "may/notes.txt", ".hidden.wav", "z.opus"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in find_recordings(tmp_path)] == ["A.MP3", "b.wav", "z.opus"]


def test_a_table_is_not_taken_for_a_recording(tmp_path: Path) -> None:
    table = tmp_path / "calls.csv"
    table.write_text("external_id,started_at\n")
    with pytest.raises(ListenbackError, match="is a table of calls") as refused:
        list(find_recordings(table))
    assert refused.value.remedy == f"Give it as --manifest {table}."


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ListenbackError, match="is not there"):
        list(find_recordings(tmp_path / "gone"))
