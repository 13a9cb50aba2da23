"""Numbers of the sixth half: drawn at random, with the check digits that real ones have."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

Groups = list[str]


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _cut(value: str, *sizes: int) -> Groups:
    groups, at = [], 0
    for size in sizes:
        groups.append(value[at : at + size])
        at += size
    return groups


def _luhn(body: str) -> str:
    """The body with the check digit that makes it valid."""
    total = 0
    for at, digit in enumerate(reversed(body)):
        twice = int(digit) * (2 if at % 2 == 0 else 1)
        total += twice - 9 if twice > 9 else twice
    return body + str(-total % 10)


def card(rng: Random) -> Groups:
    if rng.random() < 0.15:
        return _cut(_luhn(rng.choice(("34", "37")) + _digits(rng, 12)), 4, 6, 5)
    start = rng.choice(("4", "4", "4", "51", "52", "53", "54", "55", "2221", "2305", "2720", "6011"))
    return _cut(_luhn(start + _digits(rng, 15 - len(start))), 4, 4, 4, 4)


def security_code(rng: Random) -> Groups:
    return [_digits(rng, 3)]


def front_code(rng: Random) -> Groups:
    """The four digits on the front of an American Express card."""
    return [_digits(rng, 4)]


def pin(rng: Random) -> Groups:
    return _cut(_digits(rng, 4), 2, 2)


def long_pin(rng: Random) -> Groups:
    return _cut(_digits(rng, 6), 3, 3)


def one_time_code(rng: Random) -> Groups:
    size = rng.choice((6, 6, 6, 6, 4, 5, 8))
    return _cut(_digits(rng, size), size // 2, size - size // 2)


def expiry(rng: Random) -> tuple[int, int]:
    """Month and year of a card that is still good."""
    return rng.randint(1, 12), rng.randint(2026, 2032)


def sort_code(rng: Random) -> Groups:
    return [rng.choice(("20", "40", "30", "60", "07", "11", "77", "23", "04", "09")), _digits(rng, 2), _digits(rng, 2)]


def account(rng: Random) -> Groups:
    """Eight digits, as in Britain."""
    return _cut(_digits(rng, 8), 4, 4) if rng.random() < 0.7 else _cut(_digits(rng, 8), 2, 3, 3)


def routing(rng: Random) -> Groups:
    """An American routing number with its checksum."""
    body = rng.choice(("02", "03", "06", "07", "11", "12", "26", "31")) + _digits(rng, 6)
    total = sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 1, 3, 7, 1, 3, 7), strict=True))
    return _cut(body + str(-total % 10), 3, 3, 3)


def american_account(rng: Random) -> Groups:
    return _cut(_digits(rng, 10), 3, 3, 4) if rng.random() < 0.5 else _cut(_digits(rng, 12), 4, 4, 4)


_IBANS = (
    ("DE", "", 18), ("NL", "ABNA", 10), ("NL", "INGB", 10), ("GB", "BARC", 14), ("GB", "NWBK", 14), ("FR", "", 23),
    ("ES", "", 20), ("IE", "AIBK", 14), ("IT", "X", 22), ("BE", "", 12), ("PL", "", 24), ("AT", "", 16),
    ("DK", "", 14), ("PT", "", 21),
)  # fmt: skip


def iban(rng: Random) -> Groups:
    """Country, check digits, bank and account, in fours."""
    country, bank, size = rng.choice(_IBANS)
    inner = bank + _digits(rng, size)
    number = "".join(str(int(char, 36)) for char in f"{inner}{country}00")
    whole = f"{country}{98 - int(number) % 97:02d}{inner}"
    return [whole[at : at + 4] for at in range(0, len(whole), 4)]


def ssn(rng: Random) -> Groups:
    area = rng.choice([number for number in range(1, 773) if number != 666])
    return [f"{area:03d}", f"{rng.randint(1, 99):02d}", f"{rng.randint(1, 9999):04d}"]


def ssn_end(rng: Random) -> Groups:
    """The last four digits, all that many banks ask for."""
    return _cut(f"{rng.randint(1, 9999):04d}", 2, 2)


def insurance_number(rng: Random) -> Groups:
    """A British national insurance number."""
    letters = rng.choice(("AB", "JK", "NX", "PE", "SR", "TW", "WL", "YH", "CE", "HZ", "JA", "PC"))
    return [letters, _digits(rng, 2), _digits(rng, 2), _digits(rng, 2), rng.choice("ABCD")]


def health_number(rng: Random) -> Groups:
    """A British NHS number with its check digit."""
    while True:
        body = rng.choice("4567") + _digits(rng, 8)
        check = 11 - sum(int(digit) * weight for digit, weight in zip(body, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return _cut(body + str(check % 11), 3, 3, 4)


def canadian_number(rng: Random) -> Groups:
    return _cut(_luhn(rng.choice("1245679") + _digits(rng, 7)), 3, 3, 3)


def aadhaar(rng: Random) -> Groups:
    """Twelve digits with the check digit after Verhoeff, computed in the dihedral group of ten."""
    body = rng.choice("23456789") + _digits(rng, 10)
    return _cut(body + str(_verhoeff(body)), 4, 4, 4)


def _verhoeff(body: str) -> int:
    permutation = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    check = 0
    for at, char in enumerate(reversed(body), start=1):
        digit = int(char)
        for _ in range(at % 8):
            digit = permutation[digit]
        check = _dihedral(check, digit)
    return next(digit for digit in range(10) if _dihedral(check, digit) == 0)


def _dihedral(one: int, two: int) -> int:
    """The product in the group of turns (0 to 4) and mirrorings (5 to 9) of a pentagon."""
    turn = (one + two) % 5 if one < 5 else (one - two) % 5
    return turn + (5 if (one < 5) != (two < 5) else 0)


def irish_number(rng: Random) -> Groups:
    body = _digits(rng, 7)
    check = sum(int(digit) * weight for digit, weight in zip(body, range(8, 1, -1), strict=True)) % 23
    return [*_cut(body, 3, 4), "WABCDEFGHIJKLMNOPQRSTUV"[check]]


def spanish_number(rng: Random) -> Groups:
    body = _digits(rng, 8)
    return [*_cut(body, 2, 3, 3), "TRWAGMYFPDXBNJZSQVHLCKE"[int(body) % 23]]


def mobile(rng: Random) -> Groups:
    return ["07" + rng.choice("345789") + _digits(rng, 2), _digits(rng, 3), _digits(rng, 3)]


def landline(rng: Random) -> Groups:
    area = rng.choice(("020", "0161", "0121", "0113", "0131", "0117", "01273", "01904"))
    return [area, *((_digits(rng, 3), _digits(rng, 3)) if len(area) == 5 else (_digits(rng, 3), _digits(rng, 4)))]


def american_phone(rng: Random) -> Groups:
    area = rng.choice(("212", "415", "312", "617", "503", "713", "404", "206", "305", "919"))
    return [area, rng.choice("23456789") + _digits(rng, 2), _digits(rng, 4)]


def foreign_phone(rng: Random) -> Groups:
    """With its country code."""
    start, *sizes = rng.choice(
        (("+49", 3, 4, 4), ("+91", 5, 5), ("+33", 1, 2, 2, 2, 2), ("+353", 2, 3, 4), ("+48", 3, 3, 3), ("+61", 3, 3, 3))
    )
    groups = [_digits(rng, size) for size in sizes]
    groups[0] = rng.choice("16789") + groups[0][1:]
    return [start, *groups]


_PLATE_LETTERS = "ABCDEFGHJKLMNPRSTUVWXY"


def plate(rng: Random) -> Groups:
    """Of a British car mostly, now and then of another country's."""

    def letters(count: int) -> str:
        return "".join(rng.choice(_PLATE_LETTERS) for _ in range(count))

    year = f"{rng.choice((0, 1, 2, 5, 6, 7))}{rng.randint(1, 9)}"
    british = [letters(2) + year, letters(3)]
    others = (
        [letters(1) + _digits(rng, 3), letters(3)],
        [rng.choice("5678") + letters(3), _digits(rng, 3)],
        [letters(3), _digits(rng, 4)],
        [rng.choice(("B", "M", "HH", "K", "S")), letters(2), str(rng.randint(100, 9999))],
        [str(rng.choice((151, 162, 181, 191, 202, 221, 231))), rng.choice(("D", "C", "G", "L")), _digits(rng, 5)],
        [letters(2), _digits(rng, 3), letters(2)],
    )
    return british if rng.random() < 0.55 else rng.choice(others)


def birthday(rng: Random) -> date:
    return date(1931, 1, 1) + timedelta(days=rng.randrange(76 * 365))


def other_birthday(day: date, rng: Random) -> date:
    """A date said by mistake: a few days or some years off."""
    return date(day.year + rng.choice((-1, 1, 10)), day.month, min(28, max(1, day.day + rng.choice((-2, 1, 2, 10)))))


def other_expiry(value: tuple[int, int], rng: Random) -> tuple[int, int]:
    return value[0] % 12 + 1, value[1] + rng.choice((0, 1))
