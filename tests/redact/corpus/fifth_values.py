"""Numbers that could be somebody's: their check digits are right."""

from __future__ import annotations

from random import Random
from string import ascii_uppercase

Groups = tuple[str, ...]
_VERHOEFF_TURN = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_BANKS = ("NWBK", "BARC", "MIDL", "LOYD", "ABBY")
_IRISH_BANKS = ("AIBK", "BOFI", "IPBS")
_DUTCH_BANKS = ("INGB", "ABNA", "RABO")


def listed(text: str) -> list[str]:
    """What stands between the bars."""
    return text.split("|")


def digits(rng: Random, count: int, first: str = "0123456789") -> str:
    """`count` random digits, the first of them one of `first`."""
    return rng.choice(first) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def cut(text: str, *sizes: int) -> Groups:
    """The text in groups of these sizes; the rest is the last one."""
    groups = []
    for size in sizes:
        groups.append(text[:size])
        text = text[size:]
    return (*groups, text) if text else tuple(groups)


def _luhn(body: str) -> str:
    """With its Luhn check digit."""
    total = 0
    for place, char in enumerate(reversed(body)):
        value = int(char) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return f"{body}{-total % 10}"


def card(rng: Random) -> Groups:
    """Visa, Mastercard, Discover or American Express."""
    if rng.random() < 0.15:
        return amex(rng)
    return _of_sixteen(rng, ("4929", "4", "4", "4147", "51", "53", "55", "5412", "6011"))


def visa(rng: Random) -> Groups:
    return _of_sixteen(rng, ("4929", "4", "4147", "4659"))


def mastercard(rng: Random) -> Groups:
    return _of_sixteen(rng, ("51", "53", "55", "5412"))


def amex(rng: Random) -> Groups:
    """Fifteen digits in groups of 4, 6 and 5."""
    return cut(_luhn(rng.choice(("34", "37")) + digits(rng, 12)), 4, 6, 5)


def _of_sixteen(rng: Random, starts: tuple[str, ...]) -> Groups:
    start = rng.choice(starts)
    return cut(_luhn(start + digits(rng, 15 - len(start))), 4, 4, 4, 4)


def security_code(rng: Random) -> Groups:
    return (digits(rng, 3),)


def amex_code(rng: Random) -> Groups:
    return (digits(rng, 4),)


def pin(rng: Random) -> Groups:
    return (digits(rng, 4),)


def long_pin(rng: Random) -> Groups:
    return (digits(rng, 6),)


def one_time_code(rng: Random) -> Groups:
    length = rng.choice((4, 5, 6, 6, 6, 6, 8))
    return cut(digits(rng, length), *((length // 2,) * 2 if length > 5 else (length,)))


def six_digit_code(rng: Random) -> Groups:
    return cut(digits(rng, 6), 3, 3)


def sort_code(rng: Random) -> Groups:
    return cut(digits(rng, 6, "012345678"), 2, 2, 2)


def uk_account(rng: Random) -> Groups:
    return cut(digits(rng, 8), 4, 4)


def routing(rng: Random) -> Groups:
    """Nine digits with the check digit of the American Bankers Association."""
    body = rng.choice(("01", "02", "03", "06", "07", "11", "12", "26", "31", "32")) + digits(rng, 6)
    total = sum(int(char) * weight for char, weight in zip(body, (3, 7, 1) * 3, strict=False))
    return cut(f"{body}{-total % 10}", 3, 3, 3)


def us_account(rng: Random) -> Groups:
    length = rng.choice((9, 10, 10, 12))
    return cut(digits(rng, length), 3, 3, 3)


def bsb(rng: Random) -> Groups:
    return cut(rng.choice(("06", "73", "08", "01", "03", "48")) + digits(rng, 4), 3, 3)


def au_account(rng: Random) -> Groups:
    return cut(digits(rng, rng.choice((8, 9))), 4)


def transit(rng: Random) -> Groups:
    return (digits(rng, 5),)


def indian_account(rng: Random) -> Groups:
    return cut(digits(rng, rng.choice((11, 12, 14)), "1235679"), 4, 4)


def iban(rng: Random) -> Groups:
    """British, Irish, German, French, Dutch or Austrian, in groups of four."""
    country, body = rng.choice(
        (
            ("GB", rng.choice(_BANKS) + digits(rng, 14)),
            ("GB", rng.choice(_BANKS) + digits(rng, 14)),
            ("IE", rng.choice(_IRISH_BANKS) + digits(rng, 14)),
            ("IE", rng.choice(_IRISH_BANKS) + digits(rng, 14)),
            ("DE", digits(rng, 18)),
            ("FR", _french(rng)),
            ("NL", rng.choice(_DUTCH_BANKS) + digits(rng, 10)),
            ("AT", digits(rng, 16)),
        )
    )
    number = int("".join(str(int(char, 36)) for char in f"{body}{country}00"))
    whole = f"{country}{98 - number % 97:02d}{body}"
    return tuple(whole[start : start + 4] for start in range(0, len(whole), 4))


def _french(rng: Random) -> str:
    """Bank, branch and account with the two check digits of a French account."""
    bank, branch, account = digits(rng, 5), digits(rng, 5), digits(rng, 11)
    return f"{bank}{branch}{account}{97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97:02d}"


def ssn(rng: Random) -> Groups:
    area = rng.choice([value for value in range(1, 900) if value != 666])
    return f"{area:03d}", f"{rng.randint(1, 99):02d}", f"{rng.randint(1, 9999):04d}"


def nino(rng: Random) -> Groups:
    """A National Insurance number: two letters, six digits, a letter."""
    start = rng.choice("ABCEGHJKLMNPRSTWXYZ") + rng.choice("ABCEHJKLMPRSTWXYZ")
    return start, digits(rng, 2), digits(rng, 2), digits(rng, 2), rng.choice("ABCD")


def pps(rng: Random) -> Groups:
    """An Irish PPS number: seven digits and their check letter."""
    body = digits(rng, 7)
    return body[:4], body[4:] + "WABCDEFGHIJKLMNOPQRSTUV"[
        sum(int(char) * (8 - at) for at, char in enumerate(body)) % 23
    ]


def sin(rng: Random) -> Groups:
    """A Canadian Social Insurance number."""
    return cut(_luhn(digits(rng, 8, "1245679")), 3, 3, 3)


def tfn(rng: Random) -> Groups:
    """An Australian tax file number: the weighted sum of its digits is a multiple of eleven."""
    while True:
        number = digits(rng, 9, "123456789")
        if sum(int(char) * weight for char, weight in zip(number, (1, 4, 3, 7, 5, 8, 6, 9, 10), strict=True)) % 11 == 0:
            return cut(number, 3, 3, 3)


def aadhaar(rng: Random) -> Groups:
    """Eleven digits and their Verhoeff check digit."""
    body = digits(rng, 11, "23456789")
    check = next(str(one) for one in range(10) if _verhoeff(f"{body}{one}") == 0)
    return cut(body + check, 4, 4, 4)


def _verhoeff(number: str) -> int:
    total = 0
    for place, char in enumerate(reversed(number)):
        value = int(char)
        for _ in range(place % 8):
            value = _VERHOEFF_TURN[value]
        total = _dihedral(total, value)
    return total


def _dihedral(left: int, right: int) -> int:
    """Two elements of the symmetries of a pentagon, one after the other."""
    if left < 5:
        return (left + right) % 5 + (5 if right >= 5 else 0)
    return (left - right) % 5 + (0 if right >= 5 else 5)


def pan(rng: Random) -> Groups:
    """An Indian tax number of a person: five letters, of which the fourth is P, four digits, a letter."""
    letters = "".join(rng.choice(ascii_uppercase) for _ in range(3)) + "P" + rng.choice(ascii_uppercase)
    return letters, digits(rng, 4), rng.choice(ascii_uppercase)


def us_phone(rng: Random) -> Groups:
    area = rng.choice(("212", "415", "312", "617", "305", "404", "713", "206", "416", "604", "514", "303", "602"))
    return area, digits(rng, 3, "23456789"), digits(rng, 4)


def uk_phone(rng: Random) -> Groups:
    if rng.random() < 0.25:
        area = rng.choice(("0161", "0121", "0131", "0117", "0113"))
        return area, digits(rng, 3, "23456789"), digits(rng, 4)
    return "07" + digits(rng, 3, "345789"), digits(rng, 3), digits(rng, 3)


def irish_phone(rng: Random) -> Groups:
    return rng.choice(("083", "085", "086", "087", "089")), digits(rng, 3), digits(rng, 4)


def au_phone(rng: Random) -> Groups:
    return "04" + digits(rng, 2), digits(rng, 3), digits(rng, 3)


def indian_phone(rng: Random) -> Groups:
    return digits(rng, 5, "6789"), digits(rng, 5)


def phone(rng: Random) -> Groups:
    return rng.choice((us_phone, us_phone, uk_phone, uk_phone, irish_phone, au_phone, indian_phone))(rng)


def _capitals(rng: Random, count: int) -> str:
    return "".join(rng.choice("ABCDEFGHJKLMNOPRSTUVWXY") for _ in range(count))


def uk_plate(rng: Random) -> Groups:
    """An area, the half year of its registration, three letters."""
    return _capitals(rng, 2) + rng.choice(("08", "12", "14", "17", "19", "21", "23", "57", "65", "68", "71", "73")), (
        _capitals(rng, 3)
    )


def us_plate(rng: Random) -> Groups:
    """As California, New York, Texas or Florida have them."""
    return rng.choice(
        (
            (digits(rng, 1, "6789") + _capitals(rng, 3), digits(rng, 3)),
            (_capitals(rng, 3), digits(rng, 4)),
            (_capitals(rng, 3) + digits(rng, 1), digits(rng, 3)),
            (_capitals(rng, 2) + digits(rng, 1), digits(rng, 1) + _capitals(rng, 2)),
        )
    )


def irish_plate(rng: Random) -> Groups:
    return (
        f"{rng.randint(13, 24)}{rng.choice('12')}",
        rng.choice(("D", "C", "KE", "WX", "MO", "LH")),
        digits(rng, rng.choice((4, 5)), "123456789"),
    )


def au_plate(rng: Random) -> Groups:
    return rng.choice(
        ((_capitals(rng, 3), digits(rng, 2) + _capitals(rng, 1)), (digits(rng, 1) + _capitals(rng, 2), digits(rng, 3)))
    )


def indian_plate(rng: Random) -> Groups:
    state = rng.choice(("MH", "KA", "DL", "TN", "GJ", "TS"))
    return state, f"{rng.randint(1, 20):02d}", _capitals(rng, 2), digits(rng, 4, "123456789")


def plate(rng: Random) -> Groups:
    return rng.choice((uk_plate, uk_plate, us_plate, us_plate, irish_plate, au_plate, indian_plate))(rng)
