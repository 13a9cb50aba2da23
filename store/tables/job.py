"""A step of work. The database is the only truth about it; the broker is a doorbell."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, Select, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class JobState(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    JobState.PENDING: frozenset({JobState.RUNNING, JobState.DEAD}),
    JobState.RUNNING: frozenset({JobState.RUNNING, JobState.PENDING, JobState.DONE, JobState.DEAD}),
    JobState.DONE: frozenset(),
    JobState.DEAD: frozenset({JobState.PENDING}),
}


class Job(Identified, Base):
    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index("ix_job_state_not_before", "state", "not_before"),
    )

    kind: Mapped[str]
    subject: Mapped[str]
    """Id of the row the work is about, with a suffix where the same row is worked on again."""
    queue: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[JobState] = mapped_column(one_of(JobState), default=JobState.PENDING)
    attempt: Mapped[int] = mapped_column(default=0)
    """Tries so far; the fencing token of the one that runs. It only ever rises."""
    forgiven: Mapped[int] = mapped_column(default=0)
    """Tries that do not count: before a person asked for another, or before work was kept that was done."""
    progress: Mapped[float] = mapped_column(default=0.0)
    """Share of the work that is done and kept, 0 to 1, where it is kept in parts."""
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    """When its message was last given to the broker."""
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    """When its last attempt began."""
    finished_at: Mapped[datetime | None]

    @classmethod
    def unfinished(cls) -> Select[Job]:
        return select(cls).where(cls.state.in_([JobState.PENDING, JobState.RUNNING]))

    @classmethod
    def is_held(cls, now: datetime) -> ColumnElement[bool]:
        """Somebody works on it and has shown it within the lease."""
        return (cls.state == JobState.RUNNING) & (cls.lease_until >= now)

    @classmethod
    def to_send(cls, now: datetime) -> Select[Job]:
        """Jobs that nobody was told of: they wait and were never sent, or their lease ran out since."""
        never = (cls.state == JobState.PENDING) & (cls.not_before <= now) & cls.sent_at.is_(None)
        left = (cls.state == JobState.RUNNING) & (cls.lease_until < now)
        return select(cls).where(never | (left & or_(cls.sent_at.is_(None), cls.sent_at < cls.lease_until)))

    @classmethod
    def waits_since(cls, before: datetime, now: datetime) -> Select[Job]:
        """Jobs that anybody may take and whose last message is older than `before`."""
        pending = (cls.state == JobState.PENDING) & (cls.not_before <= now)
        left = (cls.state == JobState.RUNNING) & (cls.lease_until < now)
        return select(cls).where(pending | left, cls.sent_at < before)
