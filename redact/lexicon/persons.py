"""Words known as names: `GIVEN` and `FAMILY`; those of `AMBIGUOUS` are given names and everyday words as well."""

from redact.lexicon.everyday import COMMON
from redact.lexicon.given_names import AMBIGUOUS as _ALSO_WORDS
from redact.lexicon.given_names import GIVEN_NAMES
from redact.lexicon.surnames import SURNAMES
from redact.lexicon.wordlist import words
from redact.lexicon.world_names import WORLD_GIVEN_NAMES, WORLD_SURNAMES

AMBIGUOUS = _ALSO_WORDS | words("ariel aria beth ebony jasper mercy noel romeo sienna solomon")
GIVEN = GIVEN_NAMES | (WORLD_GIVEN_NAMES - COMMON)
FAMILY = SURNAMES | (WORLD_SURNAMES - COMMON)
