"""Ways in which the people of the sixth half say a birthday and the date on a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random

from tests.redact.corpus.sixth_digits import OH, UNITS, ZERO, below_hundred, below_ten_thousand

MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ODD_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth", "twenty": "twentieth", "thirty": "thirtieth",
}  # fmt: skip


def ordinal(number: int) -> str:
    """21 is "twenty first"."""
    *front, last = below_hundred(number).split()
    return " ".join((*front, _ODD_ORDINALS.get(last, f"{last}th")))


def ordinal_figure(number: int) -> str:
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def year_said(year: int) -> str:
    """1972 is "nineteen seventy two", 2004 "two thousand and four"."""
    if 2000 <= year < 2010:
        return "two thousand" + (f" and {UNITS[year - 2000]}" if year > 2000 else "")
    front, back = divmod(year, 100)
    return f"{below_hundred(front)} {'oh ' if 0 < back < 10 else ''}{below_hundred(back) if back else 'hundred'}"


def short_year(year: int) -> str:
    return f"{'oh ' if year % 100 < 10 else ''}{below_hundred(year % 100)}"


def _two(number: int, rng: Random) -> str:
    return rng.choice((OH, ZERO))(f"{number:02d}", rng)


def _plain(number: int) -> str:
    return below_hundred(number)


BIRTHDAYS: Mapping[str, Callable[[date, Random], list[str]]] = {
    "the fourth of March": lambda day, rng: [f"the {ordinal(day.day)} of {MONTHS[day.month]}", year_said(day.year)],
    "fourth of March, short year": lambda day, rng: [
        f"{ordinal(day.day)} of {MONTHS[day.month]}",
        short_year(day.year),
    ],
    "fourth March": lambda day, rng: [f"{ordinal(day.day)} {MONTHS[day.month]}", year_said(day.year)],
    "March fourth": lambda day, rng: [f"{MONTHS[day.month]} {ordinal(day.day)}", year_said(day.year)],
    "March the fourth": lambda day, rng: [f"{MONTHS[day.month]} the {ordinal(day.day)}", short_year(day.year)],
    "four March": lambda day, rng: [f"{_plain(day.day)} {MONTHS[day.month]}", year_said(day.year)],
    "March four": lambda day, rng: [f"{MONTHS[day.month]} {_plain(day.day)},", year_said(day.year)],
    "four three seventy two": lambda day, rng: [f"{_plain(day.day)} {_plain(day.month)}", short_year(day.year)],
    "oh four oh three": lambda day, rng: [f"{_two(day.day, rng)}", _two(day.month, rng), year_said(day.year)],
    "all digits": lambda day, rng: [_two(day.day, rng), _two(day.month, rng), OH(str(day.year), rng)],
    "the fourth of the third": lambda day, rng: [
        f"the {ordinal(day.day)} of the {ordinal(day.month)}",
        short_year(day.year),
    ],
    "slash said": lambda day, rng: [f"{_plain(day.day)} slash", f"{_plain(day.month)} slash", short_year(day.year)],
    "month first in numbers": lambda day, rng: [f"{_plain(day.month)}", _plain(day.day), year_said(day.year)],
    "the year first": lambda day, rng: [f"{year_said(day.year)},", MONTHS[day.month], _plain(day.day)],
    "year in thousands": lambda day, rng: [f"{_plain(day.day)} {MONTHS[day.month]}", below_ten_thousand(day.year)],
    "hesitating": lambda day, rng: [
        f"the {ordinal(day.day)}",
        f"of uh {MONTHS[day.month]}",
        f"um {year_said(day.year)}",
    ],
    "the parts named": lambda day, rng: [
        f"{_plain(day.day)},}} month {{{_plain(day.month)},}} year {{{short_year(day.year)}"
    ],
    "in the year": lambda day, rng: [f"the {ordinal(day.day)} of {MONTHS[day.month]}", f"in {day.year}"],
    "slashes": lambda day, rng: [f"{day:%d/%m/%Y}"],
    "American slashes": lambda day, rng: [f"{day.month}/{day.day}/{day:%y}"],
    "dashes": lambda day, rng: [f"{day:%d-%m-%Y}"],
    "points": lambda day, rng: [f"{day:%d.%m.%Y}"],
    "the fourth, month written": lambda day, rng: [f"{ordinal_figure(day.day)} of {MONTHS[day.month]}", str(day.year)],
    "written": lambda day, rng: [f"{day.day} {MONTHS[day.month]}", str(day.year)],
    "written, American": lambda day, rng: [f"{MONTHS[day.month]} {ordinal_figure(day.day)},", str(day.year)],
    "figures apart": lambda day, rng: [str(day.day), str(day.month), f"{day:%y}"],
}
SPOKEN_BIRTHDAYS = {name: way for name, way in BIRTHDAYS.items() if len(way(date(1972, 3, 4), Random(0))) == 3}
"""Those said in three breaths: they can be told over three turns."""
Month = tuple[int, int]
EXPIRIES: Mapping[str, Callable[[Month, Random], list[str]]] = {
    "oh four twenty nine": lambda end, rng: [_two(end[0], rng), short_year(end[1])],
    "oh four two nine": lambda end, rng: [_two(end[0], rng), OH(str(end[1] % 100), rng)],
    "four twenty nine": lambda end, rng: [_plain(end[0]), short_year(end[1])],
    "four, two thousand": lambda end, rng: [f"{_plain(end[0])},", below_ten_thousand(end[1])],
    "oh four, twenty twenty nine": lambda end, rng: [_two(end[0], rng), year_said(end[1])],
    "April twenty nine": lambda end, rng: [MONTHS[end[0]], short_year(end[1])],
    "April twenty twenty nine": lambda end, rng: [MONTHS[end[0]], year_said(end[1])],
    "April of": lambda end, rng: [MONTHS[end[0]], "of", year_said(end[1])],
    "April 2029": lambda end, rng: [MONTHS[end[0]], str(end[1])],
    "April 29": lambda end, rng: [MONTHS[end[0]], str(end[1] % 100)],
    "slash said": lambda end, rng: [f"{_two(end[0], rng)} slash", short_year(end[1])],
    "slash said, plain": lambda end, rng: [f"{_plain(end[0])} slash", OH(str(end[1] % 100), rng)],
    "of said": lambda end, rng: [f"{_plain(end[0])} of", short_year(end[1])],
    "the fourth of": lambda end, rng: [f"the {ordinal(end[0])} of", short_year(end[1])],
    "the parts named": lambda end, rng: [f"{_plain(end[0])},}} year {{{short_year(end[1])}"],
    "month and year": lambda end, rng: [f"{_two(end[0], rng)},}} and the year is {{{year_said(end[1])}"],
    "hesitating": lambda end, rng: [f"uh {_two(end[0], rng)}", f"um {short_year(end[1])}"],
    "a breath": lambda end, rng: [f"{_two(end[0], rng)},", short_year(end[1])],
    "slash": lambda end, rng: [f"{end[0]:02d}/{end[1] % 100}"],
    "slash, whole year": lambda end, rng: [f"{end[0]:02d}/{end[1]}"],
    "short slash": lambda end, rng: [f"{end[0]}/{end[1] % 100}"],
    "figures": lambda end, rng: [f"{end[0]:02d}", str(end[1] % 100)],
    "dash": lambda end, rng: [f"{end[0]:02d}-{end[1] % 100}"],
    "in one": lambda end, rng: [f"{end[0]:02d}{end[1] % 100}"],
}
