"""One verifiable draw: the manifest's hash is fixed before the seed exists, and draws form one hash chain."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class DrawPurpose(StrEnum):
    CALLS = "calls"
    LABELS = "labels"
    EXCERPTS = "excerpts"


class SeedSource(StrEnum):
    SERVER = "server"
    DICE = "dice"
    BEACON = "beacon"


class DrawState(StrEnum):
    COMMITTED = "committed"
    REVEALED = "revealed"
    ABANDONED = "abandoned"


TRANSITIONS: dict[DrawState, frozenset[DrawState]] = {
    DrawState.COMMITTED: frozenset({DrawState.REVEALED, DrawState.ABANDONED}),
    DrawState.REVEALED: frozenset(),
    DrawState.ABANDONED: frozenset(),
}


class Draw(Identified, Base):
    __tablename__ = "draw"

    number: Mapped[int] = mapped_column(unique=True)
    purpose: Mapped[DrawPurpose] = mapped_column(one_of(DrawPurpose))
    subject: Mapped[str] = mapped_column(default="", index=True)
    """What is drawn for: the plan's name, the period, or the person and period of an excerpt draw."""
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("sampling_plan.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[DrawState] = mapped_column(one_of(DrawState), default=DrawState.COMMITTED)
    manifest: Mapped[list[Any]] = mapped_column(deferred=True, server_default=text("'[]'"))
    """Sorted lines of opaque id and stratum that were hashed; ids of erased calls stay as tombstones.

    It may have a hundred thousand lines, so it is read only where somebody asks for it.
    """
    listed: Mapped[int] = mapped_column(default=0, server_default="0")
    """Lines of the manifest, so that nobody has to read it to count them."""
    targets: Mapped[dict[str, Any]]
    """Calls to select by stratum, fixed with the manifest."""
    manifest_sha256: Mapped[str]
    committed_at: Mapped[datetime]
    seed_source: Mapped[SeedSource] = mapped_column(one_of(SeedSource))
    seed_named: Mapped[str] = mapped_column(default="")
    """For dice or a beacon: what was named before the hash, so that nobody could choose among seeds."""
    seed_hex: Mapped[str | None]
    revealed_at: Mapped[datetime | None]
    excluded: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Calls of the period outside the frame, counted by reason."""
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Frozen facts of this draw that estimates need later, such as score bands."""
    terms: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """What is published and hashed with the manifest: purpose, period, plan, calls left out. Empty in old draws."""
    previous_sha256: Mapped[str] = mapped_column(default="")
    record_sha256: Mapped[str] = mapped_column(default="")

    @property
    def is_unpredictable(self) -> bool:
        """Whether nobody here could know the seed: dice or a beacon, not our own random source."""
        return self.seed_source is not SeedSource.SERVER
