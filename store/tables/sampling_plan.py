"""A stated plan by which calls are drawn."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified


class SamplingPlan(Identified, Base):
    __tablename__ = "sampling_plan"

    name: Mapped[str] = mapped_column(unique=True)
    stratum_field: Mapped[str] = mapped_column(default="queue")
    """Field of the call that names its stratum; empty for one stratum."""
    target: Mapped[int | None]
    """Calls a draw takes; else `rate` decides."""
    rate: Mapped[float | None]
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Targets or rates of single strata, and the monthly cap."""
    created_at: Mapped[datetime]
