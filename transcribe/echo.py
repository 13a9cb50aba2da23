"""Drops what a channel only overhears: the other side's voice, fainter and a little later."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from audio.likeness import likeness
from audio.sound import Samples
from transcribe.voice import VOICE_RATE, Piece

_ECHO: Final = 0.6
"""Correlation from which a fainter simultaneous sound counts as an echo."""

_FAINTER: Final = 0.5
_MAX_DELAY_S: Final = 0.3


def without_echoes(pieces: Sequence[tuple[Piece, ...]], channels: Sequence[Samples]) -> tuple[tuple[Piece, ...], ...]:
    """For each channel, the pieces that are its own; an echo is transcribed on the side that spoke."""
    if len(channels) < 2:
        return tuple(pieces)
    return tuple(
        tuple(piece for piece in own if not _is_echo(piece, channels[piece.channel], channels[1 - piece.channel]))
        for own in pieces
    )


def _is_echo(piece: Piece, own: Samples, other: Samples) -> bool:
    mine, theirs = (side[piece.voice_start : piece.voice_end] for side in (own, other))
    if _rms(mine) > _FAINTER * _rms(theirs):
        return False
    return likeness(theirs, mine, max_lag=round(_MAX_DELAY_S * VOICE_RATE)).correlation >= _ECHO


def _rms(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples**2))) if samples.size else 0.0
