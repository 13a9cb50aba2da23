"""What a model says caused a call: one row for each call and model version."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import JSON_OR_NULL, Base, Identified
from store.tables.model_version import ModelState, ModelVersion


class Prediction(Identified, Base):
    __tablename__ = "prediction"
    __table_args__ = (UniqueConstraint("call_id", "model_version_id"),)

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    model_version_id: Mapped[UUID] = mapped_column(ForeignKey("model_version.id"), index=True)
    cause_id: Mapped[str] = mapped_column(ForeignKey("cause.id"), index=True)
    """The likeliest cause, or the one a certain rule names."""
    probabilities: Mapped[dict[str, Any]]
    """Probability by cause; they sum to 1."""
    machine_probabilities: Mapped[dict[str, Any] | None] = mapped_column(JSON_OR_NULL)
    """Where a person corrected the words: what the model says of those the machine heard. Figures use these.

    Calls at the desk are the ones that get corrected; a model that reads them better than all others would bend the
    figures towards what is labelled.
    """
    rule: Mapped[str] = mapped_column(default="")
    """Name of the certain rule that decided above the model, such as `offer code read aloud`."""
    evidence: Mapped[list[Any]] = mapped_column(default=list)
    """`{speaker, start_ms, end_ms, text, weight}`: the turns that carry the prediction, strongest first."""
    reasons: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    """What a suggestion of a new installation rests on, in words; empty for a trained model."""
    words: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    """`{word, share}`: words of the call that speak for the cause, and their part of all that does."""
    neighbours: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    """`{call_id, nearness}`: the labelled calls the model learned from that are most alike."""
    predicted_at: Mapped[datetime]

    @classmethod
    def of_champion(cls, call_id: UUID) -> "Select[Prediction, ModelVersion]":
        return (
            select(cls, ModelVersion)
            .join(ModelVersion, ModelVersion.id == cls.model_version_id)
            .where(cls.call_id == call_id, ModelVersion.state == ModelState.CHAMPION)
        )

    def origin_under(self, version: ModelVersion) -> Literal["suggestion", "model", "rule"]:
        """Who says so: a certain rule, the guess of a new installation, or a model that learned from labels."""
        if self.rule:
            return "rule"
        return "suggestion" if version.is_seed else "model"
