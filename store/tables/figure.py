"""A published figure: an immutable row. A better model makes a new version, never an edit."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint
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
    PER_THOUSAND = "per_thousand"
    """Calls per 1,000 customers and month."""


class Subject(StrEnum):
    """What the calls of a figure have in common."""

    CAUSE = "cause"
    OWNER = "owner"
    """All causes that one executive owns."""
    DRIVER = "driver"
    """A campaign or incident found in calls that people attribute to its owner's causes."""
    AVOIDABLE = "avoidable"
    """All causes that a better company would not have: the one number that every department shares."""


class Figure(Identified, Base):
    __tablename__ = "figure"
    __table_args__ = (
        UniqueConstraint(
            "measure",
            "subject",
            "subject_id",
            "queue",
            "product",
            "starts_at",
            "ends_at",
            "grain",
            "version",
            name="uq_figure",
        ),
        Index("ix_figure_subject_ends_at", "subject", "ends_at"),
    )

    measure: Mapped[Measure] = mapped_column(one_of(Measure))
    subject: Mapped[Subject] = mapped_column(one_of(Subject), default=Subject.CAUSE)
    subject_id: Mapped[str]
    """The cause's id, the owner's, `campaign/<id>`, or `all`."""
    cause_id: Mapped[str | None] = mapped_column(ForeignKey("cause.id"), index=True)
    """Only where the subject is a cause."""
    queue: Mapped[str] = mapped_column(default="")
    """The population: calls of this queue, or of all where it is empty."""
    product: Mapped[str] = mapped_column(default="", server_default="")
    """The population: calls about this product, or about all where it is empty."""
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

    @classmethod
    def headline(cls) -> ColumnElement[bool]:
        """Figures of single causes over all queues: what pages and digests say first."""
        return (cls.subject == Subject.CAUSE) & cls.of_calls()

    @classmethod
    def of_calls(cls, *, queue: str = "", product: str = "") -> ColumnElement[bool]:
        """Figures of one population: all calls, those of a queue, or those about a product."""
        return (cls.queue == queue) & (cls.product == product)

    @property
    def population(self) -> str:
        """Queue or product whose calls alone are meant; empty for all."""
        return self.queue or self.product

    @property
    def is_enough(self) -> bool:
        return self.value is not None
