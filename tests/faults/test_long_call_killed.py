"""A long call whose worker is killed in the middle goes on after the last chunk that was redacted and kept."""

import os
import socket
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from audio.decode import decode
from audio.encode import encode_opus
from benchmarks.recordings import tiled
from tests.faults.killing import ROOT, kill_home, start, wait_until
from tests.faults.test_demo_killed import count, reached

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
SECONDS = 480.0
WITHIN_S = 900.0  # a wait this long is a hang, also where the machine does other things too
CHUNKS = "SELECT count(*) FROM transcript_chunk"


def run(home: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "LISTENBACK_HOME": str(home)},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def ids_of(home: Path) -> set[bytes]:
    with sqlite3.connect(f"file:{home / 'listenback.db'}?mode=ro", uri=True) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM transcript_chunk")}


def test_killed_in_the_middle_a_long_call_is_not_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENBACK_SPEECH__CHUNK_SECONDS", "60")
    home, log = tmp_path / "home", tmp_path / "up.log"
    (tmp_path / "long.opus").write_bytes(encode_opus(tiled(SECONDS)))
    rows = ["external_id,started_at,consent,file", "L-1,2026-09-01,yes,long.opus"]
    (tmp_path / "calls.csv").write_text("\n".join(rows) + "\n")
    run(home, "init", "--admin", "ada@northlight.example")
    run(home, "ingest", "--manifest", str(tmp_path / "calls.csv"))
    run(home, "draw", "run", "--from", "2026-09-01", "--until", "2026-10-01", "--target", "1", "--strata", "none")

    process = start("up", "--port", free_port(), home=home, log=log)
    wait_until(partial(reached, home, CHUNKS, 2), process, within_s=WITHIN_S)
    assert kill_home(home) >= 1
    process.wait()
    kept = ids_of(home)
    assert 2 <= len(kept) < 8

    process = start("up", "--port", free_port(), home=home, log=log)
    wait_until(partial(reached, home, CHUNKS, len(kept) + 1), process, within_s=WITHIN_S)
    assert kept < ids_of(home)
    wait_until(partial(reached, home, "SELECT count(*) FROM transcript", 1), process, within_s=WITHIN_S)
    kill_home(home)
    process.wait()
    assert count(home, CHUNKS) == 0
    assert count(home, "SELECT attempt FROM job WHERE kind = 'process_recording'") == 2
    with sqlite3.connect(f"file:{home / 'listenback.db'}?mode=ro", uri=True) as connection:
        blob, seconds = connection.execute("SELECT audio_blob, duration_s FROM transcript").fetchone()
    assert seconds == SECONDS
    assert decode(home / "blobs" / blob[:2] / blob[2:4] / blob).duration_s == SECONDS
