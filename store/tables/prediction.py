"""What a model says caused a call: one row for each call and model version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class Prediction(Identified, Base):
    __tablename__ = "prediction"
    __table_args__ = (UniqueConstraint("call_id", "model_version_id"),)

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    model_version_id: Mapped[UUID] = mapped_column(ForeignKey("model_version.id"), index=True)
    cause_id: Mapped[str] = mapped_column(ForeignKey("cause.id"), index=True)
    """The likeliest cause, or the one a certain rule names."""
    probabilities: Mapped[dict[str, Any]]
    """Probability by cause; they sum to 1."""
    rule: Mapped[str] = mapped_column(default="")
    """Name of the certain rule that decided above the model, such as `offer code read aloud`."""
    evidence: Mapped[list[Any]] = mapped_column(default=list)
    """`{speaker, start_ms, end_ms, text, weight}`: the turns that carry the prediction, strongest first."""
    predicted_at: Mapped[datetime]
