"""A half whose author had seen neither the recognisers nor how the other halves put things."""

from __future__ import annotations

from tests.redact.corpus import (
    numbers,
    sealed_digits,
    sealed_numbers,
    sealed_people,
    sealed_values,
    sealed_words,
    words,
)
from tests.redact.corpus.sealed_innocent import INNOCENT

__all__ = ["INNOCENT", "NUMBERS", "WORDS"]

NUMBERS = numbers.Ways(
    sealed_digits.RENDERINGS,
    sealed_numbers.ASKED,
    sealed_numbers.TOLD,
    sealed_numbers.HELD,
    sealed_numbers.READ_BACK,
)
WORDS = words.Ways({**sealed_words.TEMPLATES, **sealed_people.TEMPLATES}, sealed_values.WORDS)
