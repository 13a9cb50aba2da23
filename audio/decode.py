"""Reads a recording into samples, trusting neither its name nor its header.

The kind of file is told by its content and opened with that one demuxer of an allow-list. The decoder is
handed an open file, not a name, and every attempt to open anything else is refused, so a recording can
reach no other file and no network. All functions are free of state. Recordings that others made are read in
a child process with limits of its own (`audio.confined`); this module is what runs there.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn, cast

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from audio.claim import Claim, read_claim
from audio.errors import (
    CorruptAudioError,
    EmptyFileError,
    MissingFileError,
    NotAudioError,
    TooLargeError,
    TooLongError,
    TooMuchMemoryError,
    UnsupportedAudioError,
    ZeroSecondsError,
)
from audio.pauses import with_pauses
from audio.sniff import HEAD_BYTES, WEBM, Container, sniff
from audio.sound import Samples, Sound

if TYPE_CHECKING:  # the decoding child starts faster, and smaller, without the settings' own imports
    from settings.settings import Speech

SPEECH_RATE: Final = 16_000
"""Samples a second that speech recognisers want."""

_CONVERT: Final = "Convert it to WAV, MP3, Ogg/Opus, FLAC, M4A, AMR or WebM with one or two channels."
_EXPORT_AGAIN: Final = "Export it again from the recording system."
_CODECS: Final = frozenset({
    "aac", "adpcm_ima_wav", "adpcm_ms", "alac", "amrnb", "amrwb", "flac", "gsm_ms", "libopencore_amrnb",
    "libopencore_amrwb", "libopus", "mp3", "mp3float", "opus", "pcm_alaw", "pcm_f32le", "pcm_f64le",
    "pcm_mulaw", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_u8", "vorbis",
})  # fmt: skip


_BETTER: Final = {"amrnb": "libopencore_amrnb", "amrwb": "libopencore_amrwb"}
"""Libavcodec's own AMR decoders cannot read the pauses that telephones send as comfort noise or not at all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a recording may demand before it is refused."""

    max_bytes: int = 2 * 1024**3
    max_seconds: float = 12 * 3600.0
    max_channels: int = 2
    min_rate: int = 4_000
    max_rate: int = 192_000

    @classmethod
    def of(cls, speech: "Speech") -> "Limits":
        """The limits that an installation set."""
        return cls(speech.max_bytes, speech.max_seconds, speech.max_channels, speech.min_rate, speech.max_rate)


def decode(path: Path, *, limits: Limits | None = None, rate: int = SPEECH_RATE) -> Sound:
    """Decode a whole recording to float samples of shape (channels, n) at `rate` Hz.

    Raises an `AudioError` whose `reason` says what is wrong and whose message says what to do.
    """
    stream = SoundStream(path, limits=limits or Limits(), rate=rate)
    blocks = list(stream)
    return Sound(
        samples=np.concatenate(blocks, axis=1),
        rate=rate,
        truncated=stream.truncated,
        container_duration_s=stream.container_duration_s,
    )


@dataclass(slots=True)
class SoundStream:
    """A recording decoded block by block, for those too long to hold in memory.

    Iterate once; blocks have the shape (channels, n) and last a second or a little more. `truncated` and
    `container_duration_s` are final when the iteration ends. Where `file` is given it is read instead of
    `path`, which then only names the recording in errors.
    """

    path: Path
    limits: Limits
    rate: int = SPEECH_RATE
    file: BinaryIO | None = None
    truncated: bool = field(default=False, init=False)
    container_duration_s: float | None = field(default=None, init=False)

    def __iter__(self) -> Generator[Samples]:
        with self.file or open_recording(self.path, self.limits) as file:
            yield from self._blocks(file, _kind_of(self.path, file))

    def _blocks(self, file: BinaryIO, kind: Container) -> Generator[Samples]:
        samples, damage, claim = 0, _Damage(), Claim()
        try:
            with _demuxer(self.path, file, kind) as container:
                stream = _audio_stream(self.path, container, self.limits)
                claim = _claim(file, kind, container)
                frames = self._of_bearable_rate(_frames(container, stream, damage))
                frames = with_pauses(frames) if kind is WEBM else frames
                for block in _gathered(_resampled(frames, stream, self.rate), self.rate):
                    samples += block.shape[1]
                    self._refuse_too_long(samples)
                    yield block
        except MemoryError as error:
            raise TooMuchMemoryError(
                self.path,
                "reading it takes more memory than allowed",
                "Convert it to plain WAV or FLAC, or raise the limit on the decoder's memory in the settings.",
            ) from error
        except av.FFmpegError as error:
            # What was decoded before the damage is kept: half a call is worth hearing.
            if not samples:
                raise CorruptAudioError(self.path, _damaged(kind, error), _EXPORT_AGAIN) from error
            damage.packets += 1
        if not samples and damage.packets:
            raise CorruptAudioError(self.path, f"no part of this {kind.name} file can be decoded", _EXPORT_AGAIN)
        if not samples:
            raise ZeroSecondsError(self.path, "the recording lasts zero seconds", _EXPORT_AGAIN)
        self.container_duration_s = claim.seconds
        self.truncated = claim.cut_off or damage.packets > 0 or _falls_short(samples / self.rate, claim.seconds)

    def _of_bearable_rate(self, frames: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
        """The same frames; a rate that changes on the way is held to the limits too, or it could grow to any size."""
        for frame in frames:
            _refuse_rate(self.path, frame.sample_rate, self.limits)
            yield frame

    def _refuse_too_long(self, samples: int) -> None:
        if samples > self.limits.max_seconds * self.rate:
            raise TooLongError(
                self.path,
                f"it plays for more than {self.limits.max_seconds:g} seconds",
                "Split it, or raise the limit on seconds in the settings.",
            )


@dataclass(slots=True)
class _Damage:
    packets: int = 0


def open_recording(path: Path, limits: Limits) -> BinaryIO:
    """Open a recording for reading. Raises an AudioError where it is missing, no file, empty or too large."""
    if not path.exists():
        raise MissingFileError(path, "there is no such file", "Check the path.")
    if not path.is_file():
        raise NotAudioError(path, "this is not a regular file", "Name the recording itself.")
    size = path.stat().st_size
    if size == 0:
        raise EmptyFileError(path, "the file is empty (0 bytes)", _EXPORT_AGAIN)
    if size > limits.max_bytes:
        raise TooLargeError(
            path,
            f"the file has {size:,} bytes, more than the allowed {limits.max_bytes:,}",
            "Split it, or raise the limit on bytes in the settings.",
        )
    try:
        return path.open("rb")
    except PermissionError as error:
        raise MissingFileError(path, "the file may not be read", "Give this user permission to read it.") from error


def _kind_of(path: Path, file: BinaryIO) -> Container:
    head = file.read(HEAD_BYTES)
    file.seek(0)
    kind = sniff(head)
    if kind is None:
        raise NotAudioError(path, "its content is no audio that we know", _CONVERT)
    if kind.demuxer is None:
        raise UnsupportedAudioError(path, f"{kind.name} is not read", _CONVERT)
    return kind


def _demuxer(path: Path, file: BinaryIO, kind: Container) -> InputContainer:
    assert kind.demuxer is not None
    try:
        return av.open(
            file,
            mode="r",
            format=kind.demuxer,
            container_options={
                "protocol_whitelist": "file",
                "format_whitelist": kind.demuxer,
                "codec_whitelist": ",".join(sorted(_CODECS)),  # nor may a picture or a film be decoded to probe it
            },
            metadata_errors="ignore",
            buffer_size=1 << 18,
            io_open=_refuse_to_open,
        )
    except av.FFmpegError as error:
        if isinstance(error, MemoryError):
            raise
        raise CorruptAudioError(path, _damaged(kind, error), _EXPORT_AGAIN) from error


def _refuse_to_open(url: str, _flags: int, _options: dict[str, str]) -> NoReturn:
    raise PermissionError(f"a recording may not open {url!r}")


def _damaged(kind: Container, error: av.FFmpegError) -> str:
    return f"the {kind.name} file is damaged ({error.strerror or type(error).__name__})"


def _audio_stream(path: Path, container: InputContainer, limits: Limits) -> AudioStream:
    if not container.streams.audio:
        raise NotAudioError(path, "the file holds no sound track", "Name a recording with sound.")
    stream = container.streams.audio[0]
    codec = stream.codec_context
    if codec is None or codec.name not in _CODECS:
        name = "unknown" if codec is None else codec.name
        raise UnsupportedAudioError(path, f"the audio codec {name!r} is not read", _CONVERT)
    if codec.channels < 1 or codec.sample_rate < 1:
        raise CorruptAudioError(path, "its header names no channel or no sample rate", _EXPORT_AGAIN)
    if codec.channels > limits.max_channels:
        raise UnsupportedAudioError(
            path, f"it has {codec.channels} channels, at most {limits.max_channels} are read", _CONVERT
        )
    _refuse_rate(path, codec.sample_rate, limits)
    codec.thread_count = 1
    return stream


def _refuse_rate(path: Path, rate: int, limits: Limits) -> None:
    if not limits.min_rate <= rate <= limits.max_rate:
        raise UnsupportedAudioError(
            path, f"{rate} samples a second lie outside {limits.min_rate}–{limits.max_rate}", _CONVERT
        )


def _claim(file: BinaryIO, kind: Container, container: InputContainer) -> Claim:
    seconds = None if container.duration is None else container.duration / av.time_base
    position = file.tell()
    claim = read_claim(file, kind, seconds if seconds and seconds > 0 else None)
    file.seek(position)
    return claim


def _decoder(stream: AudioStream) -> AudioCodecContext:
    """The stream's own decoder, or a better one for the same codec."""
    own = stream.codec_context
    better = _BETTER.get(own.name)
    if better not in av.codecs_available:
        return own
    decoder = cast("AudioCodecContext", AudioCodecContext.create(better, "r"))
    decoder.sample_rate, decoder.layout = own.sample_rate, own.layout
    return decoder


def _frames(container: InputContainer, stream: AudioStream, damage: _Damage) -> Iterator[AudioFrame]:
    """Decoded frames in order; packets that cannot be decoded are counted and left out."""
    decoder = _decoder(stream)
    for packet in container.demux(stream):
        try:
            frames = decoder.decode(packet)
        except av.InvalidDataError:
            damage.packets += 1
            continue
        for frame in frames:
            if isinstance(frame, AudioFrame):
                yield frame


def _resampled(frames: Iterator[AudioFrame], stream: AudioStream, rate: int) -> Iterator[Samples]:
    """Samples of shape (channels, n); a change of layout in mid-stream keeps the first layout."""
    layout = "mono" if stream.codec_context.channels == 1 else "stereo"
    resampler, shape = AudioResampler(format="fltp", layout=layout, rate=rate), None
    for frame in frames:
        frame.pts = None  # the clock is the samples themselves: stray time stamps must not matter
        if shape not in {None, _shape(frame)}:
            yield from map(AudioFrame.to_ndarray, resampler.resample(None))
            resampler = AudioResampler(format="fltp", layout=layout, rate=rate)
        shape = _shape(frame)
        yield from map(AudioFrame.to_ndarray, resampler.resample(frame))
    if shape is not None:
        yield from map(AudioFrame.to_ndarray, resampler.resample(None))


def _shape(frame: AudioFrame) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate


def _gathered(pieces: Iterator[Samples], rate: int) -> Iterator[Samples]:
    """The small pieces of codecs as blocks of a second or a little more: what costs by the block then costs little."""
    waiting: list[Samples] = []
    try:
        for piece in pieces:
            waiting.append(piece)
            if sum(one.shape[1] for one in waiting) >= rate:
                yield _clean(np.concatenate(waiting, axis=1))
                waiting = []
    except av.FFmpegError:
        if waiting:  # what came before the damage is kept
            yield _clean(np.concatenate(waiting, axis=1))
        raise
    if waiting:
        yield _clean(np.concatenate(waiting, axis=1))


def _clean(samples: Samples) -> Samples:
    """In ±1.0, and silent where a sample is no number."""
    samples = samples.astype(np.float32, copy=False)
    return np.clip(np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0), -1.0, 1.0)


def _falls_short(decoded_s: float, claimed_s: float | None) -> bool:
    """Half a second or one per cent may be missing: encoders pad, headers round."""
    return claimed_s is not None and claimed_s - decoded_s > max(0.5, 0.01 * claimed_s)
