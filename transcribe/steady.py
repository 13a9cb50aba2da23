"""Tells tones and hiss from voices: ringing, keypad tones, modem squeal, and hold music made of held notes.

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


_SHORT_S: Final = 0.3
_STEADY: Final = 0.85
"""On a real call and on thirty synthetic ones no voice longer than 0.3 s came above 0.68."""

_PURE: Final = 0.9
"""No shorter voice came above 0.82, and no key of a telephone below 0.95."""


_HISS_STEP_S: Final = 0.02
_EVEN: Final = 0.3
"""Standard deviation of log power from step to step: below 0.25 in hiss, above 0.45 in a thousand voices."""

_AROUND_S: Final = 0.3
_STEADY_AROUND: Final = 0.75
"""No short word with what is around it came above 0.67."""

_GOES_ON: Final = 0.25
"""How loud, compared with a short sound, its surroundings are when it is one note of many."""


def is_steady(samples: Samples, rate: int) -> bool:
    """True if nearly all of the sound's energy sits in frequencies that do not move.

    A short "mm" is as steady as a note, so sounds below 0.3 s must also consist of two frequencies at most.
    """
    if samples.size < _SHORT_S * rate:
        return purity(samples, rate) > _PURE
    return steadiness(samples, rate) > _STEADY


def is_note(samples: Samples, start: int, end: int, rate: int) -> bool:
    """True if the stretch [start, end) is steady, or is too short to tell and goes on in a steady sound."""
    stretch = samples[start:end]
    if is_steady(stretch, rate):
        return True
    if stretch.size >= _SHORT_S * rate:
        return False
    reach = round(_AROUND_S * rate)
    before, after = samples[max(0, start - reach) : start], samples[end : end + reach]
    goes_on = max(_rms(before), _rms(after)) > _GOES_ON * _rms(stretch)
    return goes_on and steadiness(np.concatenate([before, stretch, after]), rate) > _STEADY_AROUND


def is_hiss(samples: Samples, rate: int) -> bool:
    """True for noise that keeps its loudness: a voice rises and falls within any tenth of a second."""
    size = round(_HISS_STEP_S * rate)
    steps = samples[: samples.size // size * size].reshape(-1, size)
    if steps.shape[0] < 2:
        return False
    power = np.abs(np.fft.rfft(steps * np.hanning(size), axis=1)[:, 1:]) ** 2
    return float(np.log(power + 1e-12).mean(axis=1).std()) < _EVEN


def _rms(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples**2))) if samples.size else 0.0


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


def purity(samples: Samples, rate: int) -> float:
    """Share of the energy, 0 to 1, in the two strongest frequencies of each moment."""
    power = _spectrogram(np.pad(samples, (0, max(0, round(_WINDOW_S * rate) - samples.size))), rate)
    total, bins = float(power.sum()), np.arange(power.shape[1])
    strongest = 0.0
    for _ in range(2):
        peak = power.argmax(axis=1)[:, None]
        around = np.abs(bins - peak) <= 2
        strongest += float(power[around].sum())
        power = np.where(around, 0.0, power)
    return strongest / total if total > 0 else 0.0


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
