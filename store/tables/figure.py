"""A published figure: an immutable row. A better model makes a new version, never an edit."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class Measure(StrEnum):
    SHARE = "share"
    """Share of the frame's calls, 0–1."""
    CALLS = "calls"
    """Calls of the frame."""
    MINUTES = "minutes"
    """Handle minutes of the frame."""
    COST = "cost"
    """In the installation's currency."""


class Figure(Identified, Base):
    __tablename__ = "figure"
    __table_args__ = (UniqueConstraint("measure", "cause_id", "starts_at", "ends_at", "grain", "version"),)

    measure: Mapped[Measure] = mapped_column(one_of(Measure))
    cause_id: Mapped[str] = mapped_column(ForeignKey("cause.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    grain: Mapped[str]
    """`period` for the whole draw, `weeks` for one bar of the chart (weeks are pooled until there is enough)."""
    version: Mapped[int]
    value: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    """All three empty: not enough calls yet."""
    estimator: Mapped[str]
    labelled: Mapped[int]
    """n: calls labelled by people, blind."""
    drawn: Mapped[int]
    """N: calls drawn."""
    frame: Mapped[int]
    """M: calls of the frame."""
    effective_n: Mapped[float | None]
    human_value: Mapped[float | None]
    human_low: Mapped[float | None]
    human_high: Mapped[float | None]
    nonresponse: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Drawn calls without an outcome, by reason, and worst-case bounds above 5 %."""
    model_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("model_version.id"))
    taxonomy_version: Mapped[int]
    published_at: Mapped[datetime]

    @property
    def is_enough(self) -> bool:
        return self.value is not None
