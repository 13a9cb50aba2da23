"""A job that only proves that its queue is worked: liveness is work done, not a process that is up."""

from datetime import datetime

from sqlalchemy.orm import Session

from store.installation import Installation
from worker.jobs import Claim
from worker.step import Write


def sing(_installation: Installation, _claim: Claim) -> Write:
    def write(_session: Session, _now: datetime) -> None:
        """The finished job is the song."""

    return write
