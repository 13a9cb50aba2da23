"""A request to erase a call or all of a customer, what became of it, and its proof."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class ErasureState(StrEnum):
    PENDING = "pending"
    HELD = "held"
    """What is left of it is under a legal hold; it goes on when the hold is lifted."""
    DONE = "done"
    FAILED = "failed"
    """Something was still found at the end, or could not be deleted; the clock tries again every hour."""


TRANSITIONS: dict[ErasureState, frozenset[ErasureState]] = {
    ErasureState.PENDING: frozenset({ErasureState.HELD, ErasureState.DONE, ErasureState.FAILED}),
    ErasureState.HELD: frozenset({ErasureState.PENDING}),
    ErasureState.FAILED: frozenset({ErasureState.PENDING}),
    ErasureState.DONE: frozenset(),
}


class ErasureWhy(StrEnum):
    CALL = "call"
    CUSTOMER = "customer"
    CONSENT = "consent"
    """The customer took their consent back."""
    REPLAY = "replay"
    """It was erased before, and a backup brought it back."""


class Erasure(Identified, Base):
    """Until it is done it knows what to look for; afterwards it holds opaque ids, counts and hashes alone."""

    __tablename__ = "erasure"

    why: Mapped[ErasureWhy] = mapped_column(one_of(ErasureWhy))
    state: Mapped[ErasureState] = mapped_column(one_of(ErasureState), default=ErasureState.PENDING, index=True)
    channel: Mapped[str]
    """The door by which it was asked for: `page`, `command_line`, `api`, `import`, `clock`."""
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """None for the installation's own command line and its clock."""
    asked_at: Mapped[datetime]
    customer_hash: Mapped[str] = mapped_column(default="")
    """Emptied when it is done."""
    call_ids: Mapped[list[Any]] = mapped_column(default=list)
    """Opaque ids of the calls that it is about, in hex."""
    needles: Mapped[list[Any]] = mapped_column(default=list)
    """Call numbers and file names that the last search looks for; emptied when it is done."""
    removed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many rows went or were emptied, by table, so far."""
    files: Mapped[list[Any]] = mapped_column(default=list)
    """`{kind, sha256}` of every file that went, so far."""
    message: Mapped[str] = mapped_column(default="")
    """Why it waits or failed, in words."""
    proof: Mapped[dict[str, Any]] = mapped_column(default=dict)
    proof_sha256: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None]

    @classmethod
    def unfinished(cls) -> "Select[Erasure]":
        return select(cls).where(cls.state != ErasureState.DONE).order_by(cls.asked_at, cls.id)

    def moves_to(self, state: ErasureState, *, message: str = "") -> None:
        """Take one step of `TRANSITIONS`. Raises ValueError for any other."""
        if state is not self.state and state not in TRANSITIONS[self.state]:
            raise ValueError(f"erasure {self.id} cannot go from {self.state} to {state}")
        self.state, self.message = state, message
