"""A long call is redacted in sections; around each place where two of them meet both are searched together.

A card number may begin in one section and end in the next, and the question before it may be all that tells what
it is. So the last minute of one section and the first minute of the next are one more text, and what is found
in it is cut in both, whatever the sections say alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from audio.cut import Span
from audio.words import Segment
from redact.entities import Entity
from redact.exemptions import Exemptions
from redact.one_line import found_in_one_voice
from redact.sound import ChannelOf, spans_of
from redact.transcript import redact_segments

OVERLAP_S: Final = 60.0
"""How far a recogniser looks, in seconds of talk: questions and answers, numbers read back."""


@dataclass(frozen=True, slots=True)
class Seam:
    """What is cut around one meeting place.

    `before` and `after` count the lines of the section before and after it; `spans` are seconds of the call.
    """

    before: tuple[Entity, ...] = ()
    after: tuple[Entity, ...] = ()
    spans: tuple[Span, ...] = ()


NO_SEAM: Final = Seam()


def redact_seam(
    before: Sequence[Segment],
    after: Sequence[Segment],
    *,
    at: float,
    exempt: Exemptions,
    channel_of: ChannelOf,
    channels: int,
) -> Seam:
    """Search both sides of second `at` of the call together. Raises RedactionIncomplete."""
    first = next((line for line, segment in enumerate(before) if segment.end > at - OVERLAP_S), len(before))
    last = next((line for line, segment in enumerate(after) if segment.start >= at + OVERLAP_S), len(after))
    if first == len(before) or not last:
        return NO_SEAM
    near = (*before[first:], *after[:last])
    also = () if channel_of else found_in_one_voice(near, exempt=exempt)
    redaction = redact_segments(near, exempt=exempt, also=also)
    entities = redaction.entities
    middle = len(before) - first
    return Seam(
        before=tuple(replace(one, line=one.line + first) for one in entities if one.line < middle),
        after=tuple(replace(one, line=one.line - middle) for one in entities if one.line >= middle),
        spans=spans_of(
            near,
            entities,
            unheard=redaction.unheard,
            channel_of=channel_of,
            channels=channels,
            duration_s=max(one.end for one in near) + 1.0,
        ),
    )
