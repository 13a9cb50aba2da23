"""Recordings that break off, and sounds nobody speaks in: odd, but to be heard as far as they go."""

from collections.abc import Callable
from typing import Final

import numpy as np

from tests.audio.gsm import gsm_wav
from tests.audio.hostile.case import Hostile
from tests.factories.sounds import dtmf, file_bytes, music, noise, ringing, silence, sound, wav_bytes


def _cut(kind: str, part: float) -> Callable[[], bytes]:
    """The first part of six seconds of noise."""

    def make() -> bytes:
        whole = file_bytes(sound(noise(6.0, rate=16_000), noise(6.0, seed=2), rate=16_000), kind)
        return whole[: int(len(whole) * part)]

    return make


def _head(kind: str, size: int) -> Callable[[], bytes]:
    return lambda: file_bytes(sound(noise(1.0)), kind)[:size]


_KEEPS_ITS_LENGTH: Final = (
    "wav-24", "wav-float", "wav-mulaw", "wav-alaw", "wav-adpcm-ms", "wav-adpcm-ima", "mp3", "ogg-opus", "ogg-vorbis",
    "flac", "webm",
)  # fmt: skip
"""Kinds of file that say how long they are or where they end, so that a missing rest shows."""

CUTS: Final = {
    **{
        f"{kind} that breaks off after {part:.0%}": Hostile(None, _cut(kind, part), truncated=True)
        for kind in _KEEPS_ITS_LENGTH
        for part in (0.7, 0.9)
    },
    "wav-gsm that breaks off": Hostile(None, lambda: gsm_wav(noise(6.0, rate=8_000))[:4_000], truncated=True),
    "m4a without its index at the end": Hostile("corrupt", _cut("m4a", 0.8)),
    "wav-24 of four bytes": Hostile("not_audio", _head("wav-24", 4)),
    "wav-24 of twelve bytes": Hostile("corrupt", _head("wav-24", 12)),
    "wav-24 of half a header": Hostile("corrupt", _head("wav-24", 30)),
    "flac of four bytes": Hostile("corrupt", _head("flac", 4)),
    "flac of half a header": Hostile("corrupt", _head("flac", 20)),
    "ogg-opus of one page": Hostile("corrupt", _head("ogg-opus", 60)),
    "webm of half a header": Hostile("corrupt", _head("webm", 60)),
    "m4a of its first box": Hostile("corrupt", _head("m4a", 28)),
    "mp3 of its tag alone": Hostile("corrupt", _head("mp3", 100)),
}

SOUNDS: Final = {
    "silence": Hostile(None, lambda: wav_bytes(sound(silence(2.0)))),
    "noise": Hostile(None, lambda: wav_bytes(sound(noise(2.0, 0.9)))),
    "music": Hostile(None, lambda: file_bytes(sound(music(3.0), music(3.0)), "mp3")),
    "ringing": Hostile(None, lambda: file_bytes(sound(ringing(6.0)), "wav-alaw")),
    "keys": Hostile(None, lambda: file_bytes(sound(dtmf("4111111111111111#")), "wav-mulaw")),
    "full scale": Hostile(None, lambda: wav_bytes(sound(np.ones(16_000, np.float32)))),
}
