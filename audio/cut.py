"""Takes sound out: a stretch of a recording for an excerpt, or a word that nobody may hear."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.sound import Samples, Sound

EDGE_FADE_S: Final = 0.005
"""Long enough to make no click, too short to hide a sound."""

_TONE_HZ: Final = 440.0
_TONE_LEVEL: Final = 0.05


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Seconds [start, end) of one channel, or of every channel where `channel` is None."""

    start: float
    end: float
    channel: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must run forward from 0 or later, not from {self.start} to {self.end}")

    @property
    def seconds(self) -> float:
        return self.end - self.start

    def widened(self, by_s: float) -> "Span":
        """This span with a guard band on both sides, not before the start of the recording."""
        return Span(max(0.0, self.start - by_s), self.end + by_s, self.channel)

    def overlaps(self, start: float, end: float) -> bool:
        return self.start < end and start < self.end


def cut(sound: Sound, start: float, end: float, *, fade_s: float = 0.02) -> Sound:
    """The seconds [start, end) of a recording, faded in and out so that neither edge clicks."""
    if not start < end:
        raise ValueError(f"a cut must run forward, not from {start} to {end}")
    first, last = (_sample(seconds, sound) for seconds in (start, end))
    samples = sound.samples[:, first:last].copy()
    fade = min(round(fade_s * sound.rate), samples.shape[1] // 2)
    if fade:
        ramp = _ramp(fade)
        samples[:, :fade] *= ramp
        samples[:, -fade:] *= ramp[::-1]
    return Sound(samples=samples, rate=sound.rate)


def silence(sound: Sound, spans: Iterable[Span], *, tone: bool = False) -> Sound:
    """The recording with each span made silent (or a soft tone) on its channel; not a sample longer or shorter.

    Nothing of the original is left inside a span: the short fades lie outside it. Raises ValueError for a
    channel that the recording does not have, so that a wrong span is never taken for a redaction.
    """
    samples = sound.samples.copy()
    for span in spans:
        for channel in _channels(span, sound):
            _silence_channel(samples[channel], _sample(span.start, sound), _last(span.end, sound), sound.rate)
            if tone:
                _add_tone(samples[channel], _sample(span.start, sound), _last(span.end, sound), sound.rate)
    return sound.with_samples(samples)


def _channels(span: Span, sound: Sound) -> Iterable[int]:
    if span.channel is None:
        return range(sound.channels)
    if not 0 <= span.channel < sound.channels:
        raise ValueError(f"channel {span.channel} does not exist: the recording has {sound.channels}")
    return (span.channel,)


def _silence_channel(samples: Samples, first: int, last: int, rate: int) -> None:
    fade = round(EDGE_FADE_S * rate)
    before, after = samples[max(0, first - fade) : first], samples[last : last + fade]
    before *= _ramp(fade)[::-1][-len(before) :] if len(before) else 1
    after *= _ramp(fade)[: len(after)]
    samples[first:last] = 0.0


def _add_tone(samples: Samples, first: int, last: int, rate: int) -> None:
    length = last - first
    wave = _TONE_LEVEL * np.sin(2 * np.pi * _TONE_HZ * np.arange(length) / rate)
    fade = min(round(EDGE_FADE_S * rate), length // 2)
    envelope = np.ones(length)
    if fade:
        envelope[:fade], envelope[-fade:] = _ramp(fade), _ramp(fade)[::-1]
    samples[first:last] = wave * envelope


def _ramp(length: int) -> NDArray[np.float32]:
    """Rises from just above 0 to just below 1 along half a cosine."""
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / max(length, 1))).astype(np.float32)


def _sample(seconds: float, sound: Sound) -> int:
    """Index of the first sample at or before `seconds`, within the recording."""
    return min(max(int(seconds * sound.rate), 0), sound.length)


def _last(seconds: float, sound: Sound) -> int:
    """Index behind the last sample touched by `seconds`: a span never ends a sample early."""
    return min(max(int(np.ceil(seconds * sound.rate)), 0), sound.length)
