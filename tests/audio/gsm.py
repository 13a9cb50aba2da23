"""GSM 6.10 in WAV, as Windows recorders write it: no library here encodes it, so the tests bring an encoder.

It is the residual part of the codec (ETSI EN 300 961, clause 4.2) alone: flat reflection coefficients, hardly any
long-term prediction, and every third sample of the pre-emphasised sound sent as a pulse. It does not sound good, but
the pitch and the loudness of what a decoder makes of it are those of what went in.
"""

import struct
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.sound import Samples

RATE: Final = 8_000
SAMPLES_A_BLOCK: Final = 320
BYTES_A_BLOCK: Final = 65
_FLAT: Final = ((32, 6), (32, 6), (20, 5), (11, 5), (8, 4), (5, 4), (3, 3), (2, 3))
"""Codes of the eight log area ratios, and their bits, for a filter that changes nothing."""

_DEEMPHASIS: Final = 28_180 / 32_768
_FACTORS: Final = (18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767)


def gsm_wav(samples: Samples) -> bytes:
    """A WAV file of one channel at 8 kHz, shape (n,), filled up with silence to whole blocks of 40 ms."""
    blocks = -(-samples.size // SAMPLES_A_BLOCK)
    filled = np.pad(samples, (0, blocks * SAMPLES_A_BLOCK - samples.size)).astype(np.float64)
    frames = [_frame(part) for part in _pulses(filled).reshape(-1, 4, 13)]
    data = b"".join(_packed([*first, *second]) for first, second in zip(frames[::2], frames[1::2], strict=True))
    return gsm_header(len(data), samples.size) + data


def gsm_header(data_bytes: int, samples: int) -> bytes:
    byte_rate = RATE * BYTES_A_BLOCK // SAMPLES_A_BLOCK
    fmt = struct.pack("<4sIHHIIHHHH", b"fmt ", 20, 0x31, 1, RATE, byte_rate, BYTES_A_BLOCK, 0, 2, SAMPLES_A_BLOCK)
    body = b"WAVE" + fmt + struct.pack("<4sII4sI", b"fact", 4, samples, b"data", data_bytes)
    return b"RIFF" + struct.pack("<I", len(body) + data_bytes) + body


def _pulses(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the decoder's de-emphasis and doubling make the sound of; each pulse stands for three samples."""
    emphasised = samples - _DEEMPHASIS * np.concatenate([[0.0], samples[:-1]])
    return emphasised.reshape(-1, 40)[:, :39:3] * 3 * 32_768 / 2


def _frame(subframes: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """Codes of one frame of 160 samples with their number of bits."""
    yield from _FLAT
    for pulses in subframes:
        loudest, codes = _quantised(pulses)
        yield from ((40, 7), (0, 2), (0, 2), (loudest, 6))  # lag, smallest gain, first grid, block maximum
        yield from ((code, 3) for code in codes)


def _quantised(pulses: NDArray[np.float64]) -> tuple[int, list[int]]:
    """The smallest block maximum that holds all pulses, and each pulse as the nearest of its eight levels."""
    fits = (code for code in range(64) if _levels(code).max() >= np.abs(pulses).max())
    loudest = next(fits, 63)
    return loudest, [int(np.abs(_levels(loudest) - pulse).argmin()) for pulse in pulses]


def _levels(code: int) -> NDArray[np.float64]:
    """The eight values that a pulse may have under a block maximum (clause 4.2.15 and 4.2.16)."""
    exponent = (code >> 3) - 1 if code > 15 else 0
    mantissa = code - (exponent << 3)
    if mantissa == 0:
        exponent, mantissa = -4, 7
    else:
        while mantissa <= 7:
            mantissa, exponent = mantissa << 1 | 1, exponent - 1
        mantissa -= 8
    step = 4096 * _FACTORS[mantissa] / 32_768 / 2 ** (6 - exponent)
    levels: NDArray[np.float64] = np.arange(-7.0, 8.0, 2.0) * step
    return levels


def _packed(codes: list[tuple[int, int]]) -> bytes:
    """The codes one behind the other, each with its lowest bit first."""
    total, at = 0, 0
    for code, bits in codes:
        total |= code << at
        at += bits
    return total.to_bytes(BYTES_A_BLOCK, "little")
