"""Puts back the silence that some recorders leave out.

Conference systems write Opus into WebM and send nothing while somebody is silent or muted: only the time stamps tell
of the pause. Without it every later word would come too early, and one side of the call before the other.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from av.audio.frame import AudioFrame

_SHORTEST_S: Final = 0.1
"""Time stamps of WebM are rounded to milliseconds; a gap of less than this may be no gap."""

_LONGEST_S: Final = 600.0
"""A jump by more than this is a stray time stamp, not a pause."""


def with_pauses(frames: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
    """The frames with silent ones wherever their time stamps jump forward; overlaps and stray stamps are let be."""
    due: float | None = None
    for frame in frames:
        starts = None if frame.pts is None or frame.time_base is None else float(frame.pts * frame.time_base)
        if starts is not None and due is not None and _SHORTEST_S < starts - due < _LONGEST_S:
            yield from _silence(frame, starts - due)
        yield frame
        starts = due if starts is None else starts
        due = None if starts is None else starts + frame.samples / frame.sample_rate


def _silence(like: AudioFrame, seconds: float) -> Iterator[AudioFrame]:
    """Silent frames of a second and a rest, in the format of `like`."""
    left = round(seconds * like.sample_rate)
    while left > 0:
        length = min(left, like.sample_rate)
        columns = length if like.format.is_planar else length * like.layout.nb_channels
        zeros = np.zeros_like(like.to_ndarray()[:, :1]).repeat(columns, axis=1)
        silent = AudioFrame.from_ndarray(zeros, format=like.format.name, layout=like.layout.name)
        silent.sample_rate = like.sample_rate
        yield silent
        left -= length
