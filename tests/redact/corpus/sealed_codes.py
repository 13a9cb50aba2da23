"""Numbered papers, telephones, accounts, dates, plates and postcodes, as they are said where they are used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from stdnum import iban

from redact.lexicon.wordlist import row
from tests.redact.corpus import sealed_digits as say
from tests.redact.corpus.digits import ONES

_SEED = 4127
_MONTHS = row("january february march april may june july august september october november december")
_DAYS = row(
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
)
_RADIO = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        row(
            """alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa
            quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu"""
        ),
        strict=True,
    )
)
_HOMELY = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        row(
            """apple bob cat dog egg freddie george harry indigo jack kite london mother nellie orange peter queen
            robert sugar tommy umbrella victor william xylophone yellow zebra"""
        ),
        strict=True,
    )
)


def _some(make: Callable[[Random], str], count: int = 60) -> tuple[str, ...]:
    rng = Random(f"{_SEED} {make.__name__}")
    return tuple(make(rng) for _ in range(count))


def _random(rng: Random, count: int, of: str = "0123456789") -> str:
    return "".join(rng.choice(of) for _ in range(count))


def _digits(value: str, rng: Random) -> str:
    return rng.choice((say.plain, say.oh, say.oh, say.doubles, say.trebles, say.pairs, say.spaced))(value, rng)


def mixed_code(value: str, rng: Random) -> str:
    """Letters and digits: said, letters with words for them, or written."""
    way = rng.random()
    if way < 0.2:
        return value
    said: list[str] = []
    digits = ""
    for char in [*value.lower(), ""]:
        if char.isdigit():
            digits += char
            continue
        if digits:
            said.append(_digits(digits, rng))
        digits = ""
        if way < 0.4:
            said.append(_RADIO.get(char, char))
        elif way < 0.55 and char:
            said.append(f"{char} for {_HOMELY[char]}")
        elif way < 0.7:
            said.append(char.upper())
        else:
            said.append(char)
    return " ".join(filter(None, said))


def _plate(rng: Random) -> str:
    letters = _random(rng, 6, "ABCDEFGHJKLMNPRSTVWXYZ")
    d = _random(rng, 5, "123456789")
    county = rng.choice("DGCLKW")
    return mixed_code(
        rng.choice(
            (
                f"{letters[:2]}{rng.choice(('12', '15', '19', '64', '68', '70', '21', '73'))}{letters[2:5]}",
                f"{letters[:2]}{rng.choice(('57', '63', '09', '17', '22', '24'))}{letters[2:5]}",
                f"{rng.choice(('191', '12', '231', '08', '172'))}{county}{d}",
                f"{letters[:3]}{d[:3]}",
                f"{letters[:3]}{d[:4]}",
                f"{d[0]}{letters[:3]}{d[1:4]}",
                f"{letters[:3]}{d[:2]}{letters[3]}",
                f"C{rng.choice('AYJ')}{d}",
                f"{letters[:2]}{d[:2]}{letters[2:4]}GP",
                f"{rng.choice(('MH', 'KA', 'DL', 'TN'))}0{d[0]}{letters[:2]}{d[1:]}",
                f"S{letters[:2]}{d[:4]}{letters[3]}",
                f"{letters[:4]}{d[:3]}",
            )
        ),
        rng,
    )


def _nino(rng: Random) -> str:
    """A British national insurance number."""
    return mixed_code(_random(rng, 2, "ABCEHJKLNPRSTWX") + _random(rng, 6) + rng.choice("ABCD"), rng)


def _pps(rng: Random) -> str:
    return mixed_code(_random(rng, 7) + _random(rng, 1, "ABCDEFGHJKLMNPRSTVW") + rng.choice(("A", "", "")), rng)


def _nric(rng: Random) -> str:
    return mixed_code(rng.choice("STFG") + _random(rng, 7) + rng.choice("ABCDEFGHIZJ"), rng)


def _pan(rng: Random) -> str:
    return mixed_code(_random(rng, 3, "ABCDEFGHJKLMNPRST") + "P" + rng.choice("BKMPRS") + _random(rng, 4) + "K", rng)


def _aadhaar(rng: Random) -> str:
    value = rng.choice("23456789") + _random(rng, 11)
    return rng.choice((say.fours, say.doubles, say.in_fours, say.oh, say.as_written))(value, rng)


def _south_african(rng: Random) -> str:
    """Date of birth, four digits, and three more."""
    born = f"{rng.randint(55, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    value = born + _random(rng, 4) + "08" + _random(rng, 1)
    return rng.choice((say.oh, say.pairs, say.doubles, say.as_written, say.threes, say.thinking))(value, rng)


def _ten(rng: Random) -> str:
    """The number of a Medicare or NHS card."""
    value = rng.choice("23456") + _random(rng, 9)
    return rng.choice((say.plain, say.oh, say.doubles, say.fours, say.spaced, say.dashes, say.uneven))(value, rng)


def _medicare(rng: Random) -> str:
    """An American one, with letters."""
    shape = "1a9-a99-aa99"
    return mixed_code(
        "".join(
            _random(rng, 1, {"a": "ACDEFGHJKMNPQRTUVWXY", "9": "0123456789", "1": "123456789"}[kind])
            for kind in shape.replace("-", "")
        ),
        rng,
    )


def _phone(rng: Random) -> str:
    """A telephone with the prefix of its country."""
    home, length = rng.choice(
        (
            ("07", 11), ("07", 11), ("0161", 11), ("020", 11), ("08", 10), ("04", 10), ("02", 10), ("082", 10),
            ("98", 10), ("9", 8), ("604", 10), ("917", 10), ("310", 10),
        )
    )  # fmt: skip
    value = home + _random(rng, length - len(home))
    ways = (say.oh, say.doubles, say.trebles, say.pairs, say.threes, say.last_ones, say.spaced, say.hyphens, say.uneven)
    return rng.choice(ways)(value, rng)


def _abroad(rng: Random) -> str:
    code, said, rest = rng.choice(
        (
            ("+44", "plus four four", "7"), ("+353", "plus three five three", "8"), ("+91", "plus ninety one", "98"),
            ("+65", "plus sixty five", "9"), ("+27", "plus two seven", "72"), ("+61", "plus sixty one", "4"),
            ("+64", "plus six four", "21"), ("+1", "plus one", "41"),
        )
    )  # fmt: skip
    value = rest + _random(rng, 9 - len(rest) + (code in {"+44", "+91"}))
    if rng.random() < 0.3:
        return f"{code} {' '.join(say.chunks(value, 3))}"
    return f"{said} {_digits(value, rng)}"


def _american(rng: Random) -> str:
    value = _random(rng, 1, "2345678") + _random(rng, 9)
    return rng.choice(
        (
            f"({value[:3]}) {value[3:6]}-{value[6:]}",
            f"{value[:3]}-{value[3:6]}-{value[6:]}",
            f"{value[:3]}.{value[3:6]}.{value[6:]}",
            f"area code {say.spoken(value[:3])} {say.spoken(value[3:6])} {say.two(value[6:8])} {say.two(value[8:])}",
        )
    )


def _iban(rng: Random) -> str:
    country, bank, length = rng.choice(
        (
            ("IE", "BOFI", 14), ("IE", "AIBK", 14), ("GB", "NWBK", 14), ("GB", "LOYD", 14), ("DE", "", 18),
            ("FR", "", 23), ("NL", "ABNA", 10), ("NL", "INGB", 10), ("ES", "", 20), ("BE", "", 12),
        )
    )  # fmt: skip
    body = bank + _random(rng, length)
    value = country + iban.calc_check_digits(country + "00" + body) + body
    way = rng.random()
    if way < 0.15:
        return " ".join(say.chunks(value, 4))
    return mixed_code(value, rng)


def _account(rng: Random) -> str:
    """A sort code and an account, with the words that say which is which between."""
    sort, number = _random(rng, 1, "123456789") + _random(rng, 5), _random(rng, 8)
    said = ", ".join(say.two(piece) for piece in say.chunks(sort, 2))
    return rng.choice((said, "-".join(say.chunks(sort, 2)))) + " } and then { " + _digits(number, rng)


def _new_zealand(rng: Random) -> str:
    """Bank, branch, account and suffix."""
    parts = rng.choice(("12", "01", "03", "06", "38")), _random(rng, 4), _random(rng, 7), "00"
    if rng.random() < 0.3:
        return "-".join(parts)
    return rng.choice((" dash ", " ", " then ")).join(say.oh(part, rng) for part in parts)


def _expiry(rng: Random) -> str:
    month, year = rng.randint(1, 12), rng.randint(26, 33)
    name, of = _MONTHS[month - 1], say.two(str(year))
    both = f"{month:02d}{year}"
    return rng.choice(
        (
            f"{name} twenty {of}",
            f"{name} {of}",
            f"{name.capitalize()} 20{year}",
            f"{month:02d}/{year}",
            f"{month}/{year}",
            f"{say.two(both[:2])} {of}",
            f"{say.two(both[:2], 'zero')} slash {of}",
            say.oh(both, rng),
            f"{both[:2]} {year}",
            f"the {_DAYS[month - 1]} month twenty {of}",
            f"{name} of {of}",
        )
    )


def _born(rng: Random) -> str:
    return _date(rng, rng.randint(1934, 2006))


def _born_lately(rng: Random) -> str:
    return _date(rng, rng.randint(2011, 2026))


def _date(rng: Random, year: int) -> str:
    day, month = rng.randint(1, 28), rng.randint(1, 12)
    past = f"twenty {_DAYS[day - 21]}" if 20 < day < 29 else ""
    nth = past or _DAYS[day - 1]
    of = say.two(str(year)[2:])
    whole = f"nineteen {of}" if year < 2000 else f"two thousand {'and ' + ONES[year % 10] if year % 10 else ''}".strip()
    whole = f"twenty {of}" if year > 2009 else whole
    name = _MONTHS[month - 1]
    tail = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in {11, 12, 13} else 0, "th")
    return rng.choice(
        (
            f"the {nth} of {name} {whole}",
            f"{nth} {name} {whole}",
            f"{name} {nth} {whole}",
            f"{name} the {nth} {of}",
            f"the {nth} of the {_DAYS[month - 1]} {of}",
            f"{name.capitalize()} {day}, {year}",
            f"{day}{tail} of {name.capitalize()} {year}",
            f"{day:02d}/{month:02d}/{year}",
            f"{month}/{day}/{year % 100:02d}",
            f"{say.two(f'{day:02d}')} {say.two(f'{month:02d}')} {of}",
            f"{say.two(f'{day:02d}')} {say.two(f'{month:02d}')} {whole}",
            f"{say.oh(f'{day:02d}', rng)} {say.oh(f'{month:02d}', rng)} {say.oh(str(year), rng)}",
            f"{day} {month:02d} {year}",
        )
    ).strip()


def _british(rng: Random) -> str:
    """A British postcode."""
    area = rng.choice(("LS", "M", "BN", "SW", "EH", "CF", "BT", "NG", "B", "PL"))
    return mixed_code(f"{area}{rng.randint(1, 19)}{rng.randint(1, 9)}{_random(rng, 2, 'ABDEFGHJLNPQRSTUWXYZ')}", rng)


def _eircode(rng: Random) -> str:
    return mixed_code(rng.choice(("D06", "T12", "H91", "A94")) + _random(rng, 4, "ACDEFHKNPRTVWXY0123456789"), rng)


def _canadian(rng: Random) -> str:
    letters, numbers = _random(rng, 2, "ABCEGHJKL"), _random(rng, 3, "123456789")
    return mixed_code(f"{rng.choice('MKVTLR')}{numbers[0]}{letters[0]}{numbers[1]}{letters[1]}{numbers[2]}", rng)


def _zip(rng: Random) -> str:
    value = _random(rng, 1, "1234567") + _random(rng, 4)
    return rng.choice((say.oh, say.plain, say.as_written, say.one_and_two, say.doubles))(value, rng)


def _four(rng: Random) -> str:
    """A postcode of Australia or South Africa."""
    value = rng.choice("234678") + _random(rng, 3)
    return rng.choice((say.plain, say.pairs, say.as_written, say.oh))(value, rng)


def _six(rng: Random) -> str:
    """A postcode of India or Singapore."""
    value = rng.choice("145") + _random(rng, 5)
    return rng.choice((say.plain, say.doubles, say.as_written, say.pairs, say.threes))(value, rng)


def _inbox(rng: Random) -> str:
    """An address as a recogniser writes it."""
    first, last = (
        rng.choice(row("priya tom.b j aoife karen_m gavin sizwe n")),
        rng.choice(row("shah kelly doyle mbeki")),
    )
    site = rng.choice(row("gmail.com outlook.com btinternet.com yahoo.co.uk icloud.com rediffmail.com bigpond.com"))
    name = rng.choice((f"{first}.{last}", f"{first}{last}{rng.randint(1, 99)}", f"{last}{rng.randint(60, 99)}"))
    return f"{rng.choice((name, name.capitalize()))}@{site}"


CODES: Mapping[str, Sequence[str]] = {
    "INBOX": _some(_inbox),
    "REG": _some(_plate),
    "NINO": _some(_nino),
    "PPS": _some(_pps),
    "NRIC": _some(_nric),
    "PAN": _some(_pan),
    "AADHAAR": _some(_aadhaar),
    "SAID": _some(_south_african),
    "TEN": _some(_ten),
    "MBI": _some(_medicare),
    "TELEPHONE": _some(_phone),
    "ABROAD": _some(_abroad),
    "AMERICAN": _some(_american),
    "BIGIBAN": _some(_iban),
    "SORTANDACCOUNT": _some(_account),
    "KIWI": _some(_new_zealand),
    "EXPIRES": _some(_expiry),
    "BORN": _some(_born, 120),
    "LATELY": _some(_born_lately),
    "POSTCODE": _some(_british),
    "EIRCODE": _some(_eircode),
    "CAPOST": _some(_canadian),
    "ZIP": _some(_zip),
    "AUPOST": _some(_four),
    "PINCODE": _some(_six),
}
