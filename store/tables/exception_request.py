"""Somebody wants to promise what is outside the standard; three departments have a voice, and the decision is kept."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class RequestState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    RequestState.OPEN: frozenset({RequestState.APPROVED, RequestState.REFUSED, RequestState.WITHDRAWN}),
    RequestState.APPROVED: frozenset(),
    RequestState.REFUSED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
}


class VoiceOf(StrEnum):
    OPERATIONS = "operations"
    CUSTOMER_CARE = "customer_care"
    SALES = "sales"


class ExceptionRequest(Identified, Base):
    __tablename__ = "exception_request"
    __table_args__ = (
        CheckConstraint("decided_by_id <> asked_by_id", "decided_by_somebody_else"),
        CheckConstraint("(state = 'approved') = (exception_id IS NOT NULL)", "approved_is_registered"),
    )

    promise: Mapped[str]
    offering_id: Mapped[str | None] = mapped_column(ForeignKey("offering.id"))
    why: Mapped[str]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    state: Mapped[RequestState] = mapped_column(one_of(RequestState), default=RequestState.OPEN, index=True)
    decision: Mapped[str] = mapped_column(default="")
    """Why it was decided so."""
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    exception_id: Mapped[str | None] = mapped_column(ForeignKey("promise_exception.id"))
    """The approved exception, which the promise check reads from then on."""


class ExceptionVoice(Identified, Base):
    __tablename__ = "exception_voice"
    __table_args__ = (UniqueConstraint("request_id", "voice_of"),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("exception_request.id"))
    voice_of: Mapped[VoiceOf] = mapped_column(one_of(VoiceOf))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    is_for: Mapped[bool]
    text: Mapped[str]
    said_at: Mapped[datetime]
