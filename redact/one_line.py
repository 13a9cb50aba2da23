"""Personal data on a line that two people share, where it may be wrong who said which word."""

from collections.abc import Sequence
from dataclasses import replace

from audio.words import Segment, Speaker
from redact.entities import Entity
from redact.exemptions import NO_EXEMPTIONS, Exemptions
from redact.scan import find_entities


def found_in_one_voice(segments: Sequence[Segment], *, exempt: Exemptions = NO_EXEMPTIONS) -> tuple[Entity, ...]:
    """What is found if nobody tells the voices apart: a value of which half was given to the wrong one is whole."""
    return tuple(find_entities([replace(segment, speaker=Speaker.UNKNOWN) for segment in segments], exempt))
