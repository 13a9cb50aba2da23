"""Fail closed: what was redacted is searched again, and what cannot be redacted is not handed on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audio.words import Segment
from redact.entities import Entity, EntityType
from redact.exemptions import Exemptions
from redact.scan import find_entities
from settings.errors import ListenbackError


class RedactionIncomplete(ListenbackError):  # noqa: N818 - the name says what happened, as the design does
    """Personal data was still found after the last round. Holds types, never a value."""

    code = "redaction"
    status = 422

    def __init__(self, left: Iterable[EntityType], *, rounds: int) -> None:
        self.types = tuple(sorted({kind.value for kind in left}))
        self.rounds = rounds
        super().__init__(
            f"After {rounds} rounds of redaction {', '.join(self.types)} is still found, so nothing of it is stored.",
            remedy="Add the words to the redaction lists and have it tried again.",
        )


def left_over(segments: Sequence[Segment], exempt: Exemptions) -> tuple[Entity, ...]:
    """What a fresh search still finds in segments that were already redacted."""
    return find_entities(segments, exempt)
