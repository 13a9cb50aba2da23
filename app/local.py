"""Worker and clock as child processes of one command, for the embedded default."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.lock import sole_use
from settings.clock import utc_now
from settings.errors import ListenbackError
from settings.settings import Settings
from store.installation import Installation
from worker.front import take_over

STOP_WITHIN_S = 20


class ChildDiedError(ListenbackError):
    code = "child_died"


@contextmanager
def running_workers(installation: Installation, *, concurrency: int) -> Iterator["Crew"]:
    """A worker on both queues and the clock; they are stopped, and waited for, on the way out.

    Raises HomeInUseError when another crew works in this home.
    """
    with sole_use(installation.settings.home):
        if not installation.settings.broker_url:
            take_over(installation, now=utc_now())
        crew = Crew(installation.settings, concurrency)
        try:
            yield crew
        finally:
            crew.stop()


class Crew:
    """The child processes of one installation."""

    def __init__(self, settings: Settings, concurrency: int) -> None:
        self.logs = settings.home / "logs"
        self.logs.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "LISTENBACK_HOME": str(settings.home)}
        worker = ["worker", "--queue", "speech", "--queue", "light", "--concurrency", str(concurrency)]
        self.children = {
            "worker": self._start("worker", worker, environment),
            "clock": self._start("clock", ["beat"], environment),
        }

    def check(self) -> None:
        """Raises ChildDiedError, naming the log, when a child is gone."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise ChildDiedError(
                    f"the {name} stopped with code {child.returncode}.", remedy=f"See {self.logs / name}.log."
                )

    def stop(self) -> None:
        """Ask the main processes to end, and kill those that do not within the deadline."""
        for child in self.children.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in self.children.values():
            try:
                child.wait(STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)  # with the pool's processes, which it leads
                child.wait()

    def _start(self, name: str, arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        with (self.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own command with our own arguments
                [sys.executable, "-m", "app.cli", *arguments, "--end-with-parent"],
                stdin=subprocess.PIPE,  # held open by us: its end tells the child that we are gone (app.parent)
                stdout=log,
                stderr=log,
                env=environment,
                cwd=Path(__file__).resolve().parent.parent,
                start_new_session=True,  # Ctrl-C reaches only us; we stop the children in order
            )
