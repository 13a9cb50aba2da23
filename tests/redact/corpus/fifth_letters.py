"""How people say letters and digits together: plates, postcodes, IBANs, tax numbers, spelled names."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from redact.lexicon.wordlist import row
from tests.redact.corpus.fifth_digits import UNITS, Way, corrected, doubled, pairs

RADIO = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        row("""alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec
        romeo sierra tango uniform victor whiskey x-ray yankee zulu"""),
        strict=True,
    )
)
HOMELY = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        row("""apple bob cat dog egg freddie george harry igloo jack kite lemon mother nelly orange peter queen robert
        sugar tommy umbrella violet william xylophone yellow zebra"""),
        strict=True,
    )
)
_EASILY_MISHEARD = "bdfmnpstv"


def _letter(char: str) -> str:
    return char.upper() if char.isalpha() else UNITS[int(char)]


def _one_by_one(group: str, rng: Random) -> str:
    return " ".join(map(_letter, group))


def _zed(group: str, rng: Random) -> str:
    return " ".join("zed" if char.lower() == "z" else "oh" if char == "0" else _letter(char) for char in group)


def _figures(group: str, rng: Random) -> str:
    return " ".join(group.upper())


def _written(group: str, rng: Random) -> str:
    return group.upper()


def _radio(group: str, rng: Random) -> str:
    return " ".join(RADIO.get(char.lower(), _letter(char)) for char in group)


def _explained(link: str, book: dict[str, str], only: str = "") -> Way:
    """As in "b for bob"; `only`: the letters that this caller takes the trouble for."""

    def say(group: str, rng: Random) -> str:
        return " ".join(
            f"{char.upper()} {link} {book[char.lower()]}"
            if char.isalpha() and (not only or char.lower() in only)
            else _letter(char)
            for char in group
        )

    return Way(f"{link} {book['b']}{', some' if only else ''}", say)


def _runs(group: str, digits_said: str) -> str:
    """Letters one by one, each run of digits another way."""
    said, run = [], ""
    for char in f"{group} ":
        if char.isdigit():
            run += char
            continue
        if run:
            ways: dict[str, Callable[[str], str]] = {"doubles": doubled("oh"), "pairs": pairs, "figures": str}
            said.append(ways[digits_said](run))
            run = ""
        if char != " ":
            said.append(char.upper())
    return " ".join(said)


def _capital(group: str, rng: Random) -> str:
    return " ".join(f"capital {char.upper()}" if char.isalpha() else _letter(char) for char in group)


def _commas(group: str, rng: Random) -> str:
    return ", ".join(map(_letter, group))


def _hyphens(group: str, rng: Random) -> str:
    return "-".join(group.upper())


WAYS = (
    Way("one by one", _one_by_one),
    Way("one by one, groups", _one_by_one, ", "),
    Way("one by one, zed and oh", _zed),
    Way("one by one, figures", _figures),
    Way("written, groups", _written),
    Way("written whole", _written, regroup=0),
    Way("radio alphabet", _radio),
    Way("radio alphabet, groups", _radio, ", "),
    _explained("for", HOMELY),
    _explained("as in", HOMELY, _EASILY_MISHEARD),
    _explained("for", RADIO, _EASILY_MISHEARD),
    _explained("like", HOMELY, _EASILY_MISHEARD),
    _explained("as in", RADIO),
    Way("digits doubled", lambda group, rng: _runs(group, "doubles")),
    Way("digits in twos", lambda group, rng: _runs(group, "pairs")),
    Way("digits in figures", lambda group, rng: _runs(group, "figures")),
    Way("capitals", _capital),
    Way("commas", _commas, ", "),
    Way("uh between", _one_by_one, " uh "),
    Way("then between", _one_by_one, " then "),
    Way("corrected", _one_by_one, arrange=corrected),
)
BACK = (WAYS[0], WAYS[4], WAYS[6], WAYS[15])
SPELLINGS = (
    *(WAYS[index] for index in (0, 3, 6, 8, 9, 10, 11, 12, 17)),
    Way("hyphens", _hyphens),
)
"""For the letters of a name."""
