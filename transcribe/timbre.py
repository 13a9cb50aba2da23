"""How a voice sounds, in steps of 10 ms: the shape of its spectrum, and its pitch.

Cepstra are the cosine transform of log mel energies (Davis & Mermelstein 1980) within the telephone's band; pitch is
the highest peak of the autocorrelation, divided by that of the window (Boersma 1993).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dct, irfft, rfft

from audio.sound import Samples
from transcribe.voice import VOICE_RATE

STEP: Final = VOICE_RATE // 100
Values = NDArray[np.float32]

_WINDOW: Final = 512
_TRANSFORM: Final = 2_048
_PITCH_WINDOW: Final = 640
_BANDS: Final = 24
_BAND_HZ: Final = (250.0, 3_700.0)
_CEPSTRA: Final = 16
_PITCH_HZ: Final = (60, 400)
_PITCH_BELOW_HZ: Final = 1_500
_VOICED: Final = 0.55
"""Height of the autocorrelation's peak, 0 to 1, from which a sound has a pitch."""


@dataclass(frozen=True, slots=True, eq=False)
class Timbre:
    """The steps of some stretches of voice, one behind the other.

    `cepstra` of shape (n, 16) without the loudness; `pitch` (n,) in log Hz, NaN where there is none; `level` (n,) in
    log power; `stretch` (n,) the number of the stretch; `at` (n,) the sample at which the step starts.
    """

    cepstra: Values
    pitch: Values
    level: Values
    stretch: NDArray[np.intp]
    at: NDArray[np.intp]

    @property
    def steps(self) -> int:
        return int(self.at.size)


def timbre_of(samples: Samples, stretches: Sequence[tuple[int, int]]) -> Timbre:
    """Look at stretches [start, end) of one channel at 16 kHz."""
    parts = [_steps(samples, start, end) for start, end in stretches]
    counts = [cepstra.shape[0] for cepstra, _, _ in parts]
    return Timbre(
        cepstra=np.concatenate([cepstra for cepstra, _, _ in parts] or [np.zeros((0, _CEPSTRA), np.float32)]),
        pitch=np.concatenate([pitch for _, pitch, _ in parts] or [np.zeros(0, np.float32)]),
        level=np.concatenate([level for _, _, level in parts] or [np.zeros(0, np.float32)]),
        stretch=np.repeat(np.arange(len(parts)), counts),
        at=np.concatenate(
            [start + STEP * np.arange(count) for (start, _), count in zip(stretches, counts, strict=True)]
            or [np.zeros(0, np.intp)]
        ).astype(np.intp),
    )


def _steps(samples: Samples, start: int, end: int) -> tuple[Values, Values, Values]:
    """Cepstra, pitch and level of the steps of one stretch, each step in the middle of its window."""
    count = max(0, (end - start) // STEP)
    power = np.abs(rfft(_windows(samples, start, count, _WINDOW), axis=1)) ** 2
    energies = np.log(power @ _MEL.T + 1e-8).astype(np.float32)
    cepstra: Values = dct(energies, type=2, axis=1, norm="ortho")[:, 1 : _CEPSTRA + 1]
    level: Values = energies.mean(axis=1)
    return cepstra, _pitch(_windows(samples, start, count, _PITCH_WINDOW)), level


def _windows(samples: Samples, start: int, count: int, size: int) -> Values:
    """`count` windows around the middles of consecutive steps, silent beyond the ends of the channel."""
    first = start + STEP // 2 - size // 2
    last = first + (count - 1) * STEP + size if count else first
    inside = samples[max(0, first) : max(0, last)]
    lead = max(0, -first)
    padded = np.pad(inside, (lead, max(0, last - first - lead - inside.size)))
    if not count:
        return np.zeros((0, size), np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)[::STEP]
    return (windows * np.hanning(size)).astype(np.float32)


def _pitch(windows: Values) -> Values:
    power = np.abs(rfft(windows, _TRANSFORM, axis=1)) ** 2
    power[:, _PITCH_BELOW_HZ * _TRANSFORM // VOICE_RATE :] = 0
    shortest, longest = VOICE_RATE // _PITCH_HZ[1], VOICE_RATE // _PITCH_HZ[0]
    likeness = irfft(power, axis=1)[:, : longest + 1]
    likeness /= np.maximum(likeness[:, :1], 1e-9) * _PITCH_WINDOW_LIKENESS[: longest + 1]
    lag = likeness[:, shortest:].argmax(axis=1) + shortest
    height = likeness[np.arange(lag.size), lag]
    return np.where(height >= _VOICED, np.log(VOICE_RATE / lag), np.nan).astype(np.float32)


def _mel_bank() -> Values:
    """Triangles of shape (bands, bins), equally wide on the mel scale (O'Shaughnessy 1987)."""
    low, high = (1127 * np.log1p(hertz / 700) for hertz in _BAND_HZ)
    edges = 700 * np.expm1(np.linspace(low, high, _BANDS + 2) / 1127)
    hertz = np.fft.rfftfreq(_WINDOW, 1 / VOICE_RATE)
    rising = (hertz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - hertz) / np.diff(edges)[1:, None]
    bank: Values = np.maximum(0, np.minimum(rising, falling)).astype(np.float32)
    return bank


def _window_likeness() -> Values:
    power = np.abs(np.fft.rfft(np.hanning(_PITCH_WINDOW), _TRANSFORM)) ** 2
    likeness = np.fft.irfft(power)
    scaled: Values = (likeness / likeness[0]).astype(np.float32)
    return scaled


_MEL: Final = _mel_bank()
_PITCH_WINDOW_LIKENESS: Final = _window_likeness()
