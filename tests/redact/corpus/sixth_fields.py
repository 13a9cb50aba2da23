"""What a frame of the sixth half can name between angle brackets, and how it is filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.redact.corpus import sixth_dates as dates
from tests.redact.corpus import sixth_digits as digits
from tests.redact.corpus import sixth_people as people
from tests.redact.corpus import sixth_secrets as secrets
from tests.redact.corpus import sixth_values as values

_NAMED = re.compile(r"<(\w+)(?::(\w+)(?:/(\d))?)?>([.,?!]*)")
"""<card>, <card:back> (in other words), <card:wrong>, <card:2/3> (the second of three parts); marks go inside."""


@dataclass(frozen=True, slots=True)
class Field:
    """A kind of value: how it is drawn, the ways to say it, and what it becomes by a slip of the tongue."""

    draw: Callable[[Random], Any]
    ways: Mapping[str, Callable[[Any, Random], list[str]]]
    slip: Callable[[Any, Random], Any] | None = None


def _long(draw: Callable[[Random], Any]) -> Field:
    return Field(draw, digits.WAYS, digits.slip)


def _short(draw: Callable[[Random], Any]) -> Field:
    return Field(draw, digits.SHORT_WAYS, digits.slip)


FIELDS: Mapping[str, Field] = {
    "card": _long(values.card),
    "cvv": _short(values.security_code),
    "expiry": Field(values.expiry, dates.EXPIRIES, values.other_expiry),
    "frontcode": _short(values.front_code),
    "pin": _short(values.pin),
    "longpin": _short(values.long_pin),
    "sort": _long(values.sort_code),
    "account": _long(values.account),
    "routing": _long(values.routing),
    "usaccount": _long(values.american_account),
    "iban": _long(values.iban),
    "ssn": _long(values.ssn),
    "ssnend": _short(values.ssn_end),
    "nino": _long(values.insurance_number),
    "nhs": _long(values.health_number),
    "sin": _long(values.canadian_number),
    "aadhaar": _long(values.aadhaar),
    "pps": _long(values.irish_number),
    "dni": _long(values.spanish_number),
    "mobile": _long(values.mobile),
    "landline": _long(values.landline),
    "usphone": _long(values.american_phone),
    "abroad": _long(values.foreign_phone),
    "plate": _long(values.plate),
    "code": _short(values.one_time_code),
    "password": Field(secrets.password, secrets.PASSWORDS),
    "phrase": Field(secrets.passphrase, secrets.PHRASES),
    "memorable": Field(secrets.memorable, secrets.WORDS),
    "letter": Field(secrets.letter, secrets.LETTERS),
    "otherletter": Field(secrets.other_letter, secrets.LETTERS),
    "dob": Field(values.birthday, dates.BIRTHDAYS, values.other_birthday),
    "birth": Field(values.birthday, dates.SPOKEN_BIRTHDAYS, values.other_birthday),
    "full": Field(people.person, people.FULL),
    "first": Field(people.person, people.FIRST),
    "last": Field(people.person, people.LAST),
    "spelled": Field(people.person, people.SPELLED),
    "other": Field(people.other_person, {"first and last": people.FULL["first and last"]}),
    "otherfirst": Field(people.relative, people.FIRST),
    "mail": Field(people.mailbox, people.MAIL),
    "home": Field(people.home, people.HOMES),
    "post": Field(people.home, people.POSTS),
    "street": Field(people.home, people.STREETS),
    "town": Field(people.home, people.TOWNS),
}
"""Fields with the same `draw` are of one person or home within a case."""


@dataclass
class Decks:
    """Ways are dealt like cards, so that each is used before any comes again."""

    rng: Random
    _left: dict[str, list[str]] = field(default_factory=dict)

    def way(self, name: str) -> str:
        left = self._left.setdefault(name, [])
        if not left:
            left.extend(FIELDS[name].ways)
            self.rng.shuffle(left)
        return left.pop()


@dataclass
class Filling:
    """The values of one case, and the way that each of its fields is said."""

    decks: Decks
    values: dict[Callable[[Random], Any], Any] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)

    @property
    def rng(self) -> Random:
        return self.decks.rng

    def fill(self, frame: str) -> str:
        """The frame with everything in angle brackets said, in braces."""
        parts: dict[tuple[str, int], list[str]] = {}

        def said(match: re.Match[str]) -> str:
            name, manner, count, marks = match.groups()
            if not count:
                return f"{{{self._whole(name, manner)}{marks}}}"
            key = (name, int(count))
            parts.setdefault(key, self._parts(name, int(count)))
            return f"{{{parts[key][int(manner) - 1]}{marks}}}"

        return _NAMED.sub(said, frame)

    def _value(self, name: str) -> Any:
        draw = FIELDS[name].draw
        return self.values.setdefault(draw, draw(self.rng))

    def _breaths(self, name: str, value: Any, *, again: bool = False) -> list[str]:
        way = self.decks.way(name) if again or name not in self.ways else self.ways[name]
        self.ways.setdefault(name, way)
        return FIELDS[name].ways[way](value, self.rng)

    def _whole(self, name: str, manner: str | None) -> str:
        value, slip = self._value(name), FIELDS[name].slip
        if manner == "wrong" and slip:
            value = slip(value, self.rng)
        return " ".join(self._breaths(name, value, again=manner == "back")).rstrip(",.")

    def _parts(self, name: str, count: int) -> list[str]:
        """The value over `count` turns; said digit by digit where its way has too few breaths for that."""
        value = self._value(name)
        breaths = self._breaths(name, value)
        if len(breaths) < count:
            breaths = digits.WAYS["one by one, zero"](digits.one_breath_each(value), self.rng)
        return [part.rstrip(",.").removesuffix(" then").removesuffix(" dash") for part in digits.pieces(breaths, count)]


_ENDS = ".,?!;"


def written(line: str) -> str:
    """A turn as recognisers write it that set capitals and stops."""
    side, text = line.split(":", 1)
    first = next((at for at, char in enumerate(text) if char.isalnum()), 0)
    text = text[:first] + text[first].upper() + text[first + 1 :]
    return f"{side}:{text}"


def flat(line: str) -> str:
    """A turn as recognisers write it that set neither: lower case, no marks but those inside of words."""
    side, text = line.split(":", 1)
    return f"{side}: {' '.join(_flat_words(text))}"


def _flat_words(text: str) -> Iterator[str]:
    for word in text.lower().replace("{", " { ").replace("}", " } ").split():
        bare = word if word in {"{", "}"} else word.rstrip(_ENDS).strip('"')
        if bare:
            yield bare
