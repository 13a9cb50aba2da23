"""Start a process group, let it get somewhere, and kill all of it at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments: str, home: Path, log: Path) -> subprocess.Popen[bytes]:
    """`listenback …` in a process group of its own, as a terminal would start it."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "app.cli", *arguments],
            cwd=ROOT,
            stdout=output,
            stderr=output,
            env={**os.environ, "LISTENBACK_HOME": str(home)},
            start_new_session=True,
        )


def wait_until(reached: Callable[[], bool], process: subprocess.Popen[bytes], *, within_s: float) -> None:
    """Returns when `reached`; raises AssertionError when the process ends or the time is up before."""
    deadline = time.monotonic() + within_s
    while not reached():
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline, "it did not get there in time"
        time.sleep(0.2)


def kill_home(home: Path) -> int:
    """SIGKILL every process that works in a home, pool children too. Returns how many."""
    killed = 0
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"LISTENBACK_HOME={home}".encode() in path.read_bytes().split(b"\0"):
                os.kill(int(path.parent.name), signal.SIGKILL)
                killed += 1
        except (OSError, ValueError):  # it ended meanwhile, or is not ours to read
            continue
    return killed
