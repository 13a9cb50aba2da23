"""The waveform of an excerpt or call as a picture in the page: two lanes, the evidence, the redactions."""

from typing import Any, Final

import numpy as np
from markupsafe import Markup

from audio.cut import Span
from audio.waveform import Waveform, waveform_svg
from audio.words import Speaker
from store.tables.excerpt import Excerpt
from store.tables.transcript import Transcript

_MOST_BUCKETS: Final = 300
"""More than this cannot be told apart on a page; it only makes the page heavy."""


def lanes_of(transcript: Transcript | None, channels: int) -> tuple[Speaker, ...]:
    """Who speaks in which lane, from the top; unknown where the transcript does not tell."""
    told = tuple(Speaker(lane) for lane in transcript.lanes) if transcript else ()
    return told if len(told) == channels else (Speaker.UNKNOWN,) * channels


def picture_of(excerpt: Excerpt, transcript: Transcript | None, quote_ms: tuple[int, int] | None) -> Markup | None:
    """The excerpt's picture, or None when it came without sound; `transcript` is that of its call."""
    return _picture(
        excerpt.waveform,
        excerpt.duration_s,
        excerpt.entities,
        quote_ms,
        lanes_of(transcript, len(excerpt.waveform)),
        title="Waveform of the excerpt",
    )


def picture_of_call(transcript: Transcript) -> Markup | None:
    return _picture(
        transcript.waveform,
        transcript.duration_s,
        transcript.entities,
        None,
        lanes_of(transcript, len(transcript.waveform)),
        title="Waveform of the call",
    )


def _picture(
    peaks: list[Any],
    duration_s: float,
    entities: list[Any],
    quote_ms: tuple[int, int] | None,
    speakers: tuple[Speaker, ...],
    *,
    title: str,
) -> Markup | None:
    if not peaks or not peaks[0]:
        return None
    drawn = Waveform(
        peaks=_coarser(np.asarray(peaks, dtype=np.float32)),
        duration_s=duration_s,
        speakers=speakers,
        evidence=Span(max(quote_ms[0], 0) / 1000, max(quote_ms[1], 0) / 1000) if quote_ms else None,
        redactions=tuple(_span(entity, speakers) for entity in entities),
        title=title,
    )
    return Markup(waveform_svg(drawn))  # noqa: S704 - our own markup; its one text, the title, is escaped there


def _span(entity: dict[str, Any], speakers: tuple[Speaker, ...]) -> Span:
    """Where it is silent; in every lane when the speaker has none of their own."""
    speaker = entity.get("speaker")
    lane = speakers.index(Speaker(speaker)) if speaker in speakers else None
    return Span(max(float(entity["start"]), 0.0), max(float(entity["end"]), 0.0), lane)


def _coarser(peaks: np.ndarray[Any, np.dtype[np.float32]]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """At most `_MOST_BUCKETS` columns, each the loudest of those it stands for."""
    width = peaks.shape[1]
    if width <= _MOST_BUCKETS:
        return peaks
    starts = np.arange(_MOST_BUCKETS) * width // _MOST_BUCKETS
    loudest: np.ndarray[Any, np.dtype[np.float32]] = np.maximum.reduceat(peaks, starts, axis=1)
    return loudest
