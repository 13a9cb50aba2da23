"""A further half of the corpus, by someone who had seen neither the recognisers nor the other halves' templates."""

from __future__ import annotations

from collections.abc import Sequence

from tests.redact.corpus import numbers, words
from tests.redact.corpus.third_codes import CODES
from tests.redact.corpus.third_digits import RENDERINGS
from tests.redact.corpus.third_innocent import CAPITALS, FIGURES
from tests.redact.corpus.third_numbers import ASKED, READ_BACK
from tests.redact.corpus.third_told import HELD, TOLD
from tests.redact.corpus.third_values import VALUES
from tests.redact.corpus.third_words import PEOPLE

NUMBERS = numbers.Ways(RENDERINGS, ASKED, TOLD, HELD, READ_BACK)
WORDS = words.Ways({**PEOPLE, **CODES}, VALUES)
INNOCENT: Sequence[str] = (*FIGURES, *CAPITALS)
