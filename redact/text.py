"""Typed text, and transcripts as lines: one utterance a line, the context goes across lines."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from audio.words import Segment, Speaker, Word
from redact.entities import Entity, RedactedText
from redact.exemptions import NO_EXEMPTIONS, Exemptions
from redact.transcript import redact_segments

_SPEAKER = re.compile(r"\s*(agent|customer|caller|client|rep|representative|operator|advisor)\s*:\s*", re.IGNORECASE)
_CUSTOMERS = {"customer", "caller", "client"}
_WORD = re.compile(r"\S+")


def redact_text(text: str, exempt: Exemptions = NO_EXEMPTIONS) -> RedactedText:
    """Cut the personal data out of text; a line may begin with "Agent:" or "Customer:".

    Offsets of the entities count characters in the original line. Raises RedactionIncomplete.
    """
    lines = text.split("\n")
    read = [_read(line) for line in lines]
    redaction = redact_segments([segment for segment, _ in read], exempt=exempt)
    entities = tuple(_placed(entity, read[entity.line][1]) for entity in redaction.entities)
    return RedactedText("\n".join(_written(line, number, entities) for number, line in enumerate(lines)), entities)


def _read(line: str) -> tuple[Segment, tuple[tuple[int, int], ...]]:
    """A line as a segment without times, and the half-open character span of each of its words."""
    label = _SPEAKER.match(line)
    speaker = Speaker.UNKNOWN
    if label:
        speaker = Speaker.CUSTOMER if label[1].lower() in _CUSTOMERS else Speaker.AGENT
    spans = tuple(match.span() for match in _WORD.finditer(line, label.end() if label else 0))
    words = tuple(Word(line[start:end], math.nan, math.nan, 1.0) for start, end in spans)
    return Segment(speaker, math.nan, math.nan, words), spans


def _placed(entity: Entity, spans: Sequence[tuple[int, int]]) -> Entity:
    """The entity with offsets in the line as typed, where words may stand more than one blank apart."""
    joined = 0
    shift = {}
    for index, (start, end) in enumerate(spans):
        shift[index] = start - joined
        joined += end - start + 1
    return replace(
        entity,
        start_char=entity.start_char + shift[entity.first_word],
        end_char=entity.end_char + shift[entity.last_word],
    )


def _written(line: str, number: int, entities: Sequence[Entity]) -> str:
    """The line with its cuts replaced, from the last to the first so that offsets stay true."""
    for entity in sorted(entities, key=lambda one: -one.start_char):
        if entity.line == number:
            line = line[: entity.start_char] + entity.type.placeholder + line[entity.end_char :]
    return line
