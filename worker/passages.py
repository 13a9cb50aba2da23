"""Transcribing and redacting, joined in memory: raw words come in here and do not go out (DESIGN §3)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audio.cut import Span, silence
from audio.sections import Section
from audio.sound import Sound
from audio.words import Transcription
from redact.entities import Entity
from redact.exemptions import Exemptions
from redact.one_line import found_in_one_voice
from redact.seams import NO_SEAM, Seam, redact_seam
from redact.sound import spans_of
from redact.transcript import redact_segments
from transcribe.passages import Passage
from worker.learnt_names import LearntNames


@dataclass(frozen=True, slots=True, eq=False)
class RedactedPassage:
    """A passage without its personal data: redacted words, and the cuts as types and spans.

    Times count from the start of the recording, and `start` is the place of the first sample in it. `names` are
    hashes of the names that were learnt here.
    """

    heard: Transcription
    entities: tuple[Entity, ...]
    silenced: Sound
    start: int
    names: list[str]

    @property
    def end(self) -> int:
        return self.start + self.silenced.length


def redact_passages(
    passages: Iterable[Passage], *, exempt: Exemptions, names: LearntNames, lead: Passage | None = None
) -> Iterator[RedactedPassage]:
    """Redact each passage after the next one was heard, because a value may go on there.

    `lead` is what comes right before the first passage, where that was redacted before. Raises
    RedactionIncomplete.
    """
    held, left = lead, NO_SEAM
    for passage in passages:
        right = _seam(held, passage, exempt, names) if held else NO_SEAM
        if held and held is not lead:
            yield _redacted(held, left, right, exempt, names)
        held, left = passage, right
    if held and held is not lead:
        yield _redacted(held, left, NO_SEAM, exempt, names)


def _seam(before: Passage, after: Passage, exempt: Exemptions, names: LearntNames) -> Seam:
    known = names.added_to(exempt, (*before.heard.segments, *after.heard.segments))
    return redact_seam(
        before.heard.segments,
        after.heard.segments,
        at=after.section.start_s,
        exempt=known,
        channel_of=after.heard.channel_of,
        channels=after.section.sound.channels,
    )


def _redacted(passage: Passage, left: Seam, right: Seam, exempt: Exemptions, names: LearntNames) -> RedactedPassage:
    section, heard = passage.section, passage.heard
    known = names.added_to(exempt, heard.segments)
    also = () if heard.channel_of else found_in_one_voice(heard.segments, exempt=known)
    redaction = redact_segments(heard.segments, exempt=known, also=(*left.after, *right.before, *also))
    spans = spans_of(
        heard.segments,
        redaction.entities,
        channel_of=heard.channel_of,
        channels=section.sound.channels,
        duration_s=section.end_s,
    )
    return RedactedPassage(
        heard=replace(heard, segments=redaction.segments),
        entities=redaction.entities,
        silenced=silence(section.sound, _within(section, (*left.spans, *spans, *right.spans))),
        start=section.start,
        names=names.learn(heard.segments, redaction.entities),
    )


def _within(section: Section, spans: Sequence[Span]) -> Iterator[Span]:
    """The parts of spans that lie in the section, from its start."""
    for span in spans:
        start, end = max(span.start, section.start_s), min(span.end, section.end_s)
        if start < end:
            yield Span(start - section.start_s, end - section.start_s, span.channel)
