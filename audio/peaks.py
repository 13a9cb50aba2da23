"""The loudest sample of each 20 ms: enough of a long recording to draw it, without holding or decoding it again."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.sound import Samples, Sound

Peaks = NDArray[np.uint16]
"""Thousandths of full scale, shape (channels, steps)."""

STEP_S: Final = 0.02


def peaks_of(sound: Sound) -> Peaks:
    """Largest absolute sample of each step; the last step may be shorter."""
    starts = np.arange(0, sound.length, round(STEP_S * sound.rate))
    highest, lowest = (pick.reduceat(sound.samples, starts, axis=1) for pick in (np.maximum, np.minimum))
    return np.round(np.minimum(np.maximum(highest, -lowest), 1.0) * 1000).astype(np.uint16)


def in_buckets(peaks: Sequence[Peaks], buckets: int) -> Samples:
    """Peaks of consecutive sections as `buckets` equal stretches of the whole, shape (channels, buckets), 0 to 1.

    A recording of fewer steps than buckets repeats steps.
    """
    whole = np.concatenate(peaks, axis=1)
    starts = np.arange(buckets) * whole.shape[1] // buckets
    return (np.maximum.reduceat(whole, starts, axis=1) / 1000).astype(np.float32)
