"""A half whose author knew neither the recognisers nor a word of the other halves.

Its wording is given whole, turn by turn; values, ways of saying them and the recogniser's spelling are drawn. A
bracketed `<card:1/2>` is the first of two parts of a card number, `<card:back>` the agent reading it back, and
`<any>` the next of the ways to say a date, password or the like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from random import Random

from redact.entities import EntityType
from tests.redact.corpus import fifth_accounts, fifth_cards, fifth_told, fifth_values
from tests.redact.corpus.cases import Case, turns
from tests.redact.corpus.fifth_around import surrounded
from tests.redact.corpus.fifth_digits import BACK, SHORT_WAYS, WAYS, Way
from tests.redact.corpus.fifth_letters import BACK as LETTERS_BACK
from tests.redact.corpus.fifth_letters import WAYS as LETTER_WAYS
from tests.redact.corpus.fifth_numbers import number
from tests.redact.corpus.fifth_people import birthday, email, expiry, person
from tests.redact.corpus.fifth_places import address, secret
from tests.redact.corpus.fifth_quiet import INNOCENT
from tests.redact.corpus.fifth_written import as_heard

NUMBER_TIMES = 4
"""How often each wording about a number is drawn, each time with another way of saying digits."""
WORD_TIMES = 4
"""How often each wording about something said in words is drawn."""
_SLOT = re.compile(r"<([^<>]+)>([.,?!]*)")

Values = Callable[[Random], fifth_values.Groups]


@dataclass(frozen=True, slots=True)
class Digits:
    """A kind of number, with its ways of saying it and of reading it back."""

    make: Values
    ways: Sequence[Way] = WAYS
    back: Sequence[Way] = BACK


def _mobile_from_abroad(rng: Random) -> fifth_values.Groups:
    """Without its leading zero."""
    return fifth_values.cut("7" + fifth_values.digits(rng, 9), 4, 3, 3)


def _last_of_ssn(rng: Random) -> fifth_values.Groups:
    return (fifth_values.ssn(rng)[2],)


DIGITS: Mapping[str, Digits] = {
    "card": Digits(fifth_values.card),
    "visa": Digits(fifth_values.visa),
    "mastercard": Digits(fifth_values.mastercard),
    "amex": Digits(fifth_values.amex),
    "code": Digits(fifth_values.security_code, SHORT_WAYS),
    "pin": Digits(fifth_values.pin, SHORT_WAYS),
    "amex-code": Digits(fifth_values.amex_code, SHORT_WAYS),
    "long-pin": Digits(fifth_values.long_pin, SHORT_WAYS),
    "six": Digits(fifth_values.six_digit_code),
    "otp": Digits(fifth_values.one_time_code),
    "sort": Digits(fifth_values.sort_code),
    "account": Digits(fifth_values.uk_account),
    "routing": Digits(fifth_values.routing),
    "us-account": Digits(fifth_values.us_account),
    "bsb": Digits(fifth_values.bsb),
    "au-account": Digits(fifth_values.au_account),
    "transit": Digits(fifth_values.transit, SHORT_WAYS),
    "indian-account": Digits(fifth_values.indian_account),
    "ssn": Digits(fifth_values.ssn),
    "ssn-last": Digits(_last_of_ssn, SHORT_WAYS),
    "sin": Digits(fifth_values.sin),
    "tfn": Digits(fifth_values.tfn),
    "aadhaar": Digits(fifth_values.aadhaar),
    "iban": Digits(fifth_values.iban, LETTER_WAYS, LETTERS_BACK),
    "nino": Digits(fifth_values.nino, LETTER_WAYS, LETTERS_BACK),
    "pps": Digits(fifth_values.pps, LETTER_WAYS, LETTERS_BACK),
    "pan": Digits(fifth_values.pan, LETTER_WAYS, LETTERS_BACK),
    "plate": Digits(fifth_values.plate, LETTER_WAYS, LETTERS_BACK),
    "phone": Digits(fifth_values.phone),
    "uk-mobile": Digits(_mobile_from_abroad),
    "irish-mobile": Digits(lambda rng: (fifth_values.irish_phone(rng)[0][1:], *fifth_values.irish_phone(rng)[1:])),
    "indian-phone": Digits(fifth_values.indian_phone),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything that is said about one type: wordings, and where it is said in words, how to make a value."""

    wordings: Sequence[str]
    make: Callable[[Random], dict[str, str]] | None = None
    any_of: Sequence[str] = ()
    """Which parts of a value `<any>` stands for."""


_EXPIRY_PARTS = ("month", "month-number", "year", "year-long")
_BIRTH_PARTS = ("day", "day-us", "month", "month-number", "year", "short-year", "year-figures")
_SECRET_PARTS = ("number", "mark")


def _whole(make: Callable[[Random], dict[str, str]], parts: Sequence[str]) -> list[str]:
    return [key for key in make(Random(0)) if key not in parts]


SUBJECTS: Mapping[EntityType, Subject] = {
    EntityType.CARD_NUMBER: Subject(fifth_cards.CARD_NUMBER),
    EntityType.SECURITY_CODE: Subject(fifth_cards.SECURITY_CODE),
    EntityType.CARD_EXPIRY: Subject(fifth_cards.CARD_EXPIRY, expiry, _whole(expiry, _EXPIRY_PARTS)),
    EntityType.PIN: Subject(fifth_cards.PIN),
    EntityType.BANK_ACCOUNT: Subject(fifth_accounts.BANK_ACCOUNT),
    EntityType.IBAN: Subject(fifth_accounts.IBAN),
    EntityType.NATIONAL_ID: Subject(fifth_accounts.NATIONAL_ID),
    EntityType.PHONE: Subject(fifth_accounts.PHONE),
    EntityType.LICENCE_PLATE: Subject(fifth_accounts.LICENCE_PLATE),
    EntityType.NAME: Subject(fifth_told.NAME, person),
    EntityType.EMAIL: Subject(fifth_told.EMAIL, email),
    EntityType.ADDRESS: Subject(fifth_told.ADDRESS, address),
    EntityType.DATE_OF_BIRTH: Subject(fifth_told.DATE_OF_BIRTH, birthday, _whole(birthday, _BIRTH_PARTS)),
    EntityType.SECRET: Subject(fifth_told.SECRET, secret, _whole(secret, _SECRET_PARTS)),
}


@dataclass
class _Call:
    """One call: the values it needs, each the same wherever it is said, and how this caller says them."""

    rng: Random
    subject: Subject
    turn: int
    """Which way of saying a number this call has: counted on from call to call."""
    ways: Iterator[str]
    values: dict[str, fifth_values.Groups] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = self.subject.make(self.rng) if self.subject.make else {}

    def said(self, key: str, mark: str) -> str:
        """What is said for a slot, with the mark behind it: "… four..." needs none."""
        words = self.fill(key)
        return words if words.endswith(".") else f"{words}{mark}"

    def fill(self, key: str) -> str:
        """What is said for a slot such as `card:1/2`."""
        name, _, part = key.partition(":")
        if name == "any":
            name = next(self.ways)
        if name in self.words:
            self.names.append(name)
            return self.words[name]
        kind = DIGITS[name]
        groups = self.values.setdefault(name, kind.make(self.rng))
        way = self.rng.choice(kind.back) if part == "back" else kind.ways[self.turn % len(kind.ways)]
        self.names.append(f"{name}: {way.name}")
        return way.say(_part(groups, part), self.rng)


def _part(groups: Sequence[str], part: str) -> Sequence[str]:
    """As in "2/3" is the second third; a number of fewer groups falls apart into its digits."""
    if "/" not in part:
        return groups
    which, count = map(int, part.split("/"))
    if len(groups) < count:
        groups = list("".join(groups))
    bounds = [len(groups) * place // count for place in (which - 1, which)]
    chosen = groups[bounds[0] : bounds[1]]
    return chosen if all(len(one) > 1 for one in groups) else ["".join(chosen)]


@dataclass(frozen=True, slots=True)
class FifthHalf:
    """Every wording several times, with the ways of saying digits in turn, and as many innocent calls."""

    subjects: Mapping[EntityType, Subject]
    innocent: Sequence[str]

    def cases(self, rng: Random) -> Iterator[Case]:
        personal = [case for kind, subject in self.subjects.items() for case in _personal(kind, subject, rng)]
        yield from personal
        for _ in range(-(-len(personal) // len(self.innocent))):
            for wording in self.innocent:
                said = re.sub(r"\[([a-z]+)\]", lambda slot: number(slot[1], rng), wording)
                yield Case(None, "innocent", turns(*as_heard(said, rng)))


def _personal(kind: EntityType, subject: Subject, rng: Random) -> Iterator[Case]:
    ways = cycle(rng.sample(subject.any_of, len(subject.any_of)))
    turn = rng.randrange(1000)
    for wording in subject.wordings:
        for _ in range(WORD_TIMES if subject.make else NUMBER_TIMES):
            turn += 1
            around = surrounded(wording, rng)
            call = _Call(rng, subject, turn, ways)
            said = _SLOT.sub(partial(_planted, call), around)
            yield Case(kind, "; ".join(call.names), turns(*as_heard(said, rng)))


def _planted(call: _Call, slot: re.Match[str]) -> str:
    return f"{{{call.said(*slot.groups())}}}"


HALF = FifthHalf(SUBJECTS, INNOCENT)
