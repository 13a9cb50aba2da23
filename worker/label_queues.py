"""The queues of the desk seen together, and filled, whichever door asks."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts import audit
from classify.queueing import QueueError, check_count, queue_calibration, queue_gold
from classify.queues import QUEUES, counts_of, disagreements, skipped_calls
from store.tables.assignment import Assignment, AssignmentState
from store.tables.dispute import Dispute, DisputeState
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person
from worker.training_queue import ask_for_training_calls

SHOWN = (
    LabelPurpose.DISPUTE,
    LabelPurpose.CALIBRATION,
    LabelPurpose.THIRD_OPINION,
    LabelPurpose.ESTIMATION,
    LabelPurpose.DOUBLE_CODING,
    LabelPurpose.GOLD,
    LabelPurpose.TRAINING,
)


@dataclass(frozen=True)
class QueueCount:
    """`waiting` is the size of the set for calibration and gold, which never empty."""

    purpose: LabelPurpose
    waiting: int
    labelled: int


@dataclass(frozen=True)
class QueueCounts:
    queues: tuple[QueueCount, ...]
    held: int
    """Calls that are on a desk now."""
    skipped: int
    """Drawn calls that somebody skipped and nobody labelled."""


def queue_counts(session: Session) -> QueueCounts:
    held = select(func.count()).where(Assignment.state == AssignmentState.OPEN)
    waiting, labelled = _waiting(session), _labelled(session)
    return QueueCounts(
        tuple(QueueCount(purpose, waiting[purpose], labelled.get(_answer(purpose), 0)) for purpose in SHOWN),
        held=session.scalar(held) or 0,
        skipped=len(skipped_calls(session)),
    )


def fill_queue(
    session: Session, purpose: LabelPurpose, *, count: int, by: Person | None, now: datetime, rng: Random
) -> int | None:
    """Add calls: calibration and gold at random at once, training by a worker (None). Raises QueueError."""
    queued: int | None = None
    if purpose is LabelPurpose.CALIBRATION:
        queued = len(queue_calibration(session, count=count, by=by, now=now, rng=rng))
    elif purpose is LabelPurpose.GOLD:
        queued = len(queue_gold(session, count=count, by=by, now=now, rng=rng))
    elif purpose is LabelPurpose.TRAINING:
        ask_for_training_calls(session, count=check_count(count), now=now)
    else:
        raise QueueError(f"the queue {purpose} fills itself.", remedy="Only calibration, gold and training do not.")
    audit.record(session, by=by, action="filled queue", subject=f"queue:{purpose}", details={"count": count}, now=now)
    return queued


def _waiting(session: Session) -> dict[LabelPurpose, int]:
    open_disputes = select(func.count()).where(Dispute.state == DisputeState.OPEN)
    calls = {purpose: queue() for purpose, queue in QUEUES.items()} | {LabelPurpose.THIRD_OPINION: disagreements()}
    counts = dict(zip(calls, counts_of(session, list(calls.values())), strict=True))
    return counts | {LabelPurpose.DISPUTE: session.scalar(open_disputes) or 0}


def _labelled(session: Session) -> dict[LabelPurpose, int]:
    counted = select(Label.purpose, func.count()).where(Label.withdrawn_at.is_(None)).group_by(Label.purpose)
    return {purpose: labels for purpose, labels in session.execute(counted)}


def _answer(purpose: LabelPurpose) -> LabelPurpose:
    """Purpose of the labels that empty a queue."""
    return LabelPurpose.SETTLEMENT if purpose is LabelPurpose.THIRD_OPINION else purpose
