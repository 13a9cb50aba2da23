"""A trained cause model: its file, what it learned from and how well it does."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of

SEED, TRAINED = "seed", "trained"


class ModelState(StrEnum):
    CHALLENGER = "challenger"
    CHAMPION = "champion"
    RETIRED = "retired"


TRANSITIONS: dict[ModelState, frozenset[ModelState]] = {
    ModelState.CHALLENGER: frozenset({ModelState.CHAMPION, ModelState.RETIRED}),
    ModelState.CHAMPION: frozenset({ModelState.RETIRED}),
    ModelState.RETIRED: frozenset({ModelState.CHAMPION}),
}


class ModelVersion(Identified, Base):
    __tablename__ = "model_version"

    number: Mapped[int] = mapped_column(unique=True)
    state: Mapped[ModelState] = mapped_column(one_of(ModelState), default=ModelState.CHALLENGER)
    origin: Mapped[str]
    """`seed` for the shipped cold-start model, `trained` for one from this company's labels."""
    blob: Mapped[str | None]
    labels_sha256: Mapped[str] = mapped_column(default="")
    labels_until: Mapped[datetime | None]
    """Start of the latest call it learned from: a period's figures use a champion of earlier calls only."""
    metrics: Mapped[dict[str, Any]] = mapped_column(default=dict)
    trained_at: Mapped[datetime]
    promoted_at: Mapped[datetime | None]
    """When it last became champion; None for one that never was."""

    @property
    def is_seed(self) -> bool:
        """Whether its answers are suggestions of a model that has seen no label of this company."""
        return self.origin == SEED

    @classmethod
    def champion(cls) -> "Select[ModelVersion]":
        return select(cls).where(cls.state == ModelState.CHAMPION)
