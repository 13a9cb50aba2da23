"""Decoded sound: samples in memory, with what is known about where they came from."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Float samples, full scale ±1.0; shape (channels, n) unless said otherwise."""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Samples of shape (channels, n) at `rate` Hz.

    `container_duration_s` is what the file claims to last (None where it does not say); `truncated` is
    True when fewer seconds could be decoded than claimed.
    """

    samples: Samples
    rate: int
    truncated: bool = False
    container_duration_s: float | None = None

    def __post_init__(self) -> None:
        if self.samples.ndim != 2 or self.samples.shape[0] < 1:
            raise ValueError(f"samples must have the shape (channels, n), not {self.samples.shape}")
        if self.samples.dtype != np.float32:
            raise ValueError(f"samples must be float32, not {self.samples.dtype}")
        if self.rate < 1:
            raise ValueError(f"rate must be at least 1 Hz, not {self.rate}")

    @property
    def channels(self) -> int:
        return int(self.samples.shape[0])

    @property
    def length(self) -> int:
        """Samples per channel."""
        return int(self.samples.shape[1])

    @property
    def duration_s(self) -> float:
        return self.length / self.rate

    def channel(self, index: int) -> Samples:
        """One channel, shape (n,)."""
        samples: Samples = self.samples[index]
        return samples

    def mono(self) -> "Sound":
        """The mean of all channels, as a sound of one channel."""
        if self.channels == 1:
            return self
        return self.with_samples(self.samples.mean(axis=0, keepdims=True, dtype=np.float32))

    def with_samples(self, samples: Samples) -> "Sound":
        """This sound's rate and origin with other samples."""
        return replace(self, samples=np.ascontiguousarray(samples, dtype=np.float32))
