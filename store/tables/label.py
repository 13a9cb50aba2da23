"""What a person says caused a call. Never overwritten: a correction is a new row."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class LabelPurpose(StrEnum):
    """Why the call was put before a person. Only `estimation` and `double_coding` were drawn at random."""

    ESTIMATION = "estimation"
    DOUBLE_CODING = "double_coding"
    TRAINING = "training"
    DISPUTE = "dispute"
    CORRECTION = "correction"
    CALIBRATION = "calibration"
    GOLD = "gold"
    THIRD_OPINION = "third_opinion"
    """Blind, by somebody else, where two people named different causes."""
    SETTLEMENT = "settlement"
    """The third person's word after seeing all three."""


UNDO_FOR = timedelta(minutes=10)
"""As long as a label can be taken back its giver stays blind, so that a second try is as blind as the first."""

BLIND = frozenset(LabelPurpose) - {LabelPurpose.CORRECTION, LabelPurpose.SETTLEMENT}
"""Given at the desk without seeing what a model or anybody else said."""

COUNTING = (
    LabelPurpose.ESTIMATION,
    LabelPurpose.TRAINING,
    LabelPurpose.DISPUTE,
    LabelPurpose.CORRECTION,
    LabelPurpose.SETTLEMENT,
)
"""The newest of these is what a call is put down to and what a model learns; the others check people."""


class LabelOrigin(StrEnum):
    DESK = "desk"
    IMPORTED = "imported"
    API = "api"


class Label(Identified, Base):
    __tablename__ = "label"
    __table_args__ = (
        CheckConstraint("probability IS NULL OR (probability > 0 AND probability <= 1)", "probability"),
        Index("ix_label_call_id_labelled_at", "call_id", "labelled_at"),
        Index("uq_label_submission_id", "submission_id", unique=True),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    cause_id: Mapped[str] = mapped_column(ForeignKey("cause.id"), index=True)
    secondary_cause_id: Mapped[str | None] = mapped_column(ForeignKey("cause.id"))
    annotator_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    labelled_at: Mapped[datetime]
    purpose: Mapped[LabelPurpose] = mapped_column(one_of(LabelPurpose))
    origin: Mapped[LabelOrigin] = mapped_column(one_of(LabelOrigin))
    draw_id: Mapped[UUID | None] = mapped_column(ForeignKey("draw.id"), index=True)
    """The label draw that served this call; none for labels outside figures."""
    probability: Mapped[float | None]
    """Probability by which the label draw chose the call among the drawn calls."""
    is_blind: Mapped[bool]
    """No prediction, no suggestion and nobody else's label was shown."""
    quote: Mapped[str] = mapped_column(default="")
    quote_start_ms: Mapped[int | None]
    quote_end_ms: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    """For `unknown`: why no cause could be named."""
    agent_lacked_knowledge: Mapped[bool] = mapped_column(default=False)
    guide_version: Mapped[int] = mapped_column(default=1)
    submission_id: Mapped[UUID | None]
    """Made by the form it was given on: sent twice, over a broken line, it is one label."""
    withdrawn_at: Mapped[datetime | None]
    """Undo: the row stays, figures and training leave it out."""
