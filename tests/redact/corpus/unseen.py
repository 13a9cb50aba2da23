"""The half of the corpus that the recognisers have not been written against."""

from __future__ import annotations

from collections.abc import Sequence

from tests.redact.corpus.unseen_innocent import BORDERLINE, PLAIN
from tests.redact.corpus.unseen_numbers import NUMBERS
from tests.redact.corpus.unseen_words import WORDS

INNOCENT: Sequence[str] = PLAIN + BORDERLINE

__all__ = ["INNOCENT", "NUMBERS", "WORDS"]
