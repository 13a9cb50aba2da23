"""Tells tones from voices: ringing, keypad tones, modem squeal, and hold music made of held notes.

A voice glides: its harmonics move from one 20 ms step to the next. A note or a dialling tone keeps its
frequencies for a tenth of a second and more.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.sound import Samples

_WINDOW_S: Final = 0.064
_STEP_S: Final = 0.032
_HIGHEST_HZ: Final = 3_800.0
_HELD_STEPS: Final = 4
"""About 130 ms: longer than any vowel keeps all of its harmonics still."""


_SHORTEST_S: Final = 0.3
"""A short "mm" is as steady as a note; on real calls nothing longer than this came near the threshold."""


def is_steady(samples: Samples, rate: int, *, threshold: float = 0.85) -> bool:
    """True if nearly all of the sound's energy sits in frequencies that do not move."""
    return samples.size >= _SHORTEST_S * rate and steadiness(samples, rate) > threshold


def steadiness(samples: Samples, rate: int) -> float:
    """Share of the energy, 0 to 1, in spectral peaks that stay within one bin for 130 ms."""
    power = _spectrogram(samples, rate)
    if power.shape[0] < _HELD_STEPS:
        return 0.0
    peaks = _peaks(power)
    held = _held(peaks)
    wide = held.copy()
    wide[:, 1:] |= held[:, :-1]
    wide[:, :-1] |= held[:, 1:]
    total = float(power.sum())
    return float(power[wide].sum()) / total if total > 0 else 0.0


def _spectrogram(samples: Samples, rate: int) -> NDArray[np.float64]:
    """Power of shape (steps, bins) below 3.8 kHz, where telephone lines carry sound."""
    size, step = round(_WINDOW_S * rate), round(_STEP_S * rate)
    if samples.size < size:
        return np.zeros((0, 0))
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::step]
    power = np.abs(np.fft.rfft(frames * np.hanning(size), axis=1)) ** 2
    below: NDArray[np.float64] = power[:, 1 : int(_HIGHEST_HZ * _WINDOW_S)].astype(np.float64)
    return below


def _peaks(power: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Bins that stand out from both neighbours and carry at least a hundredth of their step's maximum."""
    left = np.pad(power, ((0, 0), (1, 0)))[:, :-1]
    right = np.pad(power, ((0, 0), (0, 1)))[:, 1:]
    strong = power > 0.01 * power.max(axis=1, keepdims=True)
    stands_out: NDArray[np.bool_] = (power > left) & (power >= right) & strong
    return stands_out


def _held(peaks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Peaks that belong to a run of at least `_HELD_STEPS` steps in the very same bin."""
    run = np.zeros(peaks.shape, dtype=np.int32)
    for index in range(peaks.shape[0]):
        before = run[index - 1] if index else 0
        run[index] = np.where(peaks[index], before + 1, 0)
    for index in range(peaks.shape[0] - 2, -1, -1):
        run[index] = np.where(peaks[index] & peaks[index + 1], run[index + 1], run[index])
    held: NDArray[np.bool_] = run >= _HELD_STEPS
    return held
