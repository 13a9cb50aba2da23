"""The words of English and the names of the world, from two well-kept packages. Small letters."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from spellchecker import SpellChecker

from redact.lexicon.wordlist import row

_LOCALES = row("""
    az_AZ cs_CZ da_DK de_AT de_CH de_DE en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_US es_AR es_CA es_CL es_CO es_ES
    es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_DZ fr_FR fr_QC ga_IE ha_NG hr_HR hu_HU id_ID ig_NG is_IS it_IT ja_JP lt_LT
    lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH uz_UZ vi_VN yo_NG zh_CN zu_ZA
    """)
"""Countries whose names are written in Latin letters, or in them as well."""
_SELDOM = 50
"""Words that the dictionary has seen no more often than this are mostly names it was given by hand."""
_OFTEN = 3000
"""A word seen more often than this is a word first, and then perhaps a name."""
_LEAST_LETTERS = 3

_SEEN = {word: seen for word, seen in SpellChecker(language="en").word_frequency.items() if seen > _SELDOM}
ENGLISH = frozenset(_SEEN)
FREQUENT = frozenset(word for word, seen in _SEEN.items() if seen > _OFTEN)


def _names(part: str) -> frozenset[str]:
    """Every "first" or "last" name of every country, in parts: "mary ann" is two."""
    said: set[str] = set()
    for locale in _LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        lists = [getattr(provider, held) for held in dir(provider) if part in held and "name" in held]
        said.update(name for held in lists if isinstance(held, Iterable) for name in held if isinstance(name, str))
    return frozenset(word for name in said for word in name.lower().split() if _is_name(word))


def _is_name(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS and word.isascii() and word.replace("'", "").isalpha()


WORLD_GIVEN = _names("first")
WORLD_FAMILY = _names("last")
