"""Sounds for tests: tones, noise, ringing, something shaped like speech, and files of every kind."""

import struct
from collections.abc import Sequence
from io import BytesIO

import av
import numpy as np
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from audio.sound import Samples, Sound

RATE = 16_000


def sound(*channels: Samples, rate: int = RATE) -> Sound:
    """A sound of the given channels; shorter ones are filled up with silence."""
    length = max(channel.size for channel in channels)
    return Sound(np.stack([_filled(channel, length) for channel in channels]).astype(np.float32), rate)


def _filled(channel: Samples, length: int) -> Samples:
    return np.pad(channel, (0, length - channel.size)).astype(np.float32)


def silence(seconds: float, rate: int = RATE) -> Samples:
    return np.zeros(round(seconds * rate), dtype=np.float32)


def tone(seconds: float, hertz: float = 440.0, level: float = 0.3, rate: int = RATE) -> Samples:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def noise(seconds: float, level: float = 0.1, seed: int = 1, rate: int = RATE) -> Samples:
    return (level * np.random.default_rng(seed).standard_normal(round(seconds * rate))).astype(np.float32)


def dtmf(digits: str, rate: int = RATE) -> Samples:
    """The keys of a telephone, 120 ms each and 80 ms apart (ITU-T Q.23 frequencies)."""
    rows, columns = (697, 770, 852, 941), (1209, 1336, 1477)
    parts: list[Samples] = []
    for digit in digits:
        row, column = divmod("123456789*0#".index(digit), 3)
        both = tone(0.12, rows[row], 0.25, rate) + tone(0.12, columns[column], 0.25, rate)
        parts += [both, silence(0.08, rate)]
    return np.concatenate(parts)


def ringing(seconds: float, rate: int = RATE) -> Samples:
    """European ringing: 425 Hz, one second on and four off."""
    time = np.arange(round(seconds * rate)) / rate
    ring: Samples = np.where(time % 5 < 1, tone(seconds, 425, 0.3, rate), 0).astype(np.float32)
    return ring


def music(seconds: float, rate: int = RATE) -> Samples:
    """Hold music: chords with overtones that change every half second and fade like a plucked string."""
    chords = ((262, 330, 392), (220, 277, 330), (294, 349, 440), (196, 247, 294))
    time = np.arange(round(seconds * rate)) / rate
    total = np.zeros_like(time)
    for step in range(int(seconds * 2) + 1):
        since = time - step * 0.5
        envelope = np.where(since >= 0, np.exp(-2 * np.maximum(since, 0)), 0)
        for hertz in chords[step % len(chords)]:
            for overtone in (1, 2, 3):
                total += envelope * np.sin(2 * np.pi * hertz * overtone * time) / overtone
    played: Samples = (0.3 * total / np.abs(total).max()).astype(np.float32)
    return played


def speech_like(seconds: float, seed: int = 1, level: float = 0.3, rate: int = RATE) -> Samples:
    """Something with the rhythm, pitch and resonances of a voice, though it says nothing."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * rate)) / rate
    drift = np.interp(time, np.arange(0, seconds + 0.3, 0.2), rng.uniform(90, 180, int(seconds / 0.2) + 2))
    phase = 2 * np.pi * np.cumsum(drift) / rate
    buzz = sum(np.sin(k * phase) / k for k in range(1, 20))
    syllables = np.clip(np.sin(2 * np.pi * 4 * time + rng.uniform(0, 6)) + 0.3, 0, 1)
    voice = buzz * syllables + 0.02 * rng.standard_normal(time.size)
    spoken: Samples = (level * voice / np.abs(voice).max()).astype(np.float32)
    return spoken


def wav_bytes(sound: Sound, *, bits: int = 16, rate: int | None = None) -> bytes:
    """A WAV file of plain PCM, written by hand so that tests can lie in its header."""
    peak = 2 ** (bits - 1) - 1
    frames: bytes = np.round(np.clip(sound.samples.T, -1, 1) * peak).astype(f"<i{bits // 8}").tobytes()
    return wav_header(len(frames), rate or sound.rate, sound.channels, bits) + frames


def wav_header(data_bytes: int, rate: int, channels: int, bits: int = 16) -> bytes:
    block = channels * bits // 8
    fmt = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, channels & 0xFFFF, rate, rate * block, block & 0xFFFF, bits)
    return b"RIFF" + struct.pack("<I", 36 + data_bytes) + b"WAVE" + fmt + b"data" + struct.pack("<I", data_bytes)


CODECS = {
    "wav-mulaw": ("wav", "pcm_mulaw"),
    "wav-alaw": ("wav", "pcm_alaw"),
    "wav-24": ("wav", "pcm_s24le"),
    "wav-float": ("wav", "pcm_f32le"),
    "wav-double": ("wav", "pcm_f64le"),
    "wav-mp3": ("wav", "libmp3lame"),
    "wav-u8": ("wav", "pcm_u8"),
    "wav-adpcm-ms": ("wav", "adpcm_ms"),
    "wav-adpcm-ima": ("wav", "adpcm_ima_wav"),
    "mp3": ("mp3", "libmp3lame"),
    "ogg-opus": ("ogg", "libopus"),
    "ogg-vorbis": ("ogg", "vorbis"),
    "ogg-flac": ("ogg", "flac"),
    "flac": ("flac", "flac"),
    "m4a": ("ipod", "aac"),
    "m4a-alac": ("ipod", "alac"),
    "aac": ("adts", "aac"),
    "webm": ("webm", "libopus"),
    "webm-vorbis": ("webm", "vorbis"),
    "amr": ("amr", "libopencore_amrnb"),
    "3gp": ("3gp", "libopencore_amrnb"),
}
"""Name of a kind of file: the muxer and the encoder that make it."""


def file_bytes(sound: Sound, kind: str, **options: str) -> bytes:
    """The sound as a file of one of the kinds in CODECS, at the sound's own rate; `options` are the encoder's."""
    muxer, codec = CODECS[kind]
    file, layout = BytesIO(), "mono" if sound.channels == 1 else "stereo"
    with av.open(file, mode="w", format=muxer) as output:
        stream = output.add_stream(codec, rate=sound.rate, layout=layout, options={"strict": "experimental", **options})
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.open()
        for frame in frames_for(sound, stream):
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()


def frames_for(sound: Sound, stream: av.AudioStream) -> Sequence[AudioFrame]:
    """The sound as frames of the format and the size that an encoder wants."""
    whole = AudioFrame.from_ndarray(sound.samples, "fltp", "mono" if sound.channels == 1 else "stereo")
    whole.sample_rate = sound.rate
    resampler, fifo = AudioResampler(stream.format, stream.layout, stream.rate), AudioFifo()
    for frame in [*resampler.resample(whole), *resampler.resample(None)]:
        frame.pts = None
        fifo.write(frame)
    frames = fifo.read_many(stream.codec_context.frame_size or 1024, partial=True)
    return list(frames)
