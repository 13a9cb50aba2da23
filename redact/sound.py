"""Sound without its personal data: the cut spans are silent, everything else is untouched."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from audio.cut import Span, silence
from audio.sound import Sound
from audio.words import Segment, Speaker
from redact.entities import Entity, Redaction, Unheard

ChannelOf = Callable[[Speaker], int | None] | Mapping[Speaker, int]
"""Which channel carries a speaker; None (or no entry) where every channel may."""
REPEAT_GAP_S = 1.0


@dataclass(frozen=True, slots=True)
class Guard:
    """How far a cut reaches beyond the recogniser's times, in seconds.

    `silence_s` into a pause, up to the next word that stays. `unheard_s` further where no word was heard at
    all, because a part of the value may be what the recogniser missed; it keeps `lead_s` away from a word
    that stays, whose sound may begin before its time. `word_s` into the word that follows, because recognisers
    place the bound between two words that touch too early, but never more than `most_of_word` of it: a fifth,
    with the fade. Into the word before it takes nothing: that bound is too early as well, and the cut with it.
    """

    silence_s: float = 0.25
    unheard_s: float = 1.0
    lead_s: float = 0.1
    word_s: float = 0.12
    most_of_word: float = 0.18


DEFAULT_GUARD = Guard()


def redact_sound(
    sound: Sound,
    segments: Sequence[Segment],
    redaction: Redaction,
    *,
    channel_of: ChannelOf,
    guard: Guard = DEFAULT_GUARD,
    tone: bool = False,
) -> Sound:
    """The recording with every entity silent (or a soft tone), as many samples long as before.

    `segments` are the original ones, which the redaction's entities count words of. A cut is made on its
    speaker's channel; on every channel where the speaker is unknown or the sound has one channel only; and,
    where one side repeats a value while or right after the other says it, on both, except over words the
    other side keeps. Sound in which a value may stand that no word was written for is silent too.
    """
    spans = cut_spans(sound, segments, redaction, channel_of=channel_of, guard=guard)
    return silence(sound, spans, tone=tone)


def cut_spans(
    sound: Sound,
    segments: Sequence[Segment],
    redaction: Redaction,
    *,
    channel_of: ChannelOf,
    guard: Guard = DEFAULT_GUARD,
) -> tuple[Span, ...]:
    """The spans `redact_sound` silences, in seconds, within the recording."""
    return spans_of(
        segments,
        redaction.entities,
        unheard=redaction.unheard,
        channel_of=channel_of,
        channels=sound.channels,
        duration_s=sound.duration_s,
        guard=guard,
    )


def spans_of(
    segments: Sequence[Segment],
    entities: Iterable[Entity],
    *,
    unheard: Iterable[Unheard] = (),
    channel_of: ChannelOf,
    channels: int,
    duration_s: float,
    guard: Guard = DEFAULT_GUARD,
) -> tuple[Span, ...]:
    """The spans to silence in a recording of so many channels and seconds, wherever it is kept."""
    cuts = tuple(entities)
    kept = _kept_words(segments, cuts)
    spans = _unheard_spans(unheard, kept, channel_of, channels, duration_s)
    for entity in cuts:
        start, end = entity_bounds(segments, entity, duration_s)
        channel = on_channel(channel_of, entity.speaker) if channels > 1 else None
        start, end = _guarded((start, end), _on(kept, channel, channel_of), guard, duration_s)
        spans.append(Span(start, end, channel))
        if channel is not None and _is_echoed(entity, cuts, segments, duration_s):
            spans += _elsewhere(Span(start, end, channel), kept, channel_of, channels)
    return tuple(spans)


def _unheard_spans(
    holes: Iterable[Unheard], kept: list[_Kept], channel_of: ChannelOf, channels: int, duration_s: float
) -> list[Span]:
    """Wordless sound in which a value may stand, less the words that stay there; where one was heard, all of it."""
    spans: list[Span] = []
    for hole in holes:
        start, end = max(0.0, hole.start), min(duration_s, hole.end)
        if start < end:
            channel = on_channel(channel_of, hole.speaker) if channels > 1 else None
            words = _on(kept, channel, channel_of) if hole.type is None else []
            spans += _less_kept(Span(start, end, channel), words)
    return spans


@dataclass(frozen=True, slots=True)
class _Kept:
    speaker: Speaker
    start: float
    end: float


def _kept_words(segments: Sequence[Segment], cuts: Sequence[Entity]) -> list[_Kept]:
    gone = {(cut.line, word) for cut in cuts for word in range(cut.first_word, cut.last_word + 1)}
    return [
        _Kept(segment.speaker, word.start, word.end)
        for line, segment in enumerate(segments)
        for index, word in enumerate(segment.words)
        if (line, index) not in gone and _is_timed(word.start, word.end)
    ]


def _is_timed(start: float, end: float) -> bool:
    return math.isfinite(start) and math.isfinite(end) and 0 <= start < end


def entity_bounds(segments: Sequence[Segment], entity: Entity, duration_s: float) -> tuple[float, float]:
    """Start and end of a cut; edge words without times take the bounds of their nearest timed neighbours."""
    words = segments[entity.line].words
    first, last = words[entity.first_word], words[entity.last_word]
    start = first.start if _is_timed(first.start, first.end) else _end_before(segments, entity)
    end = last.end if _is_timed(last.start, last.end) else _start_after(segments, entity, duration_s)
    inside = [word for word in words[entity.first_word : entity.last_word + 1] if _is_timed(word.start, word.end)]
    start = min([start, *(word.start for word in inside)])
    end = max([end, *(word.end for word in inside)])
    return max(0.0, min(start, duration_s)), max(0.0, min(max(start, end), duration_s))


def _end_before(segments: Sequence[Segment], entity: Entity) -> float:
    segment = segments[entity.line]
    for word in reversed(segment.words[: entity.first_word]):
        if _is_timed(word.start, word.end):
            return word.end
    return segment.start if math.isfinite(segment.start) else 0.0


def _start_after(segments: Sequence[Segment], entity: Entity, duration_s: float) -> float:
    segment = segments[entity.line]
    for word in segment.words[entity.last_word + 1 :]:
        if _is_timed(word.start, word.end):
            return word.start
    return segment.end if math.isfinite(segment.end) else duration_s


def on_channel(channel_of: ChannelOf, speaker: Speaker) -> int | None:
    """The channel that carries a speaker; None where every one may."""
    return channel_of(speaker) if callable(channel_of) else channel_of.get(speaker)


def _on(kept: list[_Kept], channel: int | None, channel_of: ChannelOf) -> list[_Kept]:
    """The kept words that can be heard on a channel."""
    if channel is None:
        return kept
    return [word for word in kept if on_channel(channel_of, word.speaker) in (channel, None)]


def _guarded(span: tuple[float, float], kept: list[_Kept], guard: Guard, duration_s: float) -> tuple[float, float]:
    """The span widened into the silence around it, and a little into a word that touches its end."""
    start, end = span
    low, high = start - guard.unheard_s, end + guard.unheard_s
    for word in kept:
        if word.start < start:
            low = max(low, min(start - guard.silence_s, word.end + guard.lead_s), min(start, word.end))
        if word.end > end:
            into = min(guard.word_s, guard.most_of_word * (word.end - word.start))
            high = min(high, max(end + guard.silence_s, word.start - guard.lead_s), max(end, word.start + into))
    return max(0.0, low), min(duration_s, high)


def _is_echoed(entity: Entity, cuts: Sequence[Entity], segments: Sequence[Segment], duration_s: float) -> bool:
    """True when the other side says a value of this type during the cut or right around it."""
    start, end = entity_bounds(segments, entity, duration_s)
    for other in cuts:
        if other.type is not entity.type or other.speaker is entity.speaker:
            continue
        other_start, other_end = entity_bounds(segments, other, duration_s)
        if other_start < end + REPEAT_GAP_S and other_end > start - REPEAT_GAP_S:
            return True
    return False


def _elsewhere(span: Span, kept: list[_Kept], channel_of: ChannelOf, channels: int) -> list[Span]:
    """The same span on the other channels, less the words that stay there."""
    return [
        piece
        for channel in range(channels)
        if channel != span.channel
        for piece in _less_kept(Span(span.start, span.end, channel), _on(kept, channel, channel_of))
    ]


def _less_kept(span: Span, kept: list[_Kept]) -> list[Span]:
    """What is left of a span between the words that stay."""
    spans = []
    start = span.start
    for word in sorted(kept, key=lambda word: word.start):
        if word.end <= start or word.start >= span.end:
            continue
        if word.start > start:
            spans.append(Span(start, word.start, span.channel))
        start = max(start, word.end)
    if start < span.end:
        spans.append(Span(start, span.end, span.channel))
    return spans
