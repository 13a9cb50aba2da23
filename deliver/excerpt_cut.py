"""Which stretch of a call is heard: from turn boundary to turn boundary, around the evidence. Pure.

Segments are the stored ones: `{speaker, start, end, words: [{word, start, end, probability}]}`, in seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from audio.cut import Span
from audio.words import Speaker

SHORTEST_S: Final = 30.0
LONGEST_S: Final = 120.0
PREFERRED_S: Final = 50.0
"""Long enough to hear how the talk came to it, short enough for a red light."""

BREATH_S: Final = 0.3
"""Kept before the first and after the last turn where nobody speaks."""

GUARD_S: Final = 0.15
"""Silenced on both sides of a word that a correction cut out."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Window:
    """Seconds [start, end) of the call."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start

    def holds(self, other: "Window") -> bool:
        return self.start <= other.start and other.end <= self.end


def choose_window(
    segments: Sequence[Json],
    *,
    duration_s: float,
    evidence: Window | None,
    place: float = 0.5,
    shortest_s: float = SHORTEST_S,
    longest_s: float = LONGEST_S,
) -> Window:
    """The stretch to hear: around the evidence, or where `place` in [0, 1) falls when there is none.

    Whole turns where that is possible; the whole call when it is no longer than the shortest excerpt. A turn longer
    than the longest excerpt is cut around the evidence.
    """
    whole = Window(0.0, duration_s)
    if duration_s <= shortest_s or not segments:
        return Window(0.0, min(duration_s, longest_s))
    around = _inside(evidence, whole) if evidence else _place_in(segments, place)
    preferred = min(max(PREFERRED_S, shortest_s), longest_s)
    candidates = [
        Window(start, end)
        for start in _starts(segments, around)
        for end in _ends(segments, around, duration_s)
        if shortest_s <= end - start <= longest_s
    ]
    if not candidates:
        return _centred(around, whole, min(preferred, duration_s))
    return min(candidates, key=lambda window: _cost(window, around, segments, preferred))


def shifted_segments(segments: Sequence[Json], window: Window) -> list[dict[str, Any]]:
    """The words heard inside the window, times from its start; a segment cut by an edge keeps the words inside."""
    shifted = []
    for segment in segments:
        words = [
            {**word, "start": _from(word["start"], window), "end": _from(word["end"], window)}
            for word in segment["words"]
            if window.start <= (word["start"] + word["end"]) / 2 < window.end
        ]
        if words:
            text = " ".join(word["word"] for word in words)
            shifted.append(
                {**segment, "start": words[0]["start"], "end": words[-1]["end"], "text": text, "words": words}
            )
    return shifted


def shifted_entities(entities: Sequence[Json], window: Window) -> list[dict[str, Any]]:
    """The redactions that reach into the window, clipped to it, times from its start."""
    return [
        {**entity, "start": _from(entity["start"], window), "end": _from(entity["end"], window)}
        for entity in entities
        if entity["start"] < window.end and entity["end"] > window.start
    ]


def shifted_spans(spans: Iterable[Span], window: Window) -> list[Span]:
    """The stretches of sound that reach into the window, clipped to it, times from its start."""
    return [
        Span(_from(span.start, window), _from(span.end, window), span.channel)
        for span in spans
        if span.overlaps(window.start, window.end)
    ]


def cut_spans(entities: Iterable[Json], lanes: Sequence[str]) -> list[Span]:
    """Where the sound falls silent for what was cut out of words, a little wider: their times a machine placed."""
    spans = (
        Span(float(cut["start"]), float(cut["end"]), lanes.index(cut["speaker"]) if cut["speaker"] in lanes else None)
        for cut in entities
    )
    return [span.widened(GUARD_S) for span in spans]


def agent_spans(segments: Sequence[Json], lanes: Sequence[str], window: Window) -> list[Span]:
    """Where the agent may be heard inside the window, times from its start.

    The whole lane where the agent has one; else every turn that is not surely the customer's.
    """
    if Speaker.AGENT in lanes:
        return [Span(0.0, window.seconds, list(lanes).index(Speaker.AGENT))]
    turns = [
        Span(max(segment["start"] - BREATH_S, 0.0), segment["end"] + BREATH_S)
        for segment in segments
        if segment["speaker"] != Speaker.CUSTOMER
    ]
    return shifted_spans(turns, window)


def words_between(segments: Sequence[Json], start: float, end: float) -> str:
    """The words whose middle lies in the seconds [start, end]."""
    words = (word for segment in segments for word in segment["words"])
    return " ".join(word["word"] for word in words if start <= (word["start"] + word["end"]) / 2 <= end)


def _from(at: float, window: Window) -> float:
    return round(min(max(at, window.start), window.end) - window.start, 3)


def _inside(evidence: Window, whole: Window) -> Window:
    """Evidence held inside the call, for times that rounding or an import put behind its end."""
    start = min(max(evidence.start, whole.start), whole.end)
    return Window(start, min(max(evidence.end, start), whole.end))


def _place_in(segments: Sequence[Json], place: float) -> Window:
    chosen = segments[min(int(place * len(segments)), len(segments) - 1)]
    return Window(chosen["start"], chosen["end"])


def _starts(segments: Sequence[Json], around: Window) -> list[float]:
    """Beginnings of turns at or before the evidence, with a breath where nobody speaks; the start of the call."""
    starts = [max(segment["start"] - BREATH_S, _last_end_before(segments, segment["start"])) for segment in segments]
    return sorted({0.0, *(start for start in starts if start <= around.start)})


def _ends(segments: Sequence[Json], around: Window, duration_s: float) -> list[float]:
    ends = [
        min(segment["end"] + BREATH_S, _first_start_after(segments, segment["end"], duration_s)) for segment in segments
    ]
    return sorted({duration_s, *(end for end in ends if end >= around.end)})


def _last_end_before(segments: Sequence[Json], at: float) -> float:
    return max((segment["end"] for segment in segments if segment["end"] <= at), default=0.0)


def _first_start_after(segments: Sequence[Json], at: float, duration_s: float) -> float:
    return min((segment["start"] for segment in segments if segment["start"] >= at), default=duration_s)


def _cost(window: Window, around: Window, segments: Sequence[Json], preferred: float) -> tuple[int, float]:
    """Turns cut by an edge first, then how far the length is from the preferred one and the evidence from its middle.

    Two people may speak at once, so an edge at one's boundary can still fall into the other's turn.
    """
    cut_turns = sum(
        1
        for segment in segments
        for edge in (window.start, window.end)
        if segment["start"] + 1e-6 < edge < segment["end"] - 1e-6
    )
    off_middle = abs((window.start + window.end) - (around.start + around.end)) / 2
    return cut_turns, abs(window.seconds - preferred) + off_middle / 2


def _centred(around: Window, whole: Window, seconds: float) -> Window:
    """No boundary near enough: so many seconds with the evidence in the middle, held inside the call."""
    middle = (around.start + around.end) / 2
    start = min(max(middle - seconds / 2, whole.start), whole.end - seconds)
    return Window(start, start + seconds)
