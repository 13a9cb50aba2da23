"""A picture of the sound: one lane per speaker, drawn as SVG on the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np

from audio.cut import Span
from audio.sound import Samples, Sound
from audio.words import Speaker

_LANE: Final = 48
_GAP: Final = 8
_QUIET: Final = 0.02
"""Peak that still fills a lane: a very quiet channel is drawn quiet, not blown up to full height."""


@dataclass(frozen=True, slots=True)
class Waveform:
    """What to draw. Times in seconds from the start of the sound; `peaks` has a row for each speaker."""

    peaks: Samples
    duration_s: float
    speakers: tuple[Speaker, ...]
    evidence: Span | None = None
    redactions: tuple[Span, ...] = ()
    title: str = "Waveform of the recording"

    def __post_init__(self) -> None:
        if self.peaks.ndim != 2 or self.peaks.shape[0] != len(self.speakers):
            raise ValueError(f"{len(self.speakers)} speakers need as many rows of peaks, not {self.peaks.shape}")


def peaks(sound: Sound, buckets: int) -> Samples:
    """Largest absolute sample in each of `buckets` equal stretches, shape (channels, buckets), 0 to 1."""
    if buckets < 1:
        raise ValueError(f"buckets must be at least 1, not {buckets}")
    if not sound.length:
        return np.zeros((sound.channels, buckets), dtype=np.float32)
    starts = np.arange(buckets) * sound.length // buckets
    loudest: Samples = np.maximum.reduceat(np.abs(sound.samples), starts, axis=1)
    return np.minimum(loudest, 1.0).astype(np.float32)


def waveform_svg(waveform: Waveform, *, ident: str = "waveform") -> str:
    """SVG markup for a page. `ident` must be unique on the page: title and hatching are referred to by it.

    Colours come from the page's style sheet through the classes `waveform-lane`, `lane-agent`,
    `lane-customer`, `lane-unknown`, `waveform-evidence`, `waveform-redaction` and `waveform-playhead`.
    """
    width, lanes = waveform.peaks.shape[1], waveform.peaks.shape[0]
    height = lanes * _LANE + (lanes - 1) * _GAP
    name = escape(ident, quote=True)
    return "".join([
        f'<svg class="waveform" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" ',
        f'preserveAspectRatio="none" role="img" aria-labelledby="{name}-title" ',
        f'data-duration="{waveform.duration_s:.3f}">',
        f'<title id="{name}-title">{escape(_spoken_title(waveform))}</title>',
        _hatching(name) if waveform.redactions else "",
        _evidence(waveform, width, height),
        *(_lane(row, waveform, index) for index, row in enumerate(waveform.peaks)),
        *(_redaction(span, waveform, name) for span in waveform.redactions),
        f'<line class="waveform-playhead" x1="0" x2="0" y1="0" y2="{height}"/></svg>',
    ])  # fmt: skip


def _spoken_title(waveform: Waveform) -> str:
    """The title as a screen reader says it: what is shown, and what the marks mean."""
    said = [waveform.title]
    if waveform.evidence is not None:
        said.append(f"evidence from {_clock(waveform.evidence.start)} to {_clock(waveform.evidence.end)}")
    if waveform.redactions:
        count = len(waveform.redactions)
        said.append(f"{count} redacted stretch{'es' if count > 1 else ''}")
    return ", ".join(said)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _hatching(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-hatch" class="waveform-hatch" width="6" height="6" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="6"/></pattern></defs>'
    )


def _evidence(waveform: Waveform, width: int, height: int) -> str:
    if waveform.evidence is None:
        return ""
    left, right = _extent(waveform.evidence, waveform.duration_s, width)
    return f'<rect class="waveform-evidence" x="{left:.2f}" y="0" width="{right - left:.2f}" height="{height}"/>'


def _lane(row: Samples, waveform: Waveform, index: int) -> str:
    """One closed outline, mirrored about the lane's middle; height is the square root of the peak."""
    middle = index * (_LANE + _GAP) + _LANE / 2
    heights = np.sqrt(row / max(float(waveform.peaks.max()), _QUIET)) * (_LANE / 2 - 1)
    heights = np.maximum(np.minimum(heights, _LANE / 2 - 1), 0.5)
    upper = [f"{x + 0.5:g} {middle - h:.1f}" for x, h in enumerate(heights)]
    lower = [f"{x + 0.5:g} {middle + h:.1f}" for x, h in reversed(list(enumerate(heights)))]
    return f'<path class="waveform-lane lane-{waveform.speakers[index]}" d="M{" L".join([*upper, *lower])}Z"/>'


def _redaction(span: Span, waveform: Waveform, name: str) -> str:
    width = waveform.peaks.shape[1]
    left, right = _extent(span, waveform.duration_s, width)
    lanes: Sequence[int] = range(len(waveform.speakers)) if span.channel is None else (span.channel,)
    return "".join(
        f'<rect class="waveform-redaction" x="{left:.2f}" y="{lane * (_LANE + _GAP)}" '
        f'width="{max(right - left, 1):.2f}" height="{_LANE}" fill="url(#{name}-hatch)"/>'
        for lane in lanes
    )


def _extent(span: Span, duration_s: float, width: int) -> tuple[float, float]:
    """A span's left and right edge in the picture, held inside it."""
    scale = width / duration_s if duration_s > 0 else 0.0
    return min(span.start * scale, width), min(span.end * scale, width)
