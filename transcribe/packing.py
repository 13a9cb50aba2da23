"""Packs the voice of one call into as few windows as the recogniser can be given.

A Whisper model costs the same for 30 seconds of silence as for 30 seconds of talk, and a call's two
channels are each silent half of the time. So the pieces of both channels are laid one behind the other, in
the order in which they were said, until a window is full; words are carried back to their channel and time
by where in the window they were heard. A window never holds two calls.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np

from audio.sound import Samples
from transcribe.voice import Piece

GRID: Final = 160
"""Window lengths are whole spectrogram steps (10 ms at 16 kHz), so that times stay exact."""

_OPEN_WINDOWS: Final = 4
_JOIN_FADE: Final = 80
_LEVEL_RMS: Final = 0.08
_MAX_GAIN: Final = 30.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and the sample of its window at which it starts."""

    piece: Piece
    at: int


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces laid one behind the other, in time order; never empty."""

    placed: tuple[Placed, ...]

    @property
    def length(self) -> int:
        """Samples, a multiple of GRID."""
        last = self.placed[-1]
        return -(-(last.at + last.piece.length) // GRID) * GRID

    def locate(self, sample: int) -> Placed:
        """The placed piece that is heard at a sample of the window; the last one behind its end."""
        index = bisect_right([placed.at for placed in self.placed], sample) - 1
        return self.placed[max(index, 0)]


def pack_tightly(pieces: Sequence[Piece], window: int, pads: Sequence[int]) -> tuple[Window, ...]:
    """The fewest windows that any of the pads gives, with the widest pad that gives them.

    A call with a little more voice than a window holds would cost two; a tenth of a second less around
    each piece costs nothing.
    """
    packed = [pack([piece.tightened(pad) for piece in pieces], window) for pad in pads]
    return min(packed, key=len)


def pack(pieces: Iterable[Piece], window: int) -> tuple[Window, ...]:
    """Lay pieces into windows of at most `window` samples, in order of time over all channels.

    A piece goes into the earliest of the last few windows that still has room (first fit), so few windows
    are left half empty and a long call can still be worked through from front to back. Raises ValueError
    for a piece longer than a window: the voice detector must cut those.
    """
    filled: list[list[Piece]] = []
    used: list[int] = []
    for piece in sorted(pieces, key=_time):
        if piece.length > window:
            raise ValueError(f"a piece of {piece.length} samples does not fit into a window of {window}")
        open_ = range(max(0, len(filled) - _OPEN_WINDOWS), len(filled))
        room = next((index for index in open_ if used[index] + piece.length <= window), len(filled))
        if room == len(filled):
            filled.append([])
            used.append(0)
        filled[room].append(piece)
        used[room] += piece.length
    return tuple(_laid_out(content) for content in filled)


def _time(piece: Piece) -> tuple[int, int]:
    return piece.start, piece.channel


def _laid_out(pieces: Sequence[Piece]) -> Window:
    offsets = accumulate((piece.length for piece in pieces), initial=0)
    return Window(tuple(Placed(piece, at) for piece, at in zip(pieces, offsets, strict=False)))


def split(window: Window) -> tuple[Window, ...]:
    """A window as two of half as many pieces each, for a second try; itself if it has only one piece."""
    pieces = [placed.piece for placed in window.placed]
    half = (len(pieces) + 1) // 2
    return tuple(_laid_out(part) for part in (pieces[:half], pieces[half:]) if part)


def window_samples(window: Window, channels: Sequence[Samples], gains: Sequence[float]) -> Samples:
    """The window's sound, shape (window.length,), joints faded so that they do not click."""
    samples = np.zeros(window.length, dtype=np.float32)
    for placed in window.placed:
        piece = placed.piece
        part = channels[piece.channel][piece.start : piece.end] * np.float32(gains[piece.channel])
        fade = min(_JOIN_FADE, part.size // 2)
        if fade:
            ramp = np.linspace(0, 1, fade, dtype=np.float32)
            part[:fade] *= ramp
            part[-fade:] *= ramp[::-1]
        samples[placed.at : placed.at + piece.length] = part
    return samples


def levelling_gains(pieces: Iterable[Piece], channels: Sequence[Samples]) -> tuple[float, ...]:
    """For each channel, the factor that brings its voice to a common level.

    A faint caller shares windows with a loud agent, and the recogniser looks no further than 80 dB below
    the loudest sound of a window.
    """
    energy, count = [0.0] * len(channels), [0] * len(channels)
    for piece in pieces:
        voice = channels[piece.channel][piece.voice_start : piece.voice_end]
        energy[piece.channel] += float(np.sum(voice.astype(np.float64) ** 2))
        count[piece.channel] += voice.size
    return tuple(
        min(_LEVEL_RMS / max((total / size) ** 0.5, 1e-6), _MAX_GAIN) if size else 1.0
        for total, size in zip(energy, count, strict=True)
    )
