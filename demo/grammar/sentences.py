"""Plain sentences for speech training and for measuring: lower-case words, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from demo.grammar import practice
from demo.grammar.acts import HELD_OUT_IDS, TEMPLATES
from demo.grammar.filling import filled, random_values
from demo.grammar.template import SLOT, Template


def training_sentences(rng: Random) -> Iterator[str]:
    """Endless sentences from training templates, each equally often, slots filled at random.

    Practice sentences are among them, so that every word of the vocabulary is heard in training.
    """
    templates = [t for t in TEMPLATES.values() if t.id not in HELD_OUT_IDS]
    return _sentences([*templates, *practice.TEMPLATES], rng)


def held_out_sentences(rng: Random) -> Iterator[str]:
    """The same from the held-out templates: for measuring, never for training."""
    return _sentences([t for t in TEMPLATES.values() if t.id in HELD_OUT_IDS], rng)


def _sentences(templates: list[Template], rng: Random) -> Iterator[str]:
    while True:
        for template in rng.sample(templates, len(templates)):
            yield " ".join(filled(template, rng))


def vocabulary() -> frozenset[str]:
    """Every word that a call can contain."""
    fixed = {word for t in TEMPLATES.values() for word in SLOT.sub(" ", t.text).split()}
    rng = Random(0)
    filled = {w for _ in range(1500) for value in random_values(rng).values() for w in value.split()}
    return frozenset(fixed | filled)
