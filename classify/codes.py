"""Offer codes and telephone numbers read aloud in a call."""

from collections.abc import Sequence
from dataclasses import dataclass

from classify.drivers import digits_of
from classify.heard import Span, Turn, span_of
from classify.lexicon import english
from classify.spoken import Reading, code_signs, find_code

SHORTEST_CERTAIN = 4
"""A shorter code is read by accident too often to be certain."""
CUE_BEFORE, CUE_AFTER = 10, 4
LEAST_DIGITS = 7


@dataclass(frozen=True)
class CodeHeard:
    """A code of a register, exactly as it was read. `certain`: spelled out, or called a code by the speaker."""

    code: str
    certain: bool
    span: Span


def code_heard(turns: Sequence[Turn], code: str) -> CodeHeard | None:
    """The surest place where this offer code is read aloud; None where it is not.

    A code made of everyday words, such as SAVE20, is certain only where the speaker spells it or speaks of a code, and
    none at all where an amount follows: "you save twenty percent".
    """
    found = [heard for turn in turns if (heard := _in_turn(turn, code)) is not None]
    return max(found, key=lambda heard: heard.certain, default=None)


def number_heard(turns: Sequence[Turn], number: str) -> Span | None:
    """Where a telephone number is read aloud, with or without its leading zeros; None where it is not."""
    digits = digits_of(number).lstrip("0")
    if len(digits) < LEAST_DIGITS:
        return None
    for turn in turns:
        reading = find_code(turn.texts, digits)
        if reading is not None:
            return span_of(turn.words[reading.first : reading.last + 1])
    return None


def _in_turn(turn: Turn, code: str) -> CodeHeard | None:
    texts = turn.texts
    reading = find_code(texts, code)
    if reading is None or set(texts[reading.last + 1 : reading.last + 2]) & english().amount:
        return None
    certain = len(code_signs(code)) >= SHORTEST_CERTAIN and (reading.spelled or _spoken_of(texts, reading))
    return CodeHeard(code, certain, span_of(turn.words[reading.first : reading.last + 1]))


def _spoken_of(texts: Sequence[str], reading: Reading) -> bool:
    before = texts[max(reading.first - CUE_BEFORE, 0) : reading.first]
    after = texts[reading.last + 1 : reading.last + 1 + CUE_AFTER]
    return bool(english().code & {*before, *after})
