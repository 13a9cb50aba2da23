"""A transcript without its personal data: spans become one placeholder word each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from audio.words import Segment, Word
from redact.check import RedactionIncomplete, left_over
from redact.entities import Entity, Redaction
from redact.exemptions import NO_EXEMPTIONS, Exemptions
from redact.scan import search
from redact.widen import merge, onto_original

MOST_ROUNDS = 4


def redact_segments(
    segments: Sequence[Segment], *, exempt: Exemptions = NO_EXEMPTIONS, also: Sequence[Entity] = ()
) -> Redaction:
    """Cut the personal data out of one call's segments, given in time order.

    As many segments come back as went in, with their times. Each cut is one placeholder word that lasts
    from the cut's start to its end. `also` are cuts that were found with more of the call in view. The result
    is searched again; what is still found widens the cuts, and raises RedactionIncomplete when that does not
    end.
    """
    original = tuple(segments)
    found = search(original, exempt)
    entities = merge((*found.entities, *also), original) if also else found.entities
    for _ in range(MOST_ROUNDS):
        redacted = applied(original, entities)
        left = left_over(redacted, exempt)
        if not left:
            return Redaction(redacted, entities, found.unheard)
        entities = merge((*entities, *onto_original(original, entities, left)), original)
    raise RedactionIncomplete((entity.type for entity in left), rounds=MOST_ROUNDS)


def applied(segments: Sequence[Segment], entities: Sequence[Entity]) -> tuple[Segment, ...]:
    """The segments with one placeholder word for each cut."""
    by_line: dict[int, list[Entity]] = {}
    for entity in entities:
        by_line.setdefault(entity.line, []).append(entity)
    return tuple(
        replace(segment, words=_cut(segment, by_line[line])) if line in by_line else segment
        for line, segment in enumerate(segments)
    )


def _cut(segment: Segment, entities: Sequence[Entity]) -> tuple[Word, ...]:
    words: list[Word] = []
    place = 0
    for entity in sorted(entities, key=lambda entity: entity.first_word):
        words += segment.words[place : entity.first_word]
        words.append(_placeholder(segment, entity))
        place = entity.last_word + 1
    return (*words, *segment.words[place:])


def _placeholder(segment: Segment, entity: Entity) -> Word:
    """One word for the span: its time, its least certain probability, and the sentence's punctuation."""
    cut = segment.words[entity.first_word : entity.last_word + 1]
    last = cut[-1].word
    mark = last[-1:] if last[-1:] in {".", ",", "?", "!", ";"} else ""
    probability = min((word.probability for word in cut if not math.isnan(word.probability)), default=0.0)
    return Word(entity.type.placeholder + mark, cut[0].start, cut[-1].end, probability)
