"""What a recogniser hands back: a type and the tokens it wants cut."""

from __future__ import annotations

from dataclasses import dataclass

from redact.entities import EntityType


@dataclass(frozen=True, slots=True)
class Find:
    """`positions` of tokens in the call, ascending, of one speaker; `repeated` where the other side said it."""

    type: EntityType
    positions: tuple[int, ...]
    repeated: bool = False

    @property
    def first(self) -> int:
        return self.positions[0]

    @property
    def last(self) -> int:
        return self.positions[-1]
