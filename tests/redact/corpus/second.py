"""The half of the corpus that the recognisers were not written against."""

from __future__ import annotations

from collections.abc import Sequence

from tests.redact.corpus import numbers, words
from tests.redact.corpus.second_digits import RENDERINGS
from tests.redact.corpus.second_innocent import BORDERLINE, PLAIN
from tests.redact.corpus.second_numbers import ASKED, HELD, READ_BACK, TOLD
from tests.redact.corpus.second_values import VALUES
from tests.redact.corpus.second_words import TEMPLATES

NUMBERS = numbers.Ways(RENDERINGS, ASKED, TOLD, HELD, READ_BACK)
WORDS = words.Ways(TEMPLATES, VALUES)
INNOCENT: Sequence[str] = (*PLAIN, *BORDERLINE)
