"""Cuts of a second search, made on redacted text, carried back onto the original and joined with the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audio.words import Segment
from redact.entities import Entity


def onto_original(
    segments: Sequence[Segment], entities: Sequence[Entity], left: Sequence[Entity]
) -> tuple[Entity, ...]:
    """`left` counts words of the redacted segments; the answer counts words of the original ones."""
    found = []
    for entity in left:
        rows = _rows(segments[entity.line], [cut for cut in entities if cut.line == entity.line])
        first, last = rows[entity.first_word][0], rows[entity.last_word][1]
        found.append(whole_words(segments[entity.line], entity, first, last))
    return tuple(found)


def merge(entities: Sequence[Entity], segments: Sequence[Segment]) -> tuple[Entity, ...]:
    """Entities that share a word become one, named by the kind with the higher precedence."""
    merged: list[Entity] = []
    for entity in sorted(entities, key=lambda one: (one.line, one.first_word, one.last_word)):
        before = merged[-1] if merged else None
        if before is None or before.line != entity.line or entity.first_word > before.last_word:
            merged.append(entity)
            continue
        strong = min(before, entity, key=lambda one: one.type.precedence)
        last = max(before.last_word, entity.last_word)
        merged[-1] = whole_words(segments[entity.line], strong, before.first_word, last)
    return tuple(merged)


def _rows(segment: Segment, cuts: Sequence[Entity]) -> list[tuple[int, int]]:
    """For each word of the redacted segment, its first and last word in the original."""
    rows = []
    place = 0
    for cut in sorted(cuts, key=lambda cut: cut.first_word):
        rows += [(word, word) for word in range(place, cut.first_word)]
        rows.append((cut.first_word, cut.last_word))
        place = cut.last_word + 1
    return rows + [(word, word) for word in range(place, len(segment.words))]


def whole_words(segment: Segment, entity: Entity, first: int, last: int) -> Entity:
    """The entity stretched over whole words of the segment."""
    starts = [0]
    for word in segment.words:
        starts.append(starts[-1] + len(word.word) + 1)
    return replace(
        entity,
        first_word=first,
        last_word=last,
        start_char=starts[first],
        end_char=starts[last] + len(segment.words[last].word),
        start=segment.words[first].start,
        end=segment.words[last].end,
    )
