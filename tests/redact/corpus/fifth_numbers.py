"""Numbers that are nobody's: counts, prices, times, dates, readings and references, as they are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from redact.lexicon.wordlist import row
from tests.redact.corpus import fifth_letters
from tests.redact.corpus.fifth_digits import UNITS, below_hundred, below_million, pairs, single, year
from tests.redact.corpus.fifth_people import MONTHS, ordinal
from tests.redact.corpus.fifth_values import digits

_WEEKDAYS = row("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_AIRLINES = ("BA", "EI", "QF", "AC", "UA", "AI", "FR")


def number(kind: str, rng: Random) -> str:
    """What is said for `[kind]` in an innocent call."""
    return _KINDS[kind](rng)


def _counted(low: int, high: int) -> Callable[[Random], str]:
    """In words two times in three, else in figures."""

    def said(rng: Random) -> str:
        value = rng.randint(low, high)
        return below_million(value) if rng.random() < 2 / 3 else str(value)

    return said


def _money(rng: Random) -> str:
    whole, part = rng.randint(3, 480), rng.choice((0, 0, 50, 99, 20, 75, 40))
    words = below_million(whole)
    coin = f" {below_hundred(part)}" if part else ""
    figures = f"{whole}.{part:02d}" if part else f"{whole}"
    return rng.choice(
        (
            f"{words} dollars" + (f" and{coin} cents" if part else ""),
            f"{words} pounds{coin}",
            f"{words} euro{coin}",
            f"£{figures}",
            f"${figures}",
            f"€{figures}",
        )
    )


def _big(rng: Random) -> str:
    value = rng.choice((rng.randint(11, 99) * 1000, rng.randint(11, 95) * 100, rng.randint(1200, 98000)))
    return rng.choice((below_million(value), f"{value:,}"))


def _time(rng: Random) -> str:
    hour = rng.randint(1, 12)
    half = rng.choice(("am", "pm"))
    return rng.choice(
        (
            f"half {below_hundred(hour)}",
            f"quarter past {below_hundred(hour)}",
            f"{below_hundred(hour)} o'clock",
            f"{below_hundred(hour)} {half}",
            f"{below_hundred(hour)} thirty",
            f"{below_hundred(hour)} fifteen",
            f"{hour}:{rng.choice(('00', '15', '30', '45'))}",
            f"{hour} {half}",
            "noon",
        )
    )


def _order(rng: Random) -> str:
    """Six to ten digits, some with a letter or two in front."""
    number = digits(rng, rng.choice((6, 7, 8, 8, 9, 10)), "123456789")
    start = rng.choice(("", "", "", "W ", "SO "))
    said = rng.choice((single("zero"), single("oh"), pairs, str, str))(number)
    return f"{' '.join(start.strip())} {said}".strip()


def _ref(rng: Random) -> str:
    letters = "".join(rng.choice("ABCDEFGHKLMPRSTX") for _ in range(rng.choice((1, 2, 3))))
    return rng.choice(fifth_letters.WAYS[:7]).say([letters, digits(rng, rng.choice((3, 4, 5)), "123456789")], rng)


def _reading(rng: Random) -> str:
    value = digits(rng, rng.choice((4, 5, 5, 6)), "0123456789")
    return rng.choice((single("zero"), single("oh"), pairs, str))(value)


def _flight(rng: Random) -> str:
    airline, flight = rng.choice(_AIRLINES), digits(rng, rng.choice((3, 4)), "123456789")
    return rng.choice((f"{' '.join(airline)} {pairs(flight)}", f"{airline}{flight}", f"{airline} {flight}"))


def _year(rng: Random) -> str:
    value = rng.randint(1996, 2025)
    return rng.choice((year(value), str(value)))


def _date(rng: Random) -> str:
    day, month = rng.randint(1, 28), rng.choice(MONTHS)
    return rng.choice((f"the {ordinal(day)} of {month}", f"{month} {ordinal(day)}", f"{month} {day}", f"{day} {month}"))


def _percent(rng: Random) -> str:
    value = rng.choice((3, 5, 10, 15, 20, 30, 70))
    return rng.choice((f"{below_hundred(value)} percent", f"{value}%", f"{value} percent"))


_KINDS: Mapping[str, Callable[[Random], str]] = {
    "small": lambda rng: rng.choice((UNITS[rng.randint(2, 9)], str(rng.randint(2, 9)))),
    "count": _counted(11, 90),
    "three": _counted(110, 950),
    "big": _big,
    "money": _money,
    "time": _time,
    "order": _order,
    "ref": _ref,
    "reading": _reading,
    "flight": _flight,
    "year": _year,
    "month": lambda rng: rng.choice(MONTHS),
    "weekday": lambda rng: rng.choice(_WEEKDAYS),
    "nth": lambda rng: ordinal(rng.randint(1, 31 - 3)),
    "date": _date,
    "percent": _percent,
}
