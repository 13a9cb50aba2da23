"""Which channel is who: the map of a source, and the two-channel files that are really mono."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from audio.likeness import likeness
from audio.sound import Samples, Sound
from audio.words import Speaker

_COPY: Final = 0.95
"""Correlation from which two channels are one; two people on one line stay below 0.3."""

_TOGETHER: Final = 0.7
_STEP_S: Final = 0.02
_BLOCK_S: Final = 8.0
_MAX_BLOCKS: Final = 12
_MAX_DELAY_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class ChannelMap:
    """Who speaks on the left and on the right channel of a source's recordings."""

    left: Speaker = Speaker.AGENT
    right: Speaker = Speaker.CUSTOMER

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a map written as `agent,customer` or `customer,agent`.

        Raises ValueError for anything else.
        """
        try:
            left, right = (Speaker(part.strip().lower()) for part in text.split(","))
        except ValueError:
            left = right = Speaker.UNKNOWN
        if {left, right} != {Speaker.AGENT, Speaker.CUSTOMER}:
            raise ValueError(f"a channel map is 'agent,customer' or 'customer,agent', not {text!r}")
        return cls(left, right)

    def swapped(self) -> Self:
        """The map of a source whose sides change places, as many do for outbound calls."""
        return type(self)(self.right, self.left)


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """The channels worth listening to, each of shape (n,), and who is heard on each.

    `sides` says it for every channel of the sound, those that were left out included.
    """

    speakers: tuple[Speaker, ...]
    channels: tuple[Samples, ...]
    sides: tuple[Speaker, ...]


def part_voices(sound: Sound, channel_map: ChannelMap, *, fake_stereo: bool | None = None) -> Voices:
    """Give every channel its speaker; one channel of an unknown speaker where there is only one voice line.

    `fake_stereo` says whether both channels are one sound, where the whole call was asked and this is a part.
    """
    if sound.channels == 1:
        return _one_line(sound, sound.channel(0))
    left, right = sound.channel(0), sound.channel(1)
    if is_fake_stereo(sound) if fake_stereo is None else fake_stereo:
        return _one_line(sound, max(left, right, key=_energy))
    sides = (channel_map.left, channel_map.right)
    return Voices(sides, (left, right), sides)


def _one_line(sound: Sound, channel: Samples) -> Voices:
    return Voices((Speaker.UNKNOWN,), (channel,), (Speaker.UNKNOWN,) * sound.channels)


def is_fake_stereo(sound: Sound) -> bool:
    """True if both channels are one sound: equal, scaled, inverted or delayed by up to half a second.

    Blocks of eight seconds, spread over the recording, vote with their median, so that one stretch of
    cross-talk or a common beep proves nothing.
    """
    if sound.channels != 2 or _rise_and_fall_apart(sound):
        return False
    size = min(sound.length, round(_BLOCK_S * sound.rate))
    starts = np.linspace(0, sound.length - size, num=min(_MAX_BLOCKS, -(-sound.length // max(size, 1))))
    votes = [
        likeness(block[0], block[1], max_lag=round(_MAX_DELAY_S * sound.rate)).correlation
        for block in (sound.samples[:, int(start) : int(start) + size] for start in starts)
        if _energy(block[0]) > 0 or _energy(block[1]) > 0
    ]
    return bool(votes) and float(np.median(votes)) >= _COPY


def _rise_and_fall_apart(sound: Sound) -> bool:
    """True if already the loudness of the two channels, in steps of 20 ms, moves apart: cheap, and usual."""
    step = round(_STEP_S * sound.rate)
    steps = sound.length // step
    if steps < 2:
        return False
    loudness = np.sqrt(np.mean(sound.samples[:, : steps * step].reshape(2, steps, step) ** 2, axis=2))
    left, right = (side - side.mean() for side in loudness.astype(np.float32))
    return likeness(left, right, max_lag=round(_MAX_DELAY_S / _STEP_S)).correlation < _TOGETHER


def _energy(samples: Samples) -> float:
    return float(np.dot(samples, samples))
