"""Sound into files: Opus for the web and for storage, MP3 for podcast feeds."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from io import BytesIO
from typing import IO, Final

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from audio.sound import Samples, Sound

OPUS_BITS_PER_CHANNEL: Final = 24_000
"""Clear speech at 16 kHz; half of it is enough to understand every word."""

OPUS_COMPLEXITY: Final = "3"
"""Of 10. With it goes the coder `audio`, which at this rate keeps speech as clear as the coder `voip`, in files a
quarter larger, for a third of the time: every call is encoded once and heard seldom."""

OPUS_PACKET_S: Final = Fraction(60, 1_000)

MP3_BITS: Final = 48_000
MP3_RATE: Final = 24_000
"""A rate that every podcast client plays (MPEG-2 layer III)."""

_OPUS_RATES: Final = (8_000, 12_000, 16_000, 24_000, 48_000)
_BLOCK: Final = 1 << 16
_OPUS_CLOCK: Final = 48_000


class OpusEncoder:
    """Opus packets of 60 ms from sound that comes piece by piece.

    Where a piece ends makes no difference to the packets as long as each but the last is a multiple of
    60 ms long, so packets that were kept can be followed by those of another encoder. Raises ValueError for
    more than two channels.
    """

    def __init__(self, channels: int, rate: int, *, bits_per_channel: int = OPUS_BITS_PER_CHANNEL) -> None:
        if channels > 2:
            raise ValueError(f"Opus is written with one or two channels, not {channels}")
        self.codec = av.CodecContext.create("libopus", "w")
        self.codec.rate = _opus_rate(rate)
        self.codec.layout = _layout(channels)
        self.codec.format = "flt"
        self.codec.bit_rate = bits_per_channel * channels
        self.codec.options = {
            "application": "audio",
            "vbr": "on",
            "compression_level": OPUS_COMPLEXITY,
            "frame_duration": f"{OPUS_PACKET_S * 1_000}",
        }
        self.codec.open()
        self.rate = rate
        self.frames = _Frames(self.codec)

    def encode(self, samples: Samples) -> list[bytes]:
        """The packets that samples of shape (channels, n) fill."""
        return self._packets(self.frames.push(samples, self.rate))

    def finish(self) -> list[bytes]:
        """The packets of what is left. Nothing can be encoded after it."""
        return [*self._packets(self.frames.rest()), *map(bytes, self.codec.encode(None))]

    def _packets(self, frames: Iterator[AudioFrame]) -> list[bytes]:
        return [bytes(packet) for frame in frames for packet in self.codec.encode(frame)]


def opus_packets(sounds: Iterable[Sound], *, bits_per_channel: int = OPUS_BITS_PER_CHANNEL) -> Iterator[bytes]:
    """The packets of sounds that follow one another, encoded as they are taken."""
    encoder: OpusEncoder | None = None
    for sound in sounds:
        encoder = encoder or OpusEncoder(sound.channels, sound.rate, bits_per_channel=bits_per_channel)
        yield from encoder.encode(sound.samples)
    if encoder is not None:
        yield from encoder.finish()


def write_opus(file: IO[bytes], packets: Iterable[bytes], *, channels: int, rate: int, length: int) -> None:
    """Ogg Opus from packets of 60 ms, in order; a player hears exactly `length` samples at `rate` Hz."""
    with av.open(file, mode="w", format="ogg") as output:
        stream = output.add_stream("libopus", rate=_opus_rate(rate), layout=_layout(channels))
        stream.codec_context.open()
        size, skipped = int(OPUS_PACKET_S * stream.rate), _pre_skip(stream.codec_context) * stream.rate // _OPUS_CLOCK
        heard = -(-length * stream.rate // rate)
        for index, data in enumerate(packets):
            packet = av.Packet(data)
            packet.stream, packet.time_base = stream, Fraction(1, stream.rate)
            packet.pts = packet.dts = index * size - skipped
            packet.duration = max(0, min(size, heard - packet.pts))
            output.mux(packet)


def encode_opus(sound: Sound, *, bits_per_channel: int = OPUS_BITS_PER_CHANNEL) -> bytes:
    """Ogg Opus with one or two channels as they are; decoded again it has the same number of samples."""
    file, packets = BytesIO(), opus_packets([sound], bits_per_channel=bits_per_channel)
    write_opus(file, packets, channels=sound.channels, rate=sound.rate, length=sound.length)
    return file.getvalue()


def encode_mp3(sound: Sound, *, bit_rate: int = MP3_BITS) -> bytes:
    """MP3 of all channels mixed to one."""
    file, mono = BytesIO(), sound.mono()
    with av.open(file, mode="w", format="mp3") as output:
        stream = output.add_stream("libmp3lame", rate=MP3_RATE, layout="mono")
        stream.bit_rate = bit_rate
        stream.codec_context.open()
        frames = _Frames(stream.codec_context)
        for frame in (*frames.push(mono.samples, mono.rate), *frames.rest()):
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()


class _Frames:
    """Sound as frames of the format and the size that an encoder wants; only the very last one is shorter."""

    def __init__(self, codec: AudioCodecContext) -> None:
        self.size = codec.frame_size
        self.resampler = AudioResampler(format=codec.format, layout=codec.layout, rate=codec.rate)
        self.fifo = AudioFifo()

    def push(self, samples: Samples, rate: int) -> Iterator[AudioFrame]:
        for first in range(0, samples.shape[1], _BLOCK):
            block = np.ascontiguousarray(np.clip(samples[:, first : first + _BLOCK], -1.0, 1.0))
            frame = AudioFrame.from_ndarray(block, format="fltp", layout=_layout(block.shape[0]))
            frame.sample_rate = rate
            yield from self._full(self.resampler.resample(frame))

    def rest(self) -> Iterator[AudioFrame]:
        yield from self._full(self.resampler.resample(None))
        if (rest := self.fifo.read(0, partial=True)) is not None:
            yield rest

    def _full(self, frames: Iterable[AudioFrame]) -> Iterator[AudioFrame]:
        for frame in frames:
            frame.pts = None
            self.fifo.write(frame)
            while (full := self.fifo.read(self.size)) is not None:
                yield full


def _opus_rate(rate: int) -> int:
    """The lowest of Opus's own rates that loses nothing."""
    return min((known for known in _OPUS_RATES if known >= rate), default=_OPUS_RATES[-1])


def _pre_skip(codec: AudioCodecContext) -> int:
    """Samples at 48 kHz by which the coder is late and which players skip (RFC 7845, section 5.1)."""
    return int.from_bytes((codec.extradata or b"")[10:12], "little")


def _layout(channels: int) -> str:
    return "mono" if channels == 1 else "stereo"
