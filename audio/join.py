"""Two recordings of one call, one per side and started by the same clock, become one of two channels."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from audio.sound import Samples


class BlockStream(Protocol):
    """A recording block by block, as `audio.decode.SoundStream` and `audio.confined.ConfinedStream` give it."""

    truncated: bool
    container_duration_s: float | None

    def __iter__(self) -> Generator[Samples]: ...


@dataclass(slots=True)
class PairedStream:
    """Two streams of the same rate side by side, `left` on the first channel; the shorter one ends in silence.

    A side of several channels counts with their mean. Iterate once, like the streams it is made of.
    """

    left: BlockStream
    right: BlockStream
    truncated: bool = field(default=False, init=False)
    container_duration_s: float | None = field(default=None, init=False)

    def __iter__(self) -> Generator[Samples]:
        with closing(iter(self.left)) as left_blocks, closing(iter(self.right)) as right_blocks:
            left, right = _Side(left_blocks), _Side(right_blocks)
            while left.fill() | right.fill():
                length = min(filter(None, (left.waiting, right.waiting)))
                yield np.stack([left.take(length), right.take(length)])
        self.truncated = self.left.truncated or self.right.truncated
        claims = [side.container_duration_s for side in (self.left, self.right)]
        self.container_duration_s = max((claim for claim in claims if claim is not None), default=None)


class _Side:
    """One side's sound that waits for the other side's."""

    def __init__(self, blocks: Generator[Samples]) -> None:
        self._blocks = blocks
        self._sound = np.zeros(0, np.float32)

    @property
    def waiting(self) -> int:
        return self._sound.size

    def fill(self) -> bool:
        """Have at least one sample waiting; False at the end."""
        while not self.waiting and (block := next(self._blocks, None)) is not None:
            self._sound = block.mean(axis=0, dtype=np.float32)
        return self.waiting > 0

    def take(self, length: int) -> Samples:
        """The next samples, shape (length,); silence where this side has ended."""
        if not self.waiting:
            return np.zeros(length, np.float32)
        taken, self._sound = self._sound[:length], self._sound[length:]
        return taken
