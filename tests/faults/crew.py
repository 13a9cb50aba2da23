"""`python -m tests.faults.crew worker|beat|web …`: a real process of Listenback that dies at a named place.

Only the speech model is replaced (unless FAULTS_SPEECH=real), so that many calls go round in little time. What happens
to it comes from the environment: FAULTS_DIE_AT are places, FAULTS_VICTIM who dies there, and in the folder
FAULTS_TOKENS whoever makes a place's file first is the one who dies. FAULTS_TWICE sends every message twice,
FAULTS_HEARS_S is how long a call is listened to.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from celery import Celery
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.cli import main
from store.disk_blobs import DiskBlobs
from store.remote_blobs import RemoteBlobs
from tests.fakes.speech import FakeSpeech
from worker import recording, run

PLACES = ("claimed", "file kept", "before commit", "after commit")
LINE = "the flyer you sent says one price and the bill says another my number is five five five zero one four two"


def die(place: str) -> None:
    """SIGKILL this process, or the worker above it as well; once at each place."""
    try:
        os.close(os.open(Path(os.environ["FAULTS_TOKENS"]) / place, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    if os.environ.get("FAULTS_VICTIM") == "worker":
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def dying_at(place: str) -> None:
    if place == "claimed":
        _before(run, "step_of", place)
    if place == "file kept":
        for kind in (DiskBlobs, RemoteBlobs):
            _after(kind, "put_file", place)
    if place in ("before commit", "after commit"):
        _marking(run, "finish")
        event.listen(Session, place.replace(" ", "_"), partial(_die_if_finishing, place))


def _die_if_finishing(place: str, session: Session) -> None:
    if session.info.get("finishing", False):
        die(place)


def _marking(owner: Any, name: str) -> None:
    """The session that writes a result is remembered; only its commit is deadly."""
    real: Callable[..., Any] = getattr(owner, name)

    def marked(session: Session, *arguments: Any, **named: Any) -> Any:
        session.info = {**session.info, "finishing": True}
        return real(session, *arguments, **named)

    setattr(owner, name, marked)


def _before(owner: Any, name: str, place: str) -> None:
    real: Callable[..., Any] = getattr(owner, name)

    def deadly(*arguments: Any, **named: Any) -> Any:
        die(place)
        return real(*arguments, **named)

    setattr(owner, name, deadly)


def _after(owner: Any, name: str, place: str) -> None:
    real: Callable[..., Any] = getattr(owner, name)

    def deadly(*arguments: Any, **named: Any) -> Any:
        done = real(*arguments, **named)
        die(place)
        return done

    setattr(owner, name, deadly)


class SlowSpeech(FakeSpeech):
    """Hears as long as FAULTS_HEARS_S says."""

    def hear(self, *arguments: Any, **named: Any) -> Any:
        time.sleep(float(os.environ.get("FAULTS_HEARS_S", "0")))
        return super().hear(*arguments, **named)


def heard() -> FakeSpeech:
    return SlowSpeech().says("agent", "good morning", at=0.1).says("customer", LINE, at=0.9)


def _twice() -> None:
    real = Celery.send_task

    def twice(self: Celery, *arguments: Any, **named: Any) -> Any:
        real(self, *arguments, **named)
        return real(self, *arguments, **named)

    Celery.send_task = twice


if __name__ == "__main__":
    if os.environ.get("FAULTS_SPEECH") != "real":
        recording.loaded_engine = lambda *_: heard()  # type: ignore[assignment]
    if "FAULTS_TWICE" in os.environ:
        _twice()
    for place in filter(None, os.environ.get("FAULTS_DIE_AT", "").split(",")):
        assert place in PLACES
        dying_at(place)
    sys.argv[0] = str(Path(sys.argv[0]).with_name("listenback"))
    main()
