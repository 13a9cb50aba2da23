"""A half whose author had seen neither the recognisers nor any other half, and brought its own way of saying digits.

Its frames are whole calls of a few turns with the values between angle brackets (sixth_fields.py), so that an agent
can read back, a caller correct himself, and a number go over several turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from redact.entities import EntityType
from tests.redact.corpus import sixth_accounts, sixth_cards, sixth_contact, sixth_persons
from tests.redact.corpus.cases import Case, turns
from tests.redact.corpus.sixth_digits import WAYS
from tests.redact.corpus.sixth_fields import Decks, Filling, flat, written
from tests.redact.corpus.sixth_innocent import COUNTS, MONEY_AND_TIME, NUMBERED
from tests.redact.corpus.sixth_talk import CALLERS, SCRIPTS

FRAMES: Mapping[EntityType, Sequence[str]] = {
    **sixth_cards.FRAMES,
    **sixth_accounts.FRAMES,
    **sixth_contact.FRAMES,
    **sixth_persons.FRAMES,
}
INNOCENT: Sequence[str] = (*NUMBERED, *MONEY_AND_TIME, *COUNTS, *SCRIPTS, *CALLERS)
_EACH = 2
"""Cases of every frame in one round, each with another value said in another way."""
_WITH_MARKS = 2 / 3
"""Share of the cases that the recogniser wrote with capitals and stops."""
_INNOCENT_WAYS = (
    "one by one, oh", "one by one, zero", "doubles and triples", "in pairs", "singly and in pairs", "figures in one",
    "figures one by one", "a comma behind each group", "hesitating",
)  # fmt: skip
_SHORT_INNOCENT_WAYS = ("one by one, oh", "in hundreds", "in pairs", "figures in one")
_DIGITS = re.compile(r"\[(\d)\]")


class Sixth:
    """The cases of the half; nothing was adapted to them when they were written."""

    def cases(self, rng: Random) -> Iterator[Case]:
        """Every frame of every kind, and about as many innocent calls."""
        personal = list(_personal(rng))
        yield from personal
        for _ in range(-(-len(personal) // len(INNOCENT))):
            for number, frame in enumerate(INNOCENT):
                yield _case(None, f"innocent {number}", _DIGITS.sub(lambda found: _digits(found, rng), frame), rng)


def _personal(rng: Random) -> Iterator[Case]:
    decks = Decks(rng)
    for kind, frames in FRAMES.items():
        for number, frame in enumerate(frames):
            for _ in range(_EACH):
                filling = Filling(decks)
                filled = filling.fill(frame)
                ways = "; ".join(f"{name} {way}" for name, way in filling.ways.items())
                yield _case(kind, f"{kind.value.lower()} {number}: {ways}", filled, rng)


def _case(kind: EntityType | None, rendering: str, frame: str, rng: Random) -> Case:
    write = written if rng.random() < _WITH_MARKS else flat
    return Case(kind, rendering, turns(*(write(line.strip()) for line in frame.split(" | "))))


def _digits(found: re.Match[str], rng: Random) -> str:
    """So many digits that mean nothing."""
    size = int(found[1])
    value = rng.choice("123456789") + "".join(rng.choice("0123456789") for _ in range(size - 1))
    groups = [value] if size < 6 else [value[: size // 2], value[size // 2 :]]
    ways = _INNOCENT_WAYS if size > 3 else _SHORT_INNOCENT_WAYS
    return " ".join(WAYS[rng.choice(ways)](groups, rng))
