"""Long two-channel recordings out of the sample calls, for benchmarks."""

from collections.abc import Iterable, Iterator
from itertools import chain, cycle, islice, repeat
from pathlib import Path
from typing import Final

import numpy as np

from audio.decode import decode
from audio.encode import OPUS_PACKET_S, opus_packets, write_opus
from audio.sound import Sound

CALLS: Final = Path(__file__).parents[1] / "demo" / "calls"
RATE: Final = 16_000


def two_channel_calls(calls: Path = CALLS) -> Iterator[Sound]:
    """The sample calls of two channels in the order of their names, over and over."""
    for path in cycle(sorted(calls.glob("*.opus"))):
        sound = decode(path)
        if sound.channels == 2:
            yield sound


def is_two_channel(path: Path) -> bool:
    return decode(path).channels == 2


def tiled(seconds: float, *, first: int = 0, calls: Path = CALLS) -> Sound:
    """A call of exactly so many seconds: sample calls one after the other, from the `first` one on."""
    parts: list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = []
    left = round(seconds * RATE)
    for sound in islice(two_channel_calls(calls), first, None):
        parts.append(sound.samples[:, :left])
        left -= parts[-1].shape[1]
        if not left:
            break
    return Sound(np.concatenate(parts, axis=1), RATE)


def write_long(path: Path, seconds: float, *, tile_s: float = 600.0, calls: Path = CALLS) -> None:
    """Ogg Opus of so many seconds: up to `tile_s` of sample calls, again and again."""
    tile = tiled(min(seconds, tile_s), calls=calls)
    packets = list(opus_packets([tile]))[: round(tile.duration_s / float(OPUS_PACKET_S))]
    length = round(seconds * RATE)
    needed = -(-length // int(OPUS_PACKET_S * RATE)) + 1
    with path.open("wb") as file:
        write_opus(file, islice(_endless(packets), needed), channels=2, rate=RATE, length=length)


def _endless(packets: Iterable[bytes]) -> Iterator[bytes]:
    return chain.from_iterable(repeat(list(packets)))
