"""Cases of the kinds of data that are words: as templates, ten to twelve ways before and as many after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from redact.entities import EntityType
from redact.lexicon.wordlist import row
from tests.redact.corpus.cases import Case, turns

Ways = Mapping[EntityType, tuple[str, ...]]
_FIRST = row("maria james linda robert susan priya ahmed chloe dmitri fiona miguel yuki olivia tariq sofia")
_LAST = row("lopez miller carter wilson okafor nguyen kowalski bennett fisher osborne patel jensen walsh moreno")
_ODD = row("quarlesworth venkatraman zbigniewska thistlewood okonjo brandywine castellanos ferreira")
_STREET = ("oak", "maple", "river", "church", "station", "meadow", "willow", "king", "harbour", "juniper")
_TYPE = ("street", "road", "lane", "avenue", "drive", "court", "boulevard")
_TOWN = ("springfield", "millbrook", "eastport", "fairmont", "ashford", "lakewood")
_STATE = ("ohio", "illinois", "texas", "oregon", "maine")
_MONTH = row("january february march april may june july august september october november december")
_DAY = row("first second third fourth seventh tenth twelfth fifteenth twentieth thirtieth")
_YEAR = ("nineteen eighty five", "nineteen seventy two", "nineteen ninety", "two thousand and one", "1984")
_HOST = ("gmail dot com", "yahoo dot com", "mailbox dot org", "example dot co dot uk", "homemail dot net")
_NATO = {
    "a": "alpha",
    "b": "bravo",
    "c": "charlie",
    "k": "kilo",
    "r": "romeo",
    "s": "sierra",
    "t": "tango",
    "x": "xray",
}
_SECRET = ("blue horse seven", "sunflower", "tiger ninety nine", "purple monkey", "winterfell", "marmalade two two")

SEEN: Ways = {
    EntityType.NAME: (
        "c: my name is {FIRST LAST}", "c: hi this is {FIRST} i have a problem with my bill",
        "a: may i have your name please|c: yes {FIRST LAST}", "a: who am i speaking with|c: {FIRST ODD}",
        "a: thank you {FIRST} one moment", "c: my last name is {ODD}", "c: the account is under {FIRST LAST}",
        "c: i'm {FIRST LAST} and i want to cancel", "a: am i speaking with mister {ODD}|c: yes",
        "c: my name is {FIRST LAST} that's {s p e l l e d}", "a: hello my name is {FIRST} how can i help",
        "c: i spoke to {FIRST} last week",
    ),
    EntityType.EMAIL: (
        "c: my email is {FIRST dot LAST at HOST}", "a: what is your email address|c: {FIRST LAST N at HOST}",
        "c: send it to {FIRST underscore LAST at HOST} please", "c: my email address is {j dot LAST at HOST}",
        "a: and your email|c: it's {FIRST N at HOST}|a: {FIRST N at HOST} okay",
        "c: you can email me at {LAST dash FIRST at HOST}", "c: my email is FIRSTLAST",
        "a: which email should i use|c: {m a r i a at HOST}", "c: it's an email {FIRST at HOST}",
        "a: can you spell the email|c: {b as in bravo o b at HOST}",
    ),
    EntityType.ADDRESS: (
        "c: i live at {NUM STREET TYPE TOWN}", "c: my address is {NUM STREET TYPE}",
        "a: what is your address|c: {NUM STREET TYPE TOWN STATE ZIP}",
        "c: the house is at {NUM STREET TYPE} in {TOWN}", "a: so that is {NUM STREET TYPE TOWN} right",
        "a: and the zip code|c: it's {ZIP}", "c: ship it to {NUM STREET TYPE apartment two b}",
        "c: we are at {NUM STREET TYPE TOWN}", "a: where do you live|c: {NUM STREET TYPE TOWN}",
        "c: my billing address is {123 Maple Street, TOWN, ZIPW}",
    ),
    EntityType.DATE_OF_BIRTH: (
        "c: i was born on {MONTH DAY YEAR}", "a: what is your date of birth|c: {the DAY of MONTH YEAR}",
        "c: my date of birth is {MONTH DAY YEAR}", "c: my birthday is {DAY MONTH YEAR}",
        "a: date of birth please|c: {oh three fourteen eighty five}", "c: date of birth {03/14/1985}",
        "a: your date of birth|c: it's {MONTH DAY YEAR}|a: {MONTH DAY YEAR} thank you",
        "c: i was born {MONTH DAY YEAR}", "a: and date of birth|c: {three fourteen nineteen eighty five}",
        "c: d o b is {DAY of MONTH YEAR}",
    ),
    EntityType.CARD_EXPIRY: (
        "c: the expiry date is {oh nine twenty seven}", "a: what is the expiration date|c: {MONTH twenty eight}",
        "a: expiry date|c: {zero four twenty nine}", "c: it is valid until {eleven twenty seven}",
        "a: and the expiration|c: {09/27}", "c: expiration date is {MONTH twenty twenty nine}",
        "a: when does the card expire|c: {oh six thirty}", "c: expiry is {one two two eight}",
        "a: expiry date please|c: it's {MONTH two thousand twenty seven}", "c: exp date {oh one twenty six}",
    ),
    EntityType.IBAN: (
        "c: my iban is {g b two nine n w b k six oh one six one three three one nine two six eight one nine}",
        "c: the iban is {DE89 3704 0044 0532 0130 00}", "a: what is the iban|c: {d e eight nine three seven oh four}",
        "c: the iban is {GB29NWBK60161331926819}",
        "a: the international bank account please|c: {f r one four two oh oh four}",
        "a: iban please|c: yes {n l nine one a b n a oh four one seven one six four three oh oh}",
        "c: iban {e s nine one two one oh oh}", "c: my iban begins {i e two nine a i b k nine three}",
        "a: i have your iban as {d e eight nine} right|c: yes", "c: my iban is {b e six eight five three nine}",
    ),
    EntityType.LICENCE_PLATE: (
        "c: my licence plate is {A B one two C D E}", "c: the plate number is {NATO NATO four seven one}",
        "a: what is the registration number|c: {k x five one t r s}", "c: license plate {seven a b c one two three}",
        "a: your licence plate|c: it's {b as in bravo k four seven x y z}", "c: my registration is {AB12 CDE}",
        "a: so the plate is {r t nine nine k l m}", "c: number plate {NATO five NATO NATO three}",
        "c: my plate number is {h j k four two one}", "c: the licence plate is {B-MW 4711}",
    ),
    EntityType.SECRET: (
        "c: my password is {SECRET}", "a: what is your memorable word|c: {SECRET}", "c: the passphrase is {SECRET}",
        "c: my mother's maiden name is {ODD}", "a: what is the password|c: it's {SECRET}",
        "c: the password is {SECRET} if you need it", "a: can you tell me the security word|c: {SECRET}",
        "c: security answer is {SECRET}", "a: your passphrase please what is the passphrase|c: {SECRET}",
        "c: the wifi key is {SECRET}",
    ),
}  # fmt: skip


def word_cases(rng: Random, ways: Ways, *, seen: bool) -> Iterator[Case]:
    """Every template, said by the side it names and, where one side talks alone, by the other side too."""
    for kind, templates in ways.items():
        for template in templates:
            lines = template.split("|")
            filled = fill(lines, rng)
            yield Case(kind, template, turns(*filled), seen)
            if len(lines) == 1:
                other = {"a": "c", "c": "a"}[filled[0][0]] + filled[0][1:]
                yield Case(kind, template, turns("c: hello there", other, "c: okay"), seen)


def fill(lines: list[str], rng: Random) -> list[str]:
    """The lines with their capitals filled; the same capital is the same word in every line."""
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    values = {
        "FIRSTLAST": f"{{{first}.{last}@example.com}}",
        "FIRST": first, "LAST": last, "ODD": rng.choice(_ODD), "HOST": rng.choice(_HOST),
        "NUM": rng.choice(("forty two", "one hundred eleven", "seven", "one two five", "ninety nine", "17")),
        "STREET": rng.choice(_STREET), "TYPE": rng.choice(_TYPE), "TOWN": rng.choice(_TOWN),
        "STATE": rng.choice(_STATE), "ZIPW": "62704", "ZIP": rng.choice(("six two seven oh four", "90210")),
        "MONTH": rng.choice(_MONTH), "DAY": rng.choice(_DAY), "YEAR": rng.choice(_YEAR),
        "SECRET": rng.choice(_SECRET), "N": rng.choice(("seven", "ninety one", "four two")),
    }  # fmt: skip
    return [" ".join(_filled(word, values, rng) for word in line.split(" ")) for line in lines]


def _filled(word: str, values: Mapping[str, str], rng: Random) -> str:
    core = word.strip("{},.")
    if core == "NATO":
        return word.replace(core, rng.choice(list(_NATO.values())))
    return word.replace(core, values[core]) if core in values else word
