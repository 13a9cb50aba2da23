"""How loud a recording sounds, and how to bring every excerpt to the same level.

Loudness is that of ITU-R BS.1770-4: K-weighted mean square in overlapping 400 ms blocks, gated at -70 LUFS
and then at 10 LU below the mean of what is left.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import lfilter

from audio.sound import Samples, Sound

TARGET_LUFS: Final = -19.0
"""The level of a mono podcast that sounds as loud as the usual -16 LUFS in stereo."""

_ABSOLUTE_GATE: Final = -70.0
_RELATIVE_GATE: Final = -10.0
_PEAK: Final = 10 ** (-1.0 / 20)
_MAX_GAIN_DB: Final = 24.0
"""A side of the call that only carries line noise must not be raised to the level of speech."""


def loudness(samples: Samples, rate: int) -> float:
    """Integrated loudness of one channel of shape (n,), in LUFS; -inf where nothing passes the gates."""
    blocks = _block_powers(samples, rate)
    loud = blocks[_lufs(blocks) > _ABSOLUTE_GATE]
    if not loud.size:
        return -math.inf
    gate = float(_lufs(loud.mean())) + _RELATIVE_GATE
    return float(_lufs(loud[_lufs(loud) > gate].mean()))


def level(sound: Sound, *, target_lufs: float = TARGET_LUFS) -> Sound:
    """Bring each channel to the target on its own, so that both sides of a call are equally easy to hear.

    A limiter keeps peaks below -1 dBFS; silent channels stay as they are.
    """
    return sound.with_samples(
        np.stack([_levelled(sound.channel(index), sound.rate, target_lufs) for index in range(sound.channels)])
    )


def _levelled(samples: Samples, rate: int, target_lufs: float) -> Samples:
    measured = loudness(samples, rate)
    if not math.isfinite(measured):
        return samples
    gain_db = min(target_lufs - measured, _MAX_GAIN_DB)
    return _limited(samples * np.float32(10 ** (gain_db / 20)), rate)


def _limited(samples: Samples, rate: int) -> Samples:
    """Turn the sound down around peaks, starting 5 ms before them and without a step."""
    if not samples.size or np.abs(samples).max() <= _PEAK:
        return samples
    window = max(1, round(0.005 * rate)) | 1
    needed = np.minimum(1.0, _PEAK / np.maximum(np.abs(samples), 1e-9))
    gain = uniform_filter1d(minimum_filter1d(needed, 2 * window + 1), window)
    limited: Samples = (samples * gain).astype(np.float32)
    return limited


def _block_powers(samples: Samples, rate: int) -> NDArray[np.float64]:
    """K-weighted mean square of 400 ms blocks that overlap by three quarters; one block if it is shorter."""
    weighted = samples.astype(np.float64)
    for stage in _k_weighting(rate):
        weighted = lfilter(stage.b, stage.a, weighted)
    size, step = round(0.4 * rate), round(0.1 * rate)
    if weighted.size <= size:
        return np.array([np.mean(weighted**2)]) if weighted.size else np.zeros(0)
    total = np.concatenate([[0.0], np.cumsum(weighted**2)])
    starts = np.arange(0, weighted.size - size + 1, step)
    powers: NDArray[np.float64] = (total[starts + size] - total[starts]) / size
    return powers


@dataclass(frozen=True, slots=True)
class _Biquad:
    b: tuple[float, float, float]
    a: tuple[float, float, float]


def _k_weighting(rate: int) -> tuple[_Biquad, _Biquad]:
    """The head's high shelf and the low cut of BS.1770-4, annex 1, for any sampling rate.

    The recommendation tabulates 48 kHz only; these are the analogue prototypes that reproduce its table
    (shelf 1681.97 Hz, +4 dB, Q 0.7072; high-pass 38.14 Hz, Q 0.5003), put through the bilinear transform.
    """
    k, q = math.tan(math.pi * 1681.974450955533 / rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    shelf = _Biquad(
        b=((high + band * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - band * k / q + k * k) / a0),
        a=(1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0),
    )
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    a0 = 1 + k / q + k * k
    low_cut = _Biquad(b=(1.0, -2.0, 1.0), a=(1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0))
    return shelf, low_cut


def _lufs(power: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))
