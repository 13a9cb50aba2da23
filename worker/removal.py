"""Silence the cuts of a passage, then listen around them again before anything is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audio.cut import Span, silence
from audio.sections import Section
from audio.sound import Samples, Sound
from audio.words import Segment
from redact.check import RedactionIncomplete
from redact.entities import Entity, Redaction
from redact.exemptions import Exemptions
from redact.reheard import MOST_LISTENS, Hit, hits, is_within, reheard, widened, windows
from redact.sound import spans_of
from transcribe.engine import Engine, Heard
from transcribe.passages import Passage


@dataclass(frozen=True, eq=False)
class Silenced:
    """A passage's redaction and its silenced sound, and what the second listen cost and found."""

    redaction: Redaction
    sound: Sound
    listens: int = 0
    heard_again_s: float = 0.0
    """Seconds of speech that were transcribed a second time."""
    found: tuple[Hit, ...] = ()


def silence_cuts(
    passage: Passage, redaction: Redaction, *, more: Sequence[Span], exempt: Exemptions, engine: Engine | None
) -> Silenced:
    """The passage without its cuts and without the spans `more`; `engine` None leaves the second listen out.

    Around every cut the silenced sound is transcribed again and searched; what is found widens the cuts, and
    around those it is heard once more. Raises RedactionIncomplete for what is still found after the last time.
    """
    silenced = Silenced(redaction, _silent(passage, redaction, more))
    fresh: Sequence[Entity | Hit] = redaction.entities
    while engine is not None and fresh:
        if silenced.listens == MOST_LISTENS:
            raise RedactionIncomplete((hit.type for hit in fresh), rounds=MOST_LISTENS)
        silenced, fresh = _checked(passage, silenced, fresh, more, exempt, engine)
    return silenced


def _checked(
    passage: Passage,
    before: Silenced,
    fresh: Sequence[Entity | Hit],
    more: Sequence[Span],
    exempt: Exemptions,
    engine: Engine,
) -> tuple[Silenced, tuple[Hit, ...]]:
    """One more listen around the fresh cuts, and the hits that were left there, now cut too."""
    section, heard = passage.section, passage.heard
    around = windows(
        heard.segments,
        fresh,
        channel_of=heard.channel_of,
        channels=before.sound.channels,
        within=(section.start_s, section.end_s),
    )
    again = _hear(before.sound, passage, around, engine)
    words = [
        [word.later(section.start_s) for utterance in channel for word in utterance.words] for channel in again.channels
    ]
    found = hits(reheard(before.redaction.segments, words, around, channel_of=heard.channel_of), exempt)
    redaction = widened(heard.segments, before.redaction, found) if found else before.redaction
    return (
        Silenced(
            redaction,
            _silent(passage, redaction, more) if found else before.sound,
            before.listens + 1,
            before.heard_again_s + _speech_s(before.redaction.segments, around, passage),
            (*before.found, *found),
        ),
        found,
    )


def _hear(sound: Sound, passage: Passage, around: Sequence[Span], engine: Engine) -> Heard:
    """What is heard in these spans and nowhere else: on both channels, or on the louder of two that are one line."""
    kept = silence(sound, list(_between(passage.section, around, sound.channels)))
    channels: tuple[Samples, ...] = tuple(kept.samples)
    if not passage.heard.channel_of:
        channels = (max(channels, key=lambda channel: float(channel @ channel)),)
    return engine.hear(channels, rate=sound.rate, language=passage.heard.language)


def _between(section: Section, around: Sequence[Span], channels: int) -> Iterator[Span]:
    """What of each channel lies in none of the spans, from the section's start."""
    inside = list(_within(section, around))
    for channel in range(channels):
        end = 0.0
        for span in sorted(span for span in inside if span.channel in (None, channel)):
            yield Span(end, max(end, span.start), channel)
            end = max(end, span.end)
        yield Span(end, max(end, section.end_s - section.start_s), channel)


def _silent(passage: Passage, redaction: Redaction, more: Sequence[Span]) -> Sound:
    section, heard = passage.section, passage.heard
    spans = spans_of(
        heard.segments,
        redaction.entities,
        unheard=redaction.unheard,
        channel_of=heard.channel_of,
        channels=section.sound.channels,
        duration_s=section.end_s,
    )
    return silence(section.sound, list(_within(section, (*more, *spans))))


def _within(section: Section, spans: Sequence[Span]) -> Iterator[Span]:
    """The parts of spans that lie in the section, from its start."""
    for span in spans:
        start, end = max(span.start, section.start_s), min(span.end, section.end_s)
        if start < end:
            yield Span(start - section.start_s, end - section.start_s, span.channel)


def _speech_s(segments: Sequence[Segment], around: Sequence[Span], passage: Passage) -> float:
    """Seconds of words that stay and lie within the windows."""
    channel_of = passage.heard.channel_of
    return sum(
        word.end - word.start
        for segment in segments
        for word in segment.words
        if not word.word.startswith("[") and is_within(word, around, channel_of.get(segment.speaker))
    )
