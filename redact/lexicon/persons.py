"""Words known as names: `GIVEN` and `FAMILY`; those of `AMBIGUOUS` are given names and everyday words as well."""

from redact.lexicon.dictionary import ENGLISH, WORLD_FAMILY, WORLD_GIVEN
from redact.lexicon.everyday import COMMON
from redact.lexicon.given_names import AMBIGUOUS as _GIVEN_AND_WORDS
from redact.lexicon.given_names import GIVEN_NAMES
from redact.lexicon.surnames import ALSO_WORDS, SURNAMES
from redact.lexicon.wordlist import words
from redact.lexicon.world_names import MORE_GIVEN_NAMES, MORE_SURNAMES

_LEAST_LETTERS = 4
_WORLD = WORLD_GIVEN - COMMON - GIVEN_NAMES
_SURE = frozenset(name for name in _WORLD if name not in ENGLISH and len(name) >= _LEAST_LETTERS)
AMBIGUOUS = (
    _GIVEN_AND_WORDS
    | (_WORLD - _SURE)
    | words("""
    archer aria ariel autumn beauty beth blessing brandy coral destiny ebony gift jade jasper justice mercy noel olive
    pearl precious princess raven romeo sienna solomon wisdom
    """)
)
GIVEN = GIVEN_NAMES | (MORE_GIVEN_NAMES - COMMON) | _SURE | AMBIGUOUS
FAMILY = SURNAMES | ALSO_WORDS | ((MORE_SURNAMES | WORLD_FAMILY) - COMMON)
