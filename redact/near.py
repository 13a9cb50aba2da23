"""Cues of two words that stand near each other, for wordings no phrase foresees: "numbers off your visa"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redact.entities import EntityType
from redact.lexicon.kinds import FIGURES, KINDS, OF_BACK
from redact.lexicon.things import PAPERS, THINGS
from redact.tokens import Call

_WITHIN = 6
_OTHERS = THINGS | PAPERS
"""What has a number of its own: "the order number on the card you got"."""


def near_cues(call: Call, stream: Sequence[int], taken: frozenset[int]) -> Iterator[tuple[EntityType, int, int]]:
    """Kind, first and last position of each such pair in one turn; `taken` are positions of other cues."""
    for place, position in enumerate(stream):
        if call.text(position) not in FIGURES or position in taken:
            continue
        line = call.tokens[position].line
        around = [
            other
            for other in stream[max(0, place - _WITHIN) : place + _WITHIN + 1]
            if call.tokens[other].line == line and other not in taken
        ]
        texts = {call.text(other).removesuffix("'s") for other in around}
        if texts & _OTHERS:
            continue
        for kind, said in KINDS:
            told = [other for other in around if call.text(other).removesuffix("'s") in said]
            if told:
                ends = (position, min(told, key=lambda other: abs(other - position)))
                of_code = kind is EntityType.CARD_NUMBER and texts & OF_BACK
                yield (EntityType.SECURITY_CODE if of_code else kind), min(ends), max(ends)
                break
