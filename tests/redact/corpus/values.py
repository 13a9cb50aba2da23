"""Values that templates of the corpus ask for by a word in capitals, each said in one of several ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from stdnum import iban

from redact.lexicon.wordlist import row
from tests.redact.corpus import digits as say

WORDS: Mapping[str, Sequence[str]] = {
    "FIRST": row("maria james linda robert susan priya ahmed chloe dmitri fiona miguel yuki olivia tariq sofia"),
    "LAST": row("lopez miller carter wilson okafor nguyen kowalski bennett fisher osborne patel jensen walsh moreno"),
    "ODD": row("quarlesworth venkatraman zbigniewska thistlewood okonjo brandywine castellanos ferreira"),
    "STREET": row("oak maple river church station meadow willow king harbour juniper"),
    "TYPE": row("street road lane avenue drive court boulevard"),
    "TOWN": row("springfield millbrook eastport fairmont ashford lakewood"),
    "STATE": row("ohio illinois texas oregon maine"),
    "MONTH": row("january february march april may june july august september october november december"),
    "DAY": row("first second third fourth seventh tenth twelfth fifteenth twentieth thirtieth"),
    "YEAR": ("nineteen eighty five", "nineteen seventy two", "nineteen ninety", "two thousand and one", "1984"),
    "HOST": ("gmail dot com", "yahoo dot com", "mailbox dot org", "example dot co dot uk", "homemail dot net"),
    "NATO": row("alpha bravo charlie kilo romeo sierra tango xray"),
    "SECRET": ("blue horse seven", "sunflower", "tiger ninety nine", "purple monkey", "winterfell", "marmalade two"),
    "NUM": ("forty two", "one hundred eleven", "seven", "one two five", "ninety nine", "17"),
    "ZIP": ("six two seven oh four", "90210"),
    "N": ("seven", "ninety one", "four two"),
}
"""Words to choose from, for the half of the templates that the recognisers were written against."""


def values(rng: Random, words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """One value for each word in capitals; within a case the same capitals are the same value."""
    chosen = {name: rng.choice(choices) for name, choices in words.items()}
    return chosen | {
        "WRITTENMAIL": f"{chosen['FIRST']}.{chosen['LAST']}@example.com",
        "IBAN": _iban(rng),
        "PLATE": _plate(rng),
        "MONTHYEAR": _month_year(rng),
    }


def _iban(rng: Random) -> str:
    """A valid IBAN: spelled, in groups, or written."""
    country, letters, length = rng.choice((("DE", 0, 18), ("GB", 4, 14), ("FR", 0, 23), ("NL", 4, 10), ("ES", 0, 20)))
    bank = "".join(rng.choice("ABKLNOQRSTW") for _ in range(letters))
    body = bank + "".join(rng.choice("0123456789") for _ in range(length))
    value = country + iban.calc_check_digits(country + "00" + body) + body
    way = rng.choice(("spelled", "spelled", "groups", "written"))
    if way == "written":
        return value
    if way == "groups":
        return " ".join(say.groups(value, 4))
    return spelled(value, rng)


def spelled(value: str, rng: Random) -> str:
    """Letters one by one, digits singly, in pairs or as recognisers write them."""
    said = []
    rendering = rng.choice((say.singly, say.with_oh, say.paired, say.multiplied))
    digits = ""
    for char in [*value, ""]:
        if char.isdigit():
            digits += char
            continue
        if digits:
            said.append(rendering(digits, rng))
        digits = ""
        said.append(char.lower())
    return " ".join(filter(None, said))


def _plate(rng: Random) -> str:
    letters = "".join(rng.choice("BCDFHJKLMNPRTVXYZ") for _ in range(5))
    digits = "".join(rng.choice("123456789") for _ in range(4))
    value = rng.choice(
        (letters[:2] + digits[:2] + letters[2:], letters[:3] + digits, digits[:1] + letters[:3] + digits[1:])
    )
    return value if rng.random() < 0.25 else spelled(value, rng)


def _month_year(rng: Random) -> str:
    """Month and year of a card, as numbers."""
    month, year = rng.randint(1, 12), rng.randint(26, 32)
    spoken = f"{'oh ' if month < 10 else ''}{say.pair(str(month)) if month > 9 else say.ONES[month]}"
    return rng.choice(
        (
            f"{spoken} {say.pair(str(year))}",
            f"{spoken} slash {say.pair(str(year))}",
            f"{spoken} twenty {say.pair(str(year))}",
            f"{month:02d}/{year}",
            say.singly(f"{month:02d}{year}", rng),
        )
    )
