"""A support call as the contact centre recorded it: who rang when, never what was said."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    and_,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class Consent(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Direction(StrEnum):
    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CallState(StrEnum):
    """Where a call is on the street. Only drawn calls travel further than `received`."""

    RECEIVED = "received"
    EXCLUDED = "excluded"
    DRAWN = "drawn"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class WhyExcluded(StrEnum):
    """Why a person took a call out. Its cause is no reason: that would choose the figures."""

    TEST_CALL = "test_call"
    WRONG_RECORDING = "wrong_recording"
    INTERNAL_CALL = "internal_call"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    ANOTHER_REASON = "another_reason"


ERASED = "erased"
"""Reason of a call that was erased: nothing that was said or could name anybody is left of it."""

FOR_GOOD = frozenset({*WhyExcluded, ERASED}) - {WhyExcluded.TEST_CALL}
"""Reasons that a record which comes again does not change; a test call is one by its own record."""

TRANSITIONS: dict[CallState, frozenset[CallState]] = {
    CallState.RECEIVED: frozenset({CallState.EXCLUDED, CallState.DRAWN}),
    CallState.EXCLUDED: frozenset({CallState.RECEIVED}),
    CallState.DRAWN: frozenset({CallState.DONE, CallState.SKIPPED, CallState.FAILED}),
    CallState.DONE: frozenset({CallState.DRAWN}),
    CallState.SKIPPED: frozenset({CallState.DRAWN}),
    CallState.FAILED: frozenset({CallState.DRAWN}),
}


HAS_REASON = text("reason <> ''")
_TAKEN_BACK = text("consent_withdrawn_at IS NOT NULL AND erased_at IS NULL")


class Call(Identified, Base):
    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("duration_s >= 0", "duration"),
        CheckConstraint("handle_s >= 0", "handle"),
        Index("ix_call_started_at_id", "started_at", "id"),
        Index("ix_call_state_started_at", "state", "started_at"),
        Index(
            "ix_call_consent_withdrawn_at",
            "consent_withdrawn_at",
            sqlite_where=_TAKEN_BACK,
            postgresql_where=_TAKEN_BACK,
        ),
        Index(
            "ix_call_reason_started_at", "reason", "started_at", sqlite_where=HAS_REASON, postgresql_where=HAS_REASON
        ),
    )

    external_id: Mapped[str] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    duration_s: Mapped[int]
    handle_s: Mapped[int]
    queue: Mapped[str] = mapped_column(default="")
    agent: Mapped[str] = mapped_column(default="")
    customer_hash: Mapped[str] = mapped_column(default="", index=True)
    direction: Mapped[Direction] = mapped_column(one_of(Direction), default=Direction.INBOUND)
    dialled_number: Mapped[str] = mapped_column(default="")
    consent: Mapped[Consent] = mapped_column(one_of(Consent), default=Consent.UNKNOWN)
    is_test: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    duplicate_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    state: Mapped[CallState] = mapped_column(one_of(CallState), default=CallState.RECEIVED)
    reason: Mapped[str] = mapped_column(default="")
    """Stable code behind `excluded`, `skipped` and `failed`, such as `no_consent` or `not_audio`."""
    message: Mapped[str] = mapped_column(default="")
    """The reason in words, with the remedy, as it stands on the call's page."""
    received_at: Mapped[datetime]
    consent_withdrawn_at: Mapped[datetime | None]
    """When the customer took back what `consent` says they gave."""
    erased_at: Mapped[datetime | None]
    """Since then it is a tombstone."""
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """Further columns of its record, by name: those alone that the setting `ingest.metadata_fields` lists."""

    @classmethod
    def in_frame(cls, starts_at: datetime, ends_at: datetime) -> Select[Call]:
        """The calls of a period that a draw may select: nothing was excluded from them."""
        return select(cls).where(cls.started_at >= starts_at, cls.started_at < ends_at, cls.state != CallState.EXCLUDED)

    @classmethod
    def because(cls, reason: str | ColumnElement[str]) -> ColumnElement[bool]:
        """Calls with this reason. That it is not empty is said too: SQLite sees then that the partial index will do."""
        return and_(cls.reason == reason, cls.reason != literal_column("''"))

    @classmethod
    def is_done(cls) -> ColumnElement[bool]:
        """For calls that labels, draws or queues name: said so that SQLite does not walk all calls in this state."""
        return func.coalesce(cls.state, cls.state) == CallState.DONE

    @classmethod
    def started_within(cls, starts_at: datetime, ends_at: datetime) -> ColumnElement[bool]:
        """For calls that something smaller names: said so that SQLite does not walk all calls of the period."""
        started_at = func.coalesce(cls.started_at, cls.started_at)
        return and_(started_at >= starts_at, started_at < ends_at)

    def moves_to(self, state: CallState, *, reason: str = "", message: str = "") -> None:
        """Take one step of `TRANSITIONS`. Raises ValueError for any other."""
        if state is not self.state and state not in TRANSITIONS[self.state]:
            raise ValueError(f"call {self.id} cannot go from {self.state} to {state}")
        self.state, self.reason, self.message = state, reason, message


PRODUCT: Final = Call.extra["product"].as_string()
"""What the call was about, kept where the setting `ingest.metadata_fields` lists `product`; else NULL."""
