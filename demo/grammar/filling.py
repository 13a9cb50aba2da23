"""What may stand in the slots of a template, and a template with its slots filled."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from demo.grammar.personal import personal_values
from demo.grammar.template import PERSONAL_SLOTS, SLOT, Template
from demo.grammar.turns import Planted, Sentence
from demo.grammar.words import DAYS, MONTHS, ONES, PAPERS, SELLERS, SERVICES, TOWNS, number, singly

CAMPAIGN_WORDS = ("autumn", "loyalty", "welcome", "family")
CODE_WORDS = ("autumn", "loyal", "welcome", "family")
PRICES = (19, 24, 29)
HIGH_PRICES = (39, 45, 52)
AMOUNTS = (10, 15, 20, 25, 30, 40, 50, 60, 80, 90)
SPEEDS = (100, 200, 300, 500)


def filled(template: Template, rng: Random) -> tuple[str, ...]:
    """The words of the template with every slot filled at random."""
    return render(template, random_values(rng)).words


def random_values(rng: Random) -> dict[str, str]:
    """One consistent filling for every slot, personal ones included."""
    return {
        "years": number(rng.randint(2, 15)),
        "minutes": number(rng.choice((5, 10, 15, 20, 30, 40))),
        "month": rng.choice(MONTHS),
        "day": rng.choice(DAYS),
        "service": rng.choice(SERVICES),
        "town": rng.choice(TOWNS),
        "paper": rng.choice(PAPERS),
        "campaign": rng.choice(CAMPAIGN_WORDS),
        "code": f"{rng.choice(CODE_WORDS)} {number(rng.choice((15, 20, 25, 30, 40, 50)))}",
        "weeks": number(rng.randint(2, 6)),
        "order": singly(f"{rng.randint(10_000, 99_999)}", rng),
        "price": number(rng.choice(PRICES)),
        "high": number(rng.choice(HIGH_PRICES)),
        "amount": number(rng.choice(AMOUNTS)),
        "months": number(rng.choice((3, 6, 12, 24))),
        "number": ONES[rng.randint(2, 6)],
        "nth": rng.choice(("third", "fourth", "fifth", "sixth")),
        "seller": rng.choice(SELLERS),
        "speed": f"{number(rng.choice(SPEEDS))} megabits",
        **personal_values(rng),
    }


def render(template: Template, values: Mapping[str, str], *, cause: str | None = None) -> Sentence:
    """Fill the slots and note which words are planted personal data."""
    words: list[str] = []
    planted: list[Planted] = []
    position = 0
    for slot in SLOT.finditer(template.text):
        words += template.text[position : slot.start()].split()
        spoken = values[slot.group(1)]
        first = len(words)
        words += spoken.split()
        if slot.group(1) in PERSONAL_SLOTS:
            planted.append(Planted(PERSONAL_SLOTS[slot.group(1)], first, len(words) - 1, spoken))
        position = slot.end()
    words += template.text[position:].split()
    return Sentence(template.id, tuple(words), tuple(planted), cause)
