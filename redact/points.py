"""What a word adds to a spoken number, where one was asked for and where not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Points:
    """What a word adds to a run."""

    number: float
    weak: float
    heard_for: float
    strange: float
    filler: float
    talk: float


ASKED = Points(number=3.0, weak=1.0, heard_for=0.5, strange=0.2, filler=-0.2, talk=-1.6)
UNASKED = Points(number=3.0, weak=-0.4, heard_for=-1.6, strange=-1.6, filler=-0.4, talk=-2.6)
