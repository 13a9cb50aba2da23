"""The second listen: what is heard around the cuts once they are silent, searched again.

Pure: the caller listens. Round by round it asks for the `windows` of the latest cuts, transcribes only them, puts
the words in the place of the first ones (`reheard`), and where `hits` are left it has the redaction `widened`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from audio.cut import Span
from audio.words import Segment, Speaker, Word
from redact.atoms import atom_of
from redact.entities import Entity, EntityType, Redaction, Unheard
from redact.exemptions import Exemptions
from redact.lexicon.everyday import COMMON
from redact.scan import find_entities
from redact.sound import ChannelOf, entity_bounds, on_channel
from redact.tokens import Call, call_of
from redact.transcript import applied
from redact.units import UNITS_AFTER
from redact.widen import merge, whole_words

PAD_S = 5.0
"""So much is heard again on either side of a cut."""
MOST_LISTENS = 3
_TURN_PAUSE_S = 1.5
_TOUCHING_S = 1.0
_HIT_GUARD_S = 0.1
_OVERLAP = 0.3
"""A word of the first transcript of which a hit covers this part goes with it."""
_NUMBERS = frozenset(EntityType) - {EntityType.NAME, EntityType.ADDRESS, EntityType.EMAIL}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something personal heard around a cut; never the value."""

    type: EntityType
    speaker: Speaker
    start: float
    end: float


def windows(
    segments: Sequence[Segment],
    cuts: Iterable[Entity | Hit],
    *,
    channel_of: ChannelOf,
    channels: int,
    within: tuple[float, float],
) -> tuple[Span, ...]:
    """The stretches that are heard again: five seconds on either side of a cut, on its channel, merged.

    They lie between the seconds `within`, and begin and end between words, because half a word at the edge is
    heard as another one.
    """
    low, high = within
    spans = []
    for cut in cuts:
        start, end = entity_bounds(segments, cut, high) if isinstance(cut, Entity) else (cut.start, cut.end)
        channel = on_channel(channel_of, cut.speaker) if channels > 1 else None
        start, end = max(low, start - PAD_S), min(high, end + PAD_S)
        if start < end:
            spans.append(Span(start, end, channel))
    return tuple(_between_words(span, segments, channel_of) for span in _merged(spans))


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    for channel, group in groupby(sorted(spans, key=_place), key=lambda span: span.channel):
        start = end = -1.0
        for span in group:
            if span.start > end >= 0:
                yield Span(start, end, channel)
                start = span.start
            start = span.start if start < 0 else start
            end = max(end, span.end)
        yield Span(start, end, channel)


def _place(span: Span) -> tuple[int, float]:
    return -1 if span.channel is None else span.channel, span.start


def _between_words(span: Span, segments: Sequence[Segment], channel_of: ChannelOf) -> Span:
    """The span without the words its ends cut in two."""
    start, end = span.start, span.end
    for segment in segments:
        if span.channel is not None and on_channel(channel_of, segment.speaker) not in (span.channel, None):
            continue
        for word in segment.words:
            if word.start < span.start < word.end:
                start = max(start, word.end)
            if word.start < span.end < word.end:
                end = min(end, word.start)
    return Span(start, max(start, end), span.channel)


def reheard(
    redacted: Sequence[Segment], again: Sequence[Sequence[Word]], heard: Sequence[Span], *, channel_of: ChannelOf
) -> tuple[Segment, ...]:
    """The redacted call with the words of the stretches replaced by those heard again on each channel."""
    kept: list[tuple[Speaker, Word]] = []
    for segment in redacted:
        channel = on_channel(channel_of, segment.speaker)
        kept += [
            (segment.speaker, word)
            for word in segment.words
            if word.word.startswith("[") or not is_within(word, heard, channel)
        ]
    for channel, words in enumerate(again):
        speakers = [s for s in Speaker if len(again) == 1 or on_channel(channel_of, s) == channel]
        near = [(segment.speaker, w) for segment in redacted for w in segment.words if segment.speaker in speakers]
        for word in words:
            if is_within(word, heard, None if len(again) == 1 else channel):
                kept.append((_nearest(word, near, speakers), word))
    return _turns(kept)


def is_within(word: Word, heard: Sequence[Span], channel: int | None) -> bool:
    """True for a word in the middle of one of the stretches; `channel` None: of any channel."""
    middle = (word.start + word.end) / 2
    return any(
        span.start <= middle <= span.end and (span.channel is None or channel is None or span.channel == channel)
        for span in heard
    )


def _nearest(word: Word, near: Sequence[tuple[Speaker, Word]], speakers: Sequence[Speaker]) -> Speaker:
    """Who spoke there in the first transcript."""
    if not near:
        return speakers[0] if len(speakers) == 1 else Speaker.UNKNOWN
    return min(near, key=lambda one: abs(one[1].start - word.start))[0]


def _turns(words: Iterable[tuple[Speaker, Word]]) -> tuple[Segment, ...]:
    """Words of all speakers as turns in time order."""
    turns: list[list[tuple[Speaker, Word]]] = []
    for speaker, word in sorted(words, key=lambda one: one[1].start):
        last = turns[-1][-1] if turns else None
        if last is not None and last[0] is speaker and word.start - last[1].end <= _TURN_PAUSE_S:
            turns[-1].append((speaker, word))
        else:
            turns.append([(speaker, word)])
    return tuple(
        Segment(turn[0][0], turn[0][1].start, turn[-1][1].end, tuple(word for _, word in turn)) for turn in turns
    )


def hits(segments: Sequence[Segment], exempt: Exemptions) -> tuple[Hit, ...]:
    """What is still personal in the words heard again; a number word that touches a cut number is more of it."""
    found = [Hit(one.type, one.speaker, one.start, one.end) for one in find_entities(segments, exempt)]
    return (*found, *_left_beside(call_of(segments)))


def _left_beside(call: Call) -> Iterator[Hit]:
    for position, token in enumerate(call.tokens):
        if not token.is_placeholder or EntityType(token.raw.strip("[]")) not in _NUMBERS:
            continue
        for beside in (*call.behind(position, 1, same_line=True), *call.ahead(position, 1, same_line=True)):
            other = call.tokens[beside]
            gap = max(other.start - token.end, token.start - other.end)
            if gap <= _TOUCHING_S and _is_left_digit(call, beside):
                yield Hit(EntityType(token.raw.strip("[]")), token.speaker, other.start, other.end)


def _is_left_digit(call: Call, position: int) -> bool:
    """True for a number that is neither counted ("two weeks") nor talk ("one moment")."""
    atom = atom_of(call.tokens[position])
    after = call.ahead(position, 1, same_line=True)
    following = call.text(after[0]) if after else ""
    plain = following in COMMON or following in UNITS_AFTER
    return atom is not None and atom.is_number and not plain


def widened(segments: Sequence[Segment], redaction: Redaction, found: Sequence[Hit]) -> Redaction:
    """The redaction with the hits in it: the first transcript's words there go, and the sound in any case."""
    entities = list(redaction.entities)
    unheard = list(redaction.unheard)
    for hit in found:
        entities += _words_under(segments, hit)
        start = max(0.0, hit.start - _HIT_GUARD_S)
        unheard.append(Unheard(hit.speaker, start, hit.end + _HIT_GUARD_S, hit.type))
    merged = merge(entities, segments)
    return replace(
        redaction, segments=applied(segments, merged), entities=merged, unheard=tuple(dict.fromkeys(unheard))
    )


def _words_under(segments: Sequence[Segment], hit: Hit) -> Iterator[Entity]:
    """A cut over the words of each segment that the hit covers."""
    for line, segment in enumerate(segments):
        if segment.speaker is not hit.speaker or segment.end < hit.start or segment.start > hit.end:
            continue
        covered = [
            index
            for index, word in enumerate(segment.words)
            if min(word.end, hit.end) - max(word.start, hit.start) > _OVERLAP * (word.end - word.start)
        ]
        if covered:
            yield whole_words(
                segment, Entity(hit.type, line, 0, 0, 0, 0, 0.0, 0.0, hit.speaker), covered[0], covered[-1]
            )
