"""Two recordings of one call, one per side and started by the same clock, become one of two channels."""

import numpy as np

from audio.sound import Samples, Sound


def join(left: Sound, right: Sound) -> Sound:
    """Lay two one-channel sounds of the same rate side by side; the shorter one ends in silence.

    A recording of several channels counts with their mean. Raises ValueError for different rates.
    """
    if left.rate != right.rate:
        raise ValueError(f"both sides must have the same rate, not {left.rate} and {right.rate} Hz")
    length = max(left.length, right.length)
    claims = [side.container_duration_s for side in (left, right) if side.container_duration_s is not None]
    return Sound(
        samples=np.stack([_filled(side.mono().channel(0), length) for side in (left, right)]),
        rate=left.rate,
        truncated=left.truncated or right.truncated,
        container_duration_s=max(claims, default=None),
    )


def _filled(samples: Samples, length: int) -> Samples:
    return np.pad(samples, (0, length - samples.size))
