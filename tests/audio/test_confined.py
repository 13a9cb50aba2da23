"""Recordings are read in a child process that a bad one can break without harm to anybody else."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from audio.confined import ConfinedDecoder, Confinement
from audio.decode import Limits, SoundStream, decode
from audio.errors import AudioError
from tests.factories.sounds import file_bytes, noise, sound, tone, wav_bytes

ROOT = Path(__file__).resolve().parents[2]
NO_DATA_FRAME = b"\x7c"
"""An AMR frame that says nothing: one byte for 20 ms."""


@pytest.fixture(scope="module")
def decoder() -> Iterator[ConfinedDecoder]:
    with ConfinedDecoder() as shared:
        yield shared


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """Four seconds of both sides; the agent speaks louder."""
    path = tmp_path / "call.wav"
    path.write_bytes(wav_bytes(sound(noise(4.0, 0.2), tone(4.0, 300, 0.1))))
    return path


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not yet waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_it_gives_the_very_samples_that_decoding_here_would_give(decoder: ConfinedDecoder, call: Path) -> None:
    there, here = decoder.decode(call), decode(call)
    assert np.array_equal(there.samples, here.samples)
    assert (there.truncated, there.container_duration_s) == (here.truncated, here.container_duration_s)


def test_it_streams_block_by_block_and_then_says_how_it_ended(decoder: ConfinedDecoder, tmp_path: Path) -> None:
    content = file_bytes(sound(noise(6.0), rate=16_000), "flac")
    path = tmp_path / "half.flac"
    path.write_bytes(content[: len(content) // 2])
    stream, same = decoder.stream(path), SoundStream(path, Limits())
    blocks, expected = list(stream), list(same)
    assert len(blocks) > 1
    assert np.array_equal(np.concatenate(blocks, axis=1), np.concatenate(expected, axis=1))
    assert stream.truncated
    assert stream.container_duration_s == same.container_duration_s == pytest.approx(6.0)


def test_one_child_reads_one_recording_after_the_other(decoder: ConfinedDecoder, call: Path) -> None:
    decoder.decode(call)
    first = decoder.child_pid
    with pytest.raises(AudioError):
        decoder.decode(call, limits=Limits(max_seconds=1))
    decoder.decode(call)
    assert decoder.child_pid == first is not None


def test_its_refusals_read_like_those_of_decoding_here(decoder: ConfinedDecoder, tmp_path: Path) -> None:
    for content in (b"", b"Dear customer", b"fLaC" + bytes(400), b"#EXTM3U\n"):
        path = tmp_path / "call.wav"
        path.write_bytes(content)
        with pytest.raises(AudioError) as here:
            decode(path)
        with pytest.raises(AudioError) as there:
            decoder.decode(path)
        assert (type(there.value), str(there.value)) == (type(here.value), str(here.value))


def test_who_has_heard_enough_may_stop_and_ask_for_the_next(decoder: ConfinedDecoder, tmp_path: Path) -> None:
    long = tmp_path / "long.wav"
    long.write_bytes(wav_bytes(sound(noise(120.0))))
    first = next(iter(decoder.stream(long)))
    assert first.shape[1] < 40_000
    assert decoder.decode(long).duration_s == 120.0


def test_the_recording_asked_for_last_is_read(decoder: ConfinedDecoder, call: Path) -> None:
    """A reading that nobody ended, as an exception's traceback may hold it, is in nobody's way."""
    unfinished = iter(decoder.stream(call, rate=48_000))
    next(unfinished)
    assert decoder.decode(call).channels == 2
    with pytest.raises(RuntimeError, match="another recording"):
        list(unfinished)
    assert decoder.decode(call).channels == 2


def test_a_child_that_breaks_down_is_a_reason_and_the_next_recording_gets_a_new_one(call: Path) -> None:
    with ConfinedDecoder() as decoder:
        reading = iter(decoder.stream(call, rate=48_000))
        next(reading)
        broken = decoder.child_pid
        assert broken is not None
        os.kill(broken, signal.SIGSEGV)
        with pytest.raises(AudioError, match="SIGSEGV") as caught:
            list(reading)
        assert caught.value.reason == "decoder_crashed"
        assert decoder.decode(call).channels == 2
        assert decoder.child_pid not in {broken, None}


def test_a_child_that_stops_answering_is_not_waited_for_beyond_the_limit(call: Path) -> None:
    with ConfinedDecoder(Confinement(wall_seconds=0.2)) as decoder:
        with decoder.lent_child() as child:
            os.kill(child.pid, signal.SIGSTOP)
        with pytest.raises(AudioError) as caught:
            decoder.decode(call)
        assert caught.value.reason == "too_slow"
        assert decoder.child_pid is None


@pytest.mark.slow
def test_a_recording_that_takes_too_much_computing_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "call.amr"
    path.write_bytes(b"#!AMR\n" + NO_DATA_FRAME * 500_000)
    with ConfinedDecoder(Confinement(cpu_seconds=0)) as decoder:
        with pytest.raises(AudioError, match="0 seconds of computing") as caught:
            decoder.decode(path)
        assert caught.value.reason == "too_slow"


def test_the_child_can_open_no_file_and_no_connection_and_knows_no_secret(
    call: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISTENBACK_SECRET_KEY", "do not tell")
    with ConfinedDecoder() as decoder:
        reading = iter(decoder.stream(call, rate=48_000))
        next(reading)
        process = Path(f"/proc/{decoder.child_pid}")
        limits = (process / "limits").read_text()
        files = len(list((process / "fd").iterdir()))
        assert f"Max open files            {files}" in limits
        assert "Max core file size        0" in limits
        assert b"do not tell" not in (process / "environ").read_bytes()


def test_the_child_ends_with_its_parent(call: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from audio.confined import ConfinedDecoder\n"
        "decoder = ConfinedDecoder(); decoder.decode(Path(sys.argv[1])); print(decoder.child_pid, flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(call)], stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
    deadline = time.monotonic() + 30
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(child)
