"""Sound into files: Opus for the web and for storage, MP3 for podcast feeds."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final, cast

import av
import numpy as np
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream

from audio.sound import Samples, Sound

OPUS_BITS_PER_CHANNEL: Final = 24_000
"""Clear speech at 16 kHz; half of it is enough to understand every word."""

OPUS_COMPLEXITY: Final = "3"
"""Of 10. With it goes the coder `audio`, which at this rate keeps speech as clear as the coder `voip`, in files a
quarter larger, for a third of the time: every call is encoded once and heard seldom."""

MP3_BITS: Final = 48_000
MP3_RATE: Final = 24_000
"""A rate that every podcast client plays (MPEG-2 layer III)."""

_OPUS_RATES: Final = (8_000, 12_000, 16_000, 24_000, 48_000)
_BLOCK: Final = 1 << 16


def encode_opus(sound: Sound, *, bits_per_channel: int = OPUS_BITS_PER_CHANNEL) -> bytes:
    """Ogg Opus with one or two channels as they are; decoded again it has the same number of samples."""
    if sound.channels > 2:
        raise ValueError(f"Opus is written with one or two channels, not {sound.channels}")
    rate = min((rate for rate in _OPUS_RATES if rate >= sound.rate), default=_OPUS_RATES[-1])
    options = {"application": "audio", "vbr": "on", "compression_level": OPUS_COMPLEXITY, "frame_duration": "60"}
    return _encode(sound, "ogg", "libopus", rate=rate, bit_rate=bits_per_channel * sound.channels, options=options)


def encode_mp3(sound: Sound, *, bit_rate: int = MP3_BITS) -> bytes:
    """MP3 of all channels mixed to one."""
    return _encode(sound.mono(), "mp3", "libmp3lame", rate=MP3_RATE, bit_rate=bit_rate, options={})


def _encode(sound: Sound, container: str, codec: str, *, rate: int, bit_rate: int, options: dict[str, str]) -> bytes:
    file = BytesIO()
    layout = "mono" if sound.channels == 1 else "stereo"
    with av.open(file, mode="w", format=container) as output:
        stream = cast("AudioStream", output.add_stream(codec, rate=rate, options=options, layout=layout))
        stream.bit_rate = bit_rate
        stream.codec_context.open()
        for frame in _in_frames(_resampled(sound, stream), stream.codec_context.frame_size):
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()


def _resampled(sound: Sound, stream: AudioStream) -> Iterator[AudioFrame]:
    resampler = AudioResampler(format=stream.format, layout=stream.layout, rate=stream.rate)
    for first in range(0, sound.length, _BLOCK):
        block = np.ascontiguousarray(np.clip(sound.samples[:, first : first + _BLOCK], -1.0, 1.0))
        yield from resampler.resample(_frame(block, sound.rate))
    yield from resampler.resample(None)


def _frame(block: Samples, rate: int) -> AudioFrame:
    layout = "mono" if block.shape[0] == 1 else "stereo"
    frame = AudioFrame.from_ndarray(block, format="fltp", layout=layout)
    frame.sample_rate = rate
    return frame


def _in_frames(frames: Iterator[AudioFrame], size: int) -> Iterator[AudioFrame]:
    """The same samples in frames of the size that the encoder wants, the last one shorter."""
    fifo = AudioFifo()
    for frame in frames:
        frame.pts = None
        fifo.write(frame)
        while (full := fifo.read(size)) is not None:
            yield full
    if (rest := fifo.read(0, partial=True)) is not None:
        yield rest
