"""Everyday words by what they are used for, read from `lexicon.toml`."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
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
    deal: frozenset[str]
    bargain: frozenset[str]
    mail_after: frozenset[str]
    mail_before: frozenset[str]
    services: tuple[frozenset[str], ...]
    topics: tuple[frozenset[str], ...]
    trouble_phrases: tuple[tuple[str, ...], ...]
    contrasts: tuple[tuple[str, ...], ...]

    def topic_of(self, word: str) -> str:
        """The one word that stands for all words of its topic; a word without topic for itself."""
        return self._topic.get(word, word)

    @cached_property
    def _topic(self) -> dict[str, str]:
        return {word: min(group) for group in self.topics for word in group}

    def words_for_service(self, named: frozenset[str]) -> frozenset[str]:
        """The words callers use for the services that a register names, the names themselves included."""
        groups = [group for group in self.services if group & named]
        return named.union(*groups) - self.stop - self.generic


@cache
def english() -> Lexicon:
    document = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    return Lexicon(
        services=_groups(document.pop("services")),
        topics=_groups(document.pop("topics")),
        trouble_phrases=_phrases(document.pop("trouble_phrases")),
        contrasts=_phrases(document.pop("contrasts")),
        **{name: frozenset(words.split()) for name, words in document.items()},
    )


def _groups(lines: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in lines)


def _phrases(lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in lines)
