"""Fail closed: what was redacted is searched again, and what cannot be redacted is not handed on."""

from __future__ import annotations

from collections.abc import Sequence

from audio.words import Segment
from redact.entities import Entity
from redact.exemptions import Exemptions
from redact.scan import find_entities


class RedactionIncomplete(Exception):  # noqa: N818 - the name says what happened, as the design does
    """Personal data was still found after the last round. Holds types and lines, never a value."""

    def __init__(self, left: Sequence[Entity], *, rounds: int) -> None:
        self.types = tuple(sorted({entity.type.value for entity in left}))
        self.lines = tuple(sorted({entity.line for entity in left}))
        self.rounds = rounds
        super().__init__(
            f"After {rounds} rounds of redaction {', '.join(self.types)} is still found in "
            f"{len(self.lines)} of the segments; nothing of this call is stored. Retry it after adding the "
            "words to the redaction lists, or delete the recording."
        )


def left_over(segments: Sequence[Segment], exempt: Exemptions) -> tuple[Entity, ...]:
    """What a fresh search still finds in segments that were already redacted."""
    return find_entities(segments, exempt)
