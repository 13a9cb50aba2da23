"""Cases of the kinds of data that are words, made from templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from redact.entities import EntityType
from tests.redact.corpus.cases import Case, turns
from tests.redact.corpus.values import values


@dataclass(frozen=True, slots=True)
class Ways:
    """Templates by type, and the words they are filled with."""

    templates: Mapping[EntityType, Sequence[str]]
    words: Mapping[str, Sequence[str]]


def word_cases(rng: Random, ways: Ways) -> Iterator[Case]:
    """Every template, said by the side it names and by the other side too."""
    for kind, templates in ways.templates.items():
        for template in templates:
            lines = fill(template.split("|"), rng, ways.words)
            yield Case(kind, template, turns(*lines))
            yield Case(kind, template, turns(*_by_the_other_side(lines)))


def _by_the_other_side(lines: list[str]) -> list[str]:
    """A line alone is told by the other side; an answer is read back by who asked."""
    if len(lines) == 1:
        return ["c: hello there", {"a": "c", "c": "a"}[lines[0][0]] + lines[0][1:], "c: okay"]
    answered = next((line for line in lines if "{" in line), lines[-1])
    value = answered[answered.find("{") : answered.rfind("}") + 1]
    asker = {"a": "c", "c": "a"}[answered[0]]
    return [*lines, f"{asker}: okay {value} thank you"]


def fill(lines: list[str], rng: Random, words: Mapping[str, Sequence[str]]) -> list[str]:
    """The lines with their words in capitals filled; the same capitals are the same in every line."""
    chosen = values(rng, words)
    return [" ".join(_filled(word, chosen, rng, words) for word in line.split(" ")) for line in lines]


def _filled(word: str, chosen: Mapping[str, str], rng: Random, words: Mapping[str, Sequence[str]]) -> str:
    core = word.strip("{},.")
    if core == "NATO":
        return word.replace(core, rng.choice(words[core]))
    return word.replace(core, chosen[core]) if core in chosen else word
