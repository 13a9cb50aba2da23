"""Everyday words by what they are used for, read from `lexicon.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon.toml")


@dataclass(frozen=True)
class Lexicon:
    """Sets of words in small letters; `services` groups words for one service.

    "mail" means the electronic kind after a word of `mail_after` and before one of `mail_before`.
    """

    stop: frozenset[str]
    generic: frozenset[str]
    mail: frozenset[str]
    code: frozenset[str]
    amount: frozenset[str]
    trouble: frozenset[str]
    promise: frozenset[str]
    seller: frozenset[str]
    mail_after: frozenset[str]
    mail_before: frozenset[str]
    services: tuple[frozenset[str], ...]
    trouble_phrases: tuple[tuple[str, ...], ...]

    def words_for_service(self, named: frozenset[str]) -> frozenset[str]:
        """The words callers use for the services that a register names, the names themselves included."""
        groups = [group for group in self.services if group & named]
        return named.union(*groups) - self.stop - self.generic


@cache
def english() -> Lexicon:
    document = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    services = tuple(frozenset(line.split()) for line in document.pop("services"))
    phrases = tuple(tuple(line.split()) for line in document.pop("trouble_phrases"))
    return Lexicon(
        services=services,
        trouble_phrases=phrases,
        **{name: frozenset(words.split()) for name, words in document.items()},
    )
