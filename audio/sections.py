"""A recording too long to hold is worked through in sections, cut where nobody speaks.

A first look at the stream tells how long it is, and keeps it whole where it is short; only a long one is read a
second time. Memory holds one section, however long the recording is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from audio.sound import Samples, Sound

LONGEST_S: Final = 300.0
"""What a killed worker loses at most; ten windows of a recogniser, of which the last is half empty."""

WHOLE: Final = 2
"""A recording of up to so many of the longest sections is one section: cutting it would save little memory."""

GRID_S: Final = 0.06
"""Sections start at multiples of this: an Opus packet, three steps of the waveform."""

_SEARCH: Final = 0.1
_PAUSE_S: Final = 1.0
_SAMPLE_S: Final = 8.0
_MOST_SAMPLES: Final = 16


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """Consecutive samples of a recording; `start` is the first one's place in it."""

    start: int
    sound: Sound

    @property
    def end(self) -> int:
        return self.start + self.sound.length

    @property
    def start_s(self) -> float:
        return self.start / self.sound.rate

    @property
    def end_s(self) -> float:
        return self.end / self.sound.rate


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """What one look at a whole recording tells.

    `sample` is a choice of stretches from beginning to end, for questions to the recording as a whole; of a
    short one it is the recording.
    """

    length: int
    sample: Sound
    is_whole: bool

    def without_sample(self) -> "Overview":
        """The same with no sound in memory, once all questions are answered."""
        return replace(self, sample=Sound(self.sample.samples[:, :0].copy(), self.sample.rate))


def look_over(blocks: Iterable[Samples], rate: int, *, longest_s: float = LONGEST_S) -> Overview:
    """Read a stream of blocks of shape (channels, n) to its end. Raises ValueError where there is no block."""
    whole: _Buffer | None = None
    stretches = _Stretches(round(_SAMPLE_S * rate))
    length = 0
    for block in blocks:
        if not length:
            whole = _Buffer(block.shape[0], round(WHOLE * longest_s * rate))
        length += block.shape[1]
        if whole is not None and not whole.takes(block):
            stretches.add(whole.content)
            whole = None
        if whole is None:
            stretches.add(block)
    if not length:
        raise ValueError("a recording without samples has no sections")
    content = whole.content if whole is not None else stretches.content()
    return Overview(length, Sound(content, rate), is_whole=whole is not None)


def sections(
    blocks: Iterable[Samples], rate: int, *, length: int, start: int = 0, longest_s: float = LONGEST_S
) -> Iterator[Section]:
    """The recording of `length` samples from sample `start` on, cut in pauses into sections of up to `longest_s`.

    What is left is cut into equal parts, so that the last one is not a crumb. Sections before `start` need not
    have been cut by the same rule: work can be taken up anywhere on the grid.
    """
    longest = round(longest_s * rate)
    buffer: _Buffer | None = None
    for block in _from(blocks, start):
        buffer = buffer or _Buffer(block.shape[0], 2 * longest + 2 * block.shape[1])
        buffer.append(block)
        while buffer.length > longest:
            left = max(length - start, buffer.length)
            wanted = -(-left // -(-left // longest))
            cut = _cut_at(buffer.content, rate, wanted, reach=round(_SEARCH * longest))
            yield Section(start, Sound(buffer.pop(cut), rate))
            start += cut
    if buffer is not None and buffer.length:
        yield Section(start, Sound(buffer.pop(buffer.length), rate))


def stretch(blocks: Iterable[Samples], rate: int, *, start: int, end: int) -> Section:
    """The samples [start, end) of a stream. Raises ValueError where it has none of them."""
    taken: list[Samples] = []
    for block in _from(blocks, start):
        taken.append(block[:, : end - start - sum(part.shape[1] for part in taken)])
        if sum(part.shape[1] for part in taken) >= end - start:
            break
    if not taken:
        raise ValueError(f"the recording ends before sample {start}")
    return Section(start, Sound(np.concatenate(taken, axis=1), rate))


def _from(blocks: Iterable[Samples], start: int) -> Iterator[Samples]:
    """The blocks of a stream without its first `start` samples."""
    at = 0
    for block in blocks:
        at += block.shape[1]
        if at > start:
            yield block[:, max(0, block.shape[1] - (at - start)) :]


def _cut_at(samples: Samples, rate: int, wanted: int, *, reach: int) -> int:
    """The middle of the quietest moment of all channels within `reach` of `wanted`, on the grid.

    Each channel counts by its own loudness, so that a faint caller's words are not taken for silence.
    """
    step = round(GRID_S * rate)
    first, last = max(step, wanted - reach) // step, min(samples.shape[1], wanted + reach) // step
    near = samples[:, first * step : last * step].reshape(samples.shape[0], last - first, step)
    power = np.mean(near**2, axis=2)
    loudness = (power / np.maximum(power.mean(axis=1, keepdims=True), 1e-12)).sum(axis=0)
    window = np.hanning(round(_PAUSE_S / GRID_S))
    around = np.convolve(np.pad(loudness, window.size // 2, constant_values=loudness.max()), window, mode="valid")
    return (first + int(np.argmin(around[: last - first]))) * step


class _Buffer:
    """Samples of shape (channels, n) up to a capacity; memory that is never written costs nothing."""

    def __init__(self, channels: int, capacity: int) -> None:
        self._samples: Samples = np.empty((channels, capacity), dtype=np.float32)
        self.length = 0

    @property
    def content(self) -> Samples:
        return self._samples[:, : self.length]

    def takes(self, block: Samples) -> bool:
        """Append a block if there is room for it."""
        if self.length + block.shape[1] > self._samples.shape[1]:
            return False
        self.append(block)
        return True

    def append(self, block: Samples) -> None:
        self._samples[:, self.length : self.length + block.shape[1]] = block
        self.length += block.shape[1]

    def pop(self, count: int) -> Samples:
        """The first `count` samples, which leave the buffer."""
        taken = self._samples[:, :count].copy()
        rest = self.length - count
        self._samples[:, :rest] = self._samples[:, count : self.length].copy()
        self.length = rest
        return taken


@dataclass(slots=True)
class _Stretches:
    """Every n-th stretch of a stream; n doubles whenever there are too many."""

    size: int
    every: int = 1
    kept: dict[int, list[Samples]] = field(default_factory=dict)
    at: int = 0

    def add(self, block: Samples) -> None:
        while block.shape[1]:
            place, inside = divmod(self.at, self.size)
            part = block[:, : self.size - inside]
            if place % self.every == 0:
                self.kept.setdefault(place, []).append(part.copy())
            self.at += part.shape[1]
            block = block[:, part.shape[1] :]
            self._thin_out()

    def _thin_out(self) -> None:
        while len(self.kept) > _MOST_SAMPLES:
            self.every *= 2
            self.kept = {place: parts for place, parts in self.kept.items() if place % self.every == 0}

    def content(self) -> Samples:
        return np.concatenate([part for place in sorted(self.kept) for part in self.kept[place]], axis=1)
