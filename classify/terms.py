"""What a promise comes down to: its things, its amounts by unit, and whether something is free or for ever."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from classify.amounts import with_digits
from classify.lexicon import english
from classify.phrases import content_words

AMOUNT = re.compile(r"(?P<currency>[$€£]\s*)?(?P<number>\d+(?:[.,]\d+)?)\s*-?\s*(?P<unit>%|[a-z]+)?")
ONE_OF = re.compile(r"\b(?:a|an|first|full|whole|next|each|per)\s+(?P<unit>day|week|month|year|hour)\b")
PER = re.compile(r"(?<=[sk%\d])\s+(?:a|per|each|every)\s+(?:day|week|month|year|hour)\b")
"""A rate, "ten dollars a month", is no duration: its amount ends in s, k, a sign or a digit."""
HALF = re.compile(r"\bhalf\s+(?:the\s+|of\s+the\s+)?price\b|\bhalf\s+off\b")
UNITS: Mapping[str, tuple[str, float]] = {
    **dict.fromkeys(("%", "percent"), ("percent", 1.0)),
    **dict.fromkeys(("dollar", "dollars", "bucks", "euro", "euros", "pound", "pounds"), ("money", 1.0)),
    **dict.fromkeys(("hour", "hours"), ("hours", 1.0)),
    **dict.fromkeys(("day", "days"), ("days", 1.0)),
    **dict.fromkeys(("week", "weeks"), ("days", 7.0)),
    **dict.fromkeys(("month", "months"), ("months", 1.0)),
    **dict.fromkeys(("year", "years"), ("months", 12.0)),
    **dict.fromkeys(("meg", "megs", "mbps", "megabit", "megabits"), ("speed", 1.0)),
    **dict.fromkeys(("gig", "gigs", "gigabit", "gigabits"), ("speed", 1000.0)),
}
BETWEEN = frozenset({"working", "business", "calendar", "full", "whole", "more"})
"""Words that may stand between a number and its unit: "five working days"."""
FREE = frozenset({"free", "waived", "gratis", "included", "includes"})
NOTHING = frozenset({"no", "without", "zero", "nothing"})
FOR_EVER = frozenset({"never", "forever", "ever", "life", "lifetime", "always", "unlimited"})
REFUSING = frozenset({"not", "only", "never", "except", "unless"})
DEFINITE = frozenset(
    {"any", "can", "could", "will", "would", "was", "were", "is", "are", "be", "no", "to", "come", "comes", "get"}
)
COSTS_NOTHING = re.compile(
    r"\b(?:not|never)\s+(?:have\s+to\s+)?(?:pay|cost)\b|\bnothing\b.{0,20}\b(?:pay|paid)\b"
    r"|\b(?:pay|pays|cost|costs)\s+nothing\b"
    r"|\b(?:no|without|zero)\s+(?:\w+\s+)?(?:fees?|charges?|costs?|payments?|price)\b"
)
AS_LONG_AS = re.compile(r"\bas\s+long\s+as\b|\bany\s*more\b|\bgoes?\s+up\b")
FILLER = frozenset({"get", "gets", "pay", "cost", "costs", "come", "comes", "first", "within", "every", "each", "per"})
NO_THING = FREE | NOTHING | FOR_EVER | FILLER | BETWEEN


@dataclass(frozen=True)
class Terms:
    """`amounts` by unit: percent, money, hours, days, months, speed (megabits). `words` are the things meant."""

    words: tuple[str, ...]
    amounts: Mapping[str, frozenset[float]]
    is_free: bool
    is_for_ever: bool
    is_refusing: bool = False
    """Says what may not be promised, or only under a condition."""
    is_definite: bool = False
    """Says what will, can or need not be, even where no amount is named."""

    @property
    def is_concrete(self) -> bool:
        """Whether it can be held against somebody."""
        return bool(self.amounts) or self.is_free or self.is_for_ever

    def allows(self, claim: "Terms") -> bool:
        """Whether nothing in the claim goes beyond these terms: every amount equal, nothing newly free or for ever."""
        for unit, claimed in claim.amounts.items():
            if not claimed & self.amounts.get(unit, frozenset()):
                return False
        return (self.is_free or not claim.is_free) and (self.is_for_ever or not claim.is_for_ever)

    @property
    def is_about_price(self) -> bool:
        return self.is_free or bool({"money", "percent"} & set(self.amounts))

    def shares_amount(self, claim: "Terms") -> bool:
        return any(claimed & self.amounts.get(unit, frozenset()) for unit, claimed in claim.amounts.items())


def terms_of(text: str) -> Terms:
    """The terms of a promise or of a claim, from written or spoken words."""
    said = with_digits(text.lower().replace("-", " ").split())
    named = set(content_words(said)) | set(said.split())
    words = dict.fromkeys(
        english().topic_of(word)
        for word in content_words(said)
        if word not in UNITS and word not in NO_THING | english().promise and not word[0].isdigit()
    )
    return Terms(
        words=tuple(words),
        amounts=_amounts(said),
        is_free=bool(named & FREE) or bool(COSTS_NOTHING.search(said)),
        is_for_ever=bool(named & FOR_EVER) or bool(AS_LONG_AS.search(said)),
        is_refusing=bool(named & REFUSING),
        is_definite=bool(named & DEFINITE),
    )


def _amounts(said: str) -> dict[str, frozenset[float]]:
    found: dict[str, set[float]] = {}
    plain = " ".join(word for word in said.split() if word not in BETWEEN)
    for match in AMOUNT.finditer(plain):
        name = "dollars" if match["currency"] else match["unit"] or ""
        if name in UNITS:
            unit, factor = UNITS[name]
            found.setdefault(unit, set()).add(float(match["number"].replace(",", ".")) * factor)
    for match in ONE_OF.finditer(PER.sub(" ", plain)):
        unit, factor = UNITS[match["unit"]]
        found.setdefault(unit, set()).add(factor)
    if HALF.search(plain):
        found.setdefault("percent", set()).add(50.0)
    return {unit: frozenset(values) for unit, values in found.items()}
