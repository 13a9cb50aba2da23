"""How far one sound is a copy of another: the same, louder or softer, or a little later."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.signal import correlate

from audio.sound import Samples

_SILENT: Final = 1e-10


@dataclass(frozen=True, slots=True)
class Likeness:
    """`correlation` 0 to 1 at the best lag; `lag` > 0 where the second sound comes later, in samples."""

    correlation: float
    lag: int


def likeness(first: Samples, second: Samples, *, max_lag: int) -> Likeness:
    """Best normalised cross-correlation of two equally long channels within ±`max_lag` samples.

    Sign and gain do not matter. A silent channel is like nothing: correlation 0.
    """
    if first.shape != second.shape:
        raise ValueError(f"both sounds must be equally long, not {first.shape} and {second.shape}")
    a, b = first.astype(np.float64), second.astype(np.float64)
    norm = np.sqrt(np.dot(a, a) * np.dot(b, b))
    if norm < _SILENT:
        return Likeness(0.0, 0)
    full = np.abs(correlate(b, a, mode="full", method="fft"))
    middle = a.size - 1
    reach = min(max_lag, middle)
    near = full[middle - reach : middle + reach + 1]
    best = int(np.argmax(near))
    return Likeness(min(1.0, float(near[best] / norm)), best - reach)
