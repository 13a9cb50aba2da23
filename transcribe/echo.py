"""Drops what a channel only overhears: the other side's voice, fainter and a little later.

A line has one echo path: the same delay and loss all through the call. It is learnt from the stretches where a
channel sounds like a faint, late copy of the other; then everything on the channel that is no louder than
the path explains is left to the side that spoke.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_closing
from scipy.signal import correlate

from audio.sound import Samples
from transcribe.voice import VOICE_RATE, Piece, runs

_ALIKE: Final = 0.5
"""Correlation from which a stretch votes for an echo; two people talking at once stay below 0.3."""

_FAINTER: Final = 0.5
_MAX_DELAY: Final = round(0.4 * VOICE_RATE)
_SHORTEST: Final = round(0.15 * VOICE_RATE)
_LONGEST: Final = 4 * VOICE_RATE
_ENOUGH: Final = round(0.4 * VOICE_RATE)
"""Voice, in samples, that must agree on a path before it is believed."""

_SAME_LAG: Final = round(0.01 * VOICE_RATE)

_STEP: Final = VOICE_RATE // 100
_REACH_STEPS: Final = 3
_MARGIN: Final = 2.5
"""How much louder than the path says an echo may be before it counts as a voice of its own (8 dB)."""

_SHORTEST_OWN_STEPS: Final = 8
_GAP_STEPS: Final = 15
_PAD: Final = round(0.05 * VOICE_RATE)
"""Sound kept around a voice that was cut out of echoes: too little for a word of the other side."""


@dataclass(frozen=True, slots=True)
class EchoPath:
    """How one side is heard on the other's channel: `lag` samples later, `gain` times as loud."""

    lag: int
    gain: float


@dataclass(frozen=True, slots=True)
class _Vote:
    path: EchoPath
    samples: int


@dataclass(frozen=True, slots=True, eq=False)
class _Steps:
    """For each step of 10 ms: no louder than the other side's echo; or louder, and a voice of its own."""

    echo: NDArray[np.bool_]
    own: NDArray[np.bool_]


def without_echoes(pieces: Sequence[tuple[Piece, ...]], channels: Sequence[Samples]) -> tuple[tuple[Piece, ...], ...]:
    """For each channel, the pieces or parts of them that are its own."""
    if len(channels) != 2:
        return tuple(pieces)
    return _own(pieces[0], pieces[1], channels[0], channels[1]), _own(pieces[1], pieces[0], channels[1], channels[0])


def _own(pieces: tuple[Piece, ...], others: tuple[Piece, ...], own: Samples, other: Samples) -> tuple[Piece, ...]:
    path = _agreed(list(_votes(pieces, others, own, other)))
    if path is None:
        return pieces
    steps = _heard_steps(own, other, path)
    return tuple(part for piece in pieces for part in _parts(piece, steps))


def _votes(pieces: Sequence[Piece], others: Sequence[Piece], own: Samples, other: Samples) -> Iterator[_Vote]:
    """What each stretch of voice, while or just after the other side speaks, would be an echo by."""
    for piece, theirs in product(pieces, others):
        start = max(piece.voice_start, theirs.voice_start)
        end = min(piece.voice_end, theirs.voice_end + _MAX_DELAY, start + _LONGEST)
        if end - start < _SHORTEST:
            continue
        path, correlation = _best_path(own[start:end], _before(other, start, end))
        if correlation >= _ALIKE and path.gain <= _FAINTER:
            yield _Vote(path, end - start)


def _before(samples: Samples, start: int, end: int) -> Samples:
    """[start - _MAX_DELAY, end) of a channel, silent before its first sample."""
    lead = max(0, _MAX_DELAY - start)
    return np.pad(samples[max(0, start - _MAX_DELAY) : end], (lead, 0))


def _best_path(mine: Samples, theirs: Samples) -> tuple[EchoPath, float]:
    """The delay at which `mine` is most like a copy of `theirs`, its gain, and the correlation 0 to 1."""
    a, b = mine.astype(np.float64), theirs.astype(np.float64)
    products = correlate(b, a, mode="valid", method="fft")
    sums = np.concatenate([[0.0], np.cumsum(b**2)])
    energies = np.maximum(sums[a.size :] - sums[: products.size], 1e-9)
    correlations = np.abs(products) / np.sqrt(energies * max(float(np.dot(a, a)), 1e-9))
    best = int(np.argmax(correlations))
    return EchoPath(theirs.size - mine.size - best, float(abs(products[best]) / energies[best])), float(
        correlations[best]
    )


def _agreed(votes: Sequence[_Vote]) -> EchoPath | None:
    """The path of the lag that most voice agrees on, with the middle of its gains."""
    best: list[_Vote] = []
    for one in votes:
        same = [vote for vote in votes if abs(vote.path.lag - one.path.lag) <= _SAME_LAG]
        best = max(best, same, key=_voice)
    if _voice(best) < _ENOUGH:
        return None
    return EchoPath(
        round(float(np.median([vote.path.lag for vote in best]))), float(np.median([vote.path.gain for vote in best]))
    )


def _voice(votes: Sequence[_Vote]) -> int:
    return sum(vote.samples for vote in votes)


def _heard_steps(own: Samples, other: Samples, path: EchoPath) -> _Steps:
    late = np.pad(other, (path.lag, 0))[: other.size]
    mine, theirs = _loudness(own), _loudness(late)
    around = np.pad(theirs, _REACH_STEPS, mode="edge")
    loudest = np.lib.stride_tricks.sliding_window_view(around, 2 * _REACH_STEPS + 1).max(axis=1)
    echo = mine <= _MARGIN * path.gain * loudest
    return _Steps(echo, own=~echo & (mine > _MARGIN * np.quantile(mine, 0.1)))


def _loudness(samples: Samples) -> NDArray[np.float32]:
    steps = samples[: samples.size // _STEP * _STEP].reshape(-1, _STEP)
    loudness: NDArray[np.float32] = np.sqrt(np.mean(steps**2, axis=1))
    return loudness


def _parts(piece: Piece, steps: _Steps) -> Iterator[Piece]:
    """The piece itself where nothing is overheard, else the parts of its voice that are its own."""
    first, last = piece.voice_start // _STEP, min(-(-piece.voice_end // _STEP), steps.echo.size)
    echo, own = steps.echo[first:last], steps.own[first:last]
    if all(end - start <= _GAP_STEPS for start, end in runs(echo)):
        yield piece
        return
    for start, end in runs(binary_closing(np.pad(own, _GAP_STEPS), np.ones(_GAP_STEPS))[_GAP_STEPS:-_GAP_STEPS]):
        if np.count_nonzero(own[start:end]) >= _SHORTEST_OWN_STEPS:
            yield _part(piece, (first + start) * _STEP, (first + end) * _STEP)


def _part(piece: Piece, start: int, end: int) -> Piece:
    voice_start, voice_end = max(piece.voice_start, start), min(piece.voice_end, end)
    return replace(
        piece,
        start=piece.start if voice_start == piece.voice_start else max(piece.start, voice_start - _PAD),
        end=piece.end if voice_end == piece.voice_end else min(piece.end, voice_end + _PAD),
        voice_start=voice_start,
        voice_end=voice_end,
    )
