"""The telephone between a mouth and the recorder: band, level, noise, hum, companding; and hold music."""

from __future__ import annotations

from random import Random

import numpy as np
import numpy.typing as npt
from scipy.fft import next_fast_len
from scipy.signal import butter, sosfilt

RATE = 8_000
Sound = npt.NDArray[np.float32]
TUNES = ((0, 4, 7, 12, 7, 4), (0, 3, 7, 10, 7, 3), (0, 5, 9, 12, 9, 5), (2, 5, 9, 14, 9, 5))
"""Broken chords in semitones over A3, one tune a row of four bars."""


def over_the_line(speech: Sound, *, rng: Random, quiet: bool) -> Sound:
    """Speech as it is recorded: 300 to 3,400 Hz, peak at -4 to -9 dBFS (`quiet`: to -20), noise 22 to 40 dB below.

    The noise runs under the silences too. In four of ten lines the sound has been through µ-law.
    """
    low, high = rng.uniform(280, 320), rng.uniform(3_300, 3_500)
    heard = sosfilt(butter(4, (low, high), "band", fs=RATE, output="sos"), speech)
    peak_db = rng.uniform(-20, -8) if quiet else rng.uniform(-9, -4)
    heard = heard * (10 ** (peak_db / 20) / max(float(np.abs(heard).max()), 1e-6))
    loud = heard[np.abs(heard) > 0.02 * 10 ** (peak_db / 20)]
    level = float(np.sqrt(np.mean(np.square(loud)))) if len(loud) else 10 ** (-24 / 20)
    heard = heard + noise(len(heard), rng=rng) * level * 10 ** (-rng.uniform(22, 40) / 20)
    if rng.random() < 0.4:
        heard = mu_law(heard)
    return np.asarray(np.clip(heard, -0.99, 0.99), np.float32)


def noise(count: int, *, rng: Random) -> Sound:
    """Telephone-band noise of unit power, darker or brighter, in some lines with mains hum."""
    source = np.random.default_rng(rng.getrandbits(64))
    length = next_fast_len(count, real=True)
    spectrum = np.fft.rfft(source.standard_normal(length))
    tilt = np.maximum(np.fft.rfftfreq(length, 1 / RATE), 80.0) ** -rng.uniform(0, 0.9)
    shaped = np.fft.irfft(spectrum * tilt, length)[:count]
    shaped = sosfilt(butter(2, (250, 3_500), "band", fs=RATE, output="sos"), shaped)
    shaped = shaped / np.sqrt(np.mean(np.square(shaped)))
    if rng.random() < 0.15:
        shaped = shaped + 0.7 * np.sin(2 * np.pi * 120 * np.arange(count) / RATE)
    return np.asarray(shaped, np.float32)


def mu_law(sound: Sound) -> Sound:
    """There and back through 8-bit µ-law, continuous form of ITU-T G.711."""
    squeezed = np.sign(sound) * np.log1p(255 * np.abs(sound)) / np.log(256)
    coarse = np.round(squeezed * 127) / 127
    return np.asarray(np.sign(coarse) * (256 ** np.abs(coarse) - 1) / 255, np.float32)


def hold_music(count: int, *, rng: Random) -> Sound:
    """`count` samples of broken chords on something like an electric piano, peak 0.5."""
    time = np.arange(count) / RATE
    tune, beat = rng.choice(TUNES), int(RATE * rng.uniform(0.22, 0.3))
    shift = rng.randint(-3, 4)
    sound = np.zeros(count)
    for step, start in enumerate(range(0, count, beat)):
        bar = (0, 5, 7, 0)[step // len(tune) % 4]
        pitch = 220 * 2 ** ((tune[step % len(tune)] + bar + shift) / 12)
        ringing = time[start:] - time[start]
        tone = np.sin(2 * np.pi * pitch * ringing) + 0.3 * np.sin(4 * np.pi * pitch * ringing)
        sound[start:] += tone * np.exp(-4 * ringing)
    return np.asarray(0.5 * sound / max(float(np.abs(sound).max()), 1e-6), np.float32)


def ringing(count: int) -> Sound:
    """American ringback: 440 + 480 Hz, two seconds on, four off, peak 0.3."""
    time = np.arange(count) / RATE
    tone = np.sin(2 * np.pi * 440 * time) + np.sin(2 * np.pi * 480 * time)
    return np.asarray(0.15 * tone * (time % 6 < 2), np.float32)
