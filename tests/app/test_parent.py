"""Children do not outlive the command that started them, even where it had no time to stop them."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.killing import ROOT, start, wait_until

CHILD = "import time; from app.parent import end_with_parent; end_with_parent({grace}); {before}time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "


def child(*, grace: float = 60, before: str = "") -> "subprocess.Popen[bytes]":
    program = CHILD.format(grace=grace, before=before + "print('up', flush=True); ")
    started = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )
    assert started.stdout is not None
    started.stdout.readline()
    return started


@pytest.mark.parametrize(
    ("program", "ended_by"),
    [(child, signal.SIGTERM), (lambda: child(grace=0.1, before=DEAF), signal.SIGKILL)],
    ids=["asked", "killed after the grace"],
)
def test_a_child_ends_when_its_parent_is_gone(
    program: Callable[[], "subprocess.Popen[bytes]"], ended_by: signal.Signals
) -> None:
    with program() as started:
        assert started.poll() is None
        assert started.stdin is not None
        started.stdin.close()  # as the kernel does for a parent that was killed
        assert started.wait(30) == -ended_by


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(home: Path) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if f"LISTENBACK_HOME={home}".encode() in (path / "environ").read_bytes().split(b"\0"):
                found.append(int(path.name))
        except OSError:  # it ended meanwhile
            continue
    return found


@pytest.mark.slow
def test_worker_and_clock_of_a_killed_command_end_with_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = start("up", "--home", str(home), "--port", str(free_port()), home=home, log=tmp_path / "up.log")
    wait_until(lambda: len(processes_of(home)) >= 4, command, within_s=90)  # itself, worker, its pool, clock
    command.send_signal(signal.SIGKILL)
    command.wait()
    deadline = time.monotonic() + 60
    while processes_of(home) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert processes_of(home) == []
