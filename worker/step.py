"""What a step of the loop is: work outside any transaction, then one write."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from settings.settings import Settings
from store.installation import Installation
from worker.jobs import Claim

Write = Callable[[Session, datetime], None]
"""Writes the result in the transaction that also finishes the job."""

Work = Callable[[Installation, Claim], Write]
GiveUp = Callable[[Session, Claim, str, str, datetime, Settings], None]
"""Called with a stable reason and a message when the job is dead, to tell it on the subject's own row."""


def tell_nobody(
    _session: Session, _claim: Claim, _reason: str, _message: str, _now: datetime, _settings: Settings
) -> None:
    """The job's own reason is enough: nothing else waits for this work."""


def write_nothing(_session: Session, _now: datetime) -> None:
    """What was done is told by other rows, or by none."""


@dataclass(frozen=True)
class Step:
    work: Work
    give_up: GiveUp = tell_nobody
