"""Where on a channel does somebody speak? Everything else is never shown to the recogniser.

Silero's voice detector (it ships with faster-whisper) proposes stretches of voice; steady tones and even hiss,
which it sometimes takes for voice, are thrown out by `steady.py`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps
from numpy.typing import NDArray

from audio.sound import Samples
from transcribe.steady import is_hiss, is_note

VOICE_RATE: Final = 16_000
"""The only rate that the voice detector and the recogniser understand."""

_FRAME: Final = 512
_AT_ONCE: Final = 60 * VOICE_RATE
_MARGIN_FRAMES: Final = 10
_QUIETEST: Final = 1e-4
_ABOVE_NOISE: Final = 2.5
_BELOW_SPEECH: Final = 10 ** (-25 / 20)


@dataclass(frozen=True, slots=True)
class VoiceOptions:
    """How the voice detector decides; seconds, and a probability."""

    threshold: float = 0.35
    min_voice_s: float = 0.1
    min_pause_s: float = 0.16
    max_piece_s: float = 24.0
    pad_s: float = 0.2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one channel with voice, in samples.

    [start, end) is what the recogniser hears, [voice_start, voice_end) where the voice itself is: the pad
    around it helps the recogniser and holds no words.
    """

    channel: int
    start: int
    end: int
    voice_start: int
    voice_end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def tightened(self, pad: int) -> "Piece":
        """This piece with at most `pad` samples around its voice."""
        start, end = max(self.start, self.voice_start - pad), min(self.end, self.voice_end + pad)
        return replace(self, start=start, end=end)


def find_voice(samples: Samples, channel: int, options: VoiceOptions | None = None) -> tuple[Piece, ...]:
    """Voice on one channel of shape (n,) at 16 kHz, in time order; empty where nobody speaks."""
    options = options or VoiceOptions()
    spoken = [(start, end) for start, end in _detect(samples, options) if not _is_no_voice(samples, start, end)]
    return _padded(spoken, channel, samples.size, round(options.pad_s * VOICE_RATE))


def _is_no_voice(samples: Samples, start: int, end: int) -> bool:
    return is_note(samples, start, end, VOICE_RATE) or is_hiss(samples[start:end], VOICE_RATE)


def _detect(samples: Samples, options: VoiceOptions) -> list[tuple[int, int]]:
    """Voice as [start, end) sample pairs. The detector only listens where there is anything to hear."""
    return [span for audible in _grouped(_audible(samples)) for span in _detect_in(samples, audible, options)]


def _grouped(audible: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Stretches in groups of about a minute: the detector's memory grows with what it is given at once."""
    group: list[tuple[int, int]] = []
    for start, end in audible:
        group.append((start, end))
        if sum(last - first for first, last in group) >= _AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def _detect_in(samples: Samples, audible: Sequence[tuple[int, int]], options: VoiceOptions) -> list[tuple[int, int]]:
    """Voice in these stretches of the channel, which are heard as if nothing was between them."""
    heard = np.concatenate([samples[start:end] for start, end in audible])
    stretches = get_speech_timestamps(
        heard,
        VadOptions(
            threshold=options.threshold,
            min_speech_duration_ms=round(options.min_voice_s * 1000),
            max_speech_duration_s=options.max_piece_s,
            min_silence_duration_ms=round(options.min_pause_s * 1000),
            speech_pad_ms=0,
        ),
        sampling_rate=VOICE_RATE,
    )
    return _restored([(stretch["start"], min(stretch["end"], heard.size)) for stretch in stretches], audible)


def _audible(samples: Samples) -> list[tuple[int, int]]:
    """Stretches, with margins, that stand out from the noise or come near the loudest twentieth.

    What they leave out is both no louder than the quietest tenth and 25 dB below the loudest twentieth.
    Most lines of a call are idle half of the time, and this costs a hundredth of the voice detector.
    """
    frames = samples.size // _FRAME
    if not frames:
        return [(0, samples.size)] if samples.size else []
    power = np.mean(samples[: frames * _FRAME].reshape(frames, _FRAME) ** 2, axis=1)
    level = np.sqrt(power)
    noise, loud = (float(quantile) for quantile in np.quantile(level, (0.1, 0.95)))
    active = level > max(_QUIETEST, min(noise * _ABOVE_NOISE, loud * _BELOW_SPEECH))
    near = np.convolve(active, np.ones(2 * _MARGIN_FRAMES + 1), mode="same") > 0
    return [(start * _FRAME, samples.size if end == frames else end * _FRAME) for start, end in runs(near)]


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """[start, end) of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _restored(spans: Sequence[tuple[int, int]], audible: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the concatenated audible stretches as spans of the channel; split where a stretch ends."""
    offsets = list(accumulate((end - start for start, end in audible), initial=0))
    restored: list[tuple[int, int]] = []
    for start, end in spans:
        index = bisect_right(offsets, start) - 1
        while index < len(audible) and offsets[index] < end:
            shift = audible[index][0] - offsets[index]
            restored.append((max(start, offsets[index]) + shift, min(end, offsets[index + 1]) + shift))
            index += 1
    return restored


def _padded(spans: Sequence[tuple[int, int]], channel: int, length: int, pad: int) -> tuple[Piece, ...]:
    """Pieces with up to `pad` samples on both sides; neighbours that are closer share the pause between."""
    ends = [0, *((before[1] + after[0]) // 2 for before, after in pairwise(spans)), length]
    return tuple(
        Piece(channel, max(start - pad, ends[index]), min(end + pad, ends[index + 1]), start, end)
        for index, (start, end) in enumerate(spans)
    )
