"""People from many places, their mail addresses and their birthdays, as they are spoken."""

from __future__ import annotations

from random import Random

from redact.lexicon.wordlist import row
from tests.redact.corpus.fifth_digits import UNITS, below_hundred, oh_pair, pairs, single, year
from tests.redact.corpus.fifth_letters import SPELLINGS
from tests.redact.corpus.fifth_values import listed

PEOPLE = listed(
    "Margaret Holloway|Declan Fitzgerald|Siobhan Kavanagh|Priyanka Deshmukh|Venkatesh Iyer|Harpreet Gill|"
    "Mohammed Chowdhury|Fatima Al-Sayed|Oluwaseun Adebayo|Chidinma Okonkwo|Kwabena Asante|Wei Zhang|Xiaoming Liu|"
    "Nguyen Tran|Linh Pham|Ji-hoon Park|Soo-jin Kim|Hiroshi Tanaka|Katarzyna Wojcik|Piotr Lewandowski|"
    "Dimitris Papadopoulos|Giuseppe Romano|Francesca Moretti|Guadalupe Hernandez|Jose Ramirez|Thiago Oliveira|"
    "Beatriz Carvalho|Jean-Luc Tremblay|Genevieve Gagnon|Hans Schneider|Anneke de Vries|Ingrid Johansen|Lars Nilsson|"
    "Svetlana Petrova|Oleksandr Kovalenko|Yusuf Demir|Ayse Yilmaz|Reza Hosseini|Leila Haddad|Avi Goldberg|"
    "Tane Ngata|Sione Taufa|Marisol Santos|Rodrigo Dela Cruz|Kalpana Subramanian|Rajesh Kulkarni|Simran Kaur|"
    "Tendai Moyo|Abebe Tesfaye|Amina Hassan|Rhiannon Pritchard|Gareth Llewellyn|Alasdair MacLeod|Eilidh Campbell|"
    "Niamh O'Sullivan|Padraig Byrne|Shaniqua Jefferson|Tyrone Washington|Dakota Whitfield|Earl Buchanan|"
    "Brenda Kowalski|Doug Sorensen|Kylie Thornton|Bruce Abbott|Ravi Patel|Deepa Nair|Suresh Reddy|Imran Qureshi|"
    "Zainab Bello|Nkechi Eze|Thandiwe Dlamini|Pieter van der Merwe|Ana Popescu|Zoltan Nagy|Milos Jovanovic|"
    "Samuel Osei|Esi Mensah|Chloe Bennett|Lachlan Doyle|Maureen Gallagher|Colm Brennan|Joyce Tan|Kavita Menon|"
    "Desmond Clarke|Winston Baptiste|Lakshmi Narayanan|Hannah Rosenthal|Elif Kaya|Mateusz Nowak|Arjun Banerjee|"
    "Rosalind Pemberton|Trevor Hargreaves|Nadia Rahman|Emeka Nwosu|Yolanda Vasquez|Carlos Mendoza"
)
_DOMAINS = (
    *("gmail.com",) * 5,
    *("hotmail.com", "yahoo.com", "outlook.com", "icloud.com", "aol.com", "hotmail.co.uk", "btinternet.com"),
    *("yahoo.co.in", "bigpond.com", "eircom.net", "sympatico.ca", "comcast.net", "live.com.au", "sky.com"),
)
_FANCIES = listed(
    "sunflower|purplerain|gooner|kittycat|bluebird|dancingqueen|grumpybear|mountainman|rugbymad|teapot|boatlady|"
    "oldtimer|redsfan|happydays|moonchild|gardengnome"
)
_FIRMS = ("harlowroofing.co.uk", "bluegumplumbing.com.au", "castellodental.com", "shanahanlaw.ie", "ottermedia.ca")
MONTHS = listed("January|February|March|April|May|June|July|August|September|October|November|December")
ORDINALS = row(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_MARKS = {".": "dot", "_": "underscore", "-": "hyphen", "@": "at"}


def person(rng: Random) -> dict[str, str]:
    """Parts of a name: first, last, full, and spelled as callers spell."""
    full = rng.choice(PEOPLE)
    first, last = full.split(" ", 1)
    way = rng.choice(SPELLINGS)
    return {
        "full": full,
        "first": first,
        "last": last,
        "spelled": way.say([char for char in [_letters(last)] if char], rng),
        "first-spelled": way.say([_letters(first)], rng),
        "initial": first[0],
        "other": rng.choice([one for one in PEOPLE if one != full]),
    }


def _letters(name: str) -> str:
    return "".join(char for char in name if char.isalpha())


def email(rng: Random) -> dict[str, str]:
    """One address: said, written, spelled, and in its two halves."""
    first, last = rng.choice(PEOPLE).lower().replace("'", "").replace("-", "").split(" ", 1)
    last = last.replace(" ", "")
    number = rng.choice(("", f"{rng.randint(1, 99)}", f"{rng.randint(1960, 2005)}", f"{rng.randint(100, 999)}"))
    pieces: list[str] = rng.choice(
        (
            [first, ".", last],
            [first, ".", last, number],
            [first, last, number],
            [first, "_", last],
            [first[0], ".", last],
            [first[0], last, number],
            [last, first[0], number],
            [rng.choice(_FANCIES), number or "7"],
            [first, "-", last],
        )
    )
    domain = rng.choice(_DOMAINS) if rng.random() < 0.9 else rng.choice(_FIRMS)
    local = [piece for piece in pieces if piece]
    return {
        "said": f"{_said(local, rng)} at {_domain(domain)}",
        "local": _said(local, rng),
        "domain": _domain(domain),
        "local-spelled": _spelled(local, rng),
        "spelled": f"{_spelled(local, rng)} at {_domain(domain)}",
        "written": f"{''.join(local)}@{domain}",
        "joined": f"{''.join(local)} at {domain}",
        "back": rng.choice((f"{_said(local, rng)} at {_domain(domain)}", f"{''.join(local)}@{domain}")),
    }


def _said(local: list[str], rng: Random) -> str:
    return " ".join(_MARKS.get(piece) or (_number(piece, rng) if piece.isdigit() else _word(piece)) for piece in local)


def _word(piece: str) -> str:
    return piece.upper() if len(piece) == 1 else piece


def _number(figures: str, rng: Random) -> str:
    return rng.choice((pairs, single("oh"), single("zero"), str))(figures)


def _spelled(local: list[str], rng: Random) -> str:
    way = rng.choice(SPELLINGS)
    return " ".join(_MARKS.get(piece) or way.say([piece], rng) for piece in local)


def _domain(domain: str) -> str:
    return domain.replace(".", " dot ").replace("btinternet", "BT internet")


def ordinal(day: int) -> str:
    if day <= 20:
        return ORDINALS[day - 1]
    return "thirtieth" if day == 30 else f"{below_hundred(day // 10 * 10)} {ORDINALS[day % 10 - 1]}"


def birthday(rng: Random) -> dict[str, str]:
    """A date of birth in the ways of both sides of the Atlantic."""
    day, month, born = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1934, 2006)
    name, two = MONTHS[month - 1], f"{born % 100:02d}"
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")
    day_said, month_said = oh_pair(f"{day:02d}"), oh_pair(f"{month:02d}")
    short = oh_pair(two)
    return {
        "british": f"{ordinal(day)} of {name} {year(born)}",
        "british-the": f"the {ordinal(day)} of {name} {year(born)}",
        "british-short": f"{ordinal(day)} {name} {short}",
        "american": f"{name} {ordinal(day)} {year(born)}",
        "american-plain": f"{name} {below_hundred(day)} {year(born)}",
        "numbers": f"{day_said} {month_said} {short}",
        "numbers-us": f"{month_said} {day_said} {year(born)}",
        "counted": f"{below_hundred(day)} {below_hundred(month)} {short}",
        "ordinals": f"the {ordinal(day)} of the {ordinal(month)} {short}",
        "ordinals-long": f"{ordinal(day)} of the {ordinal(month)} {year(born)}",
        "singles": f"{single('zero')(f'{day:02d}')} {single('zero')(f'{month:02d}')} {single('zero')(str(born))}",
        "slashes": f"{day_said} slash {month_said} slash {year(born)}",
        "dashes-us": f"{month_said} dash {day_said} dash {short}",
        "written": f"{day}{suffix} of {name} {born}",
        "written-us": f"{name} {day}{suffix}, {born}",
        "written-plain": f"{name} {day}, {born}",
        "figures": f"{day:02d}/{month:02d}/{born}",
        "figures-us": f"{month}/{day}/{two}",
        "figures-dots": f"{day:02d} {month:02d} {two}",
        "figures-dashes": f"{month:02d}-{day:02d}-{born}",
        "hesitant": f"the uh {ordinal(day)} of {name} um {year(born)}",
        "corrected": f"{ordinal(day)} of {MONTHS[month % 12]} no sorry {name} {year(born)}",
        "year-corrected": f"{name} {ordinal(day)} {year(born - 1)} sorry {year(born)}",
        "day": f"the {ordinal(day)}",
        "day-us": ordinal(day),
        "month": name,
        "month-number": UNITS[month] if month < 10 else below_hundred(month),
        "year": year(born),
        "short-year": short,
        "year-figures": str(born),
    }


def expiry(rng: Random) -> dict[str, str]:
    """A card's month and year."""
    month, until = rng.randint(1, 12), rng.randint(2026, 2032)
    name, two = MONTHS[month - 1], f"{until % 100}"
    month_said = oh_pair(f"{month:02d}")
    return {
        "numbers": f"{month_said} {oh_pair(two)}",
        "zero": f"{single('zero')(f'{month:02d}')} {oh_pair(two)}",
        "bare": f"{below_hundred(month)} {oh_pair(two)}",
        "singles": f"{single('oh')(f'{month:02d}')} {single('oh')(two)}",
        "long": f"{month_said} {year(until)}",
        "slash": f"{month_said} slash {oh_pair(two)}",
        "dash": f"{month_said} dash {oh_pair(two)}",
        "stroke-long": f"{below_hundred(month)} slash {year(until)}",
        "of": f"{ordinal(month)} of {oh_pair(two)}",
        "the-of": f"the {ordinal(month)} of {year(until)}",
        "name": f"{name} {oh_pair(two)}",
        "name-long": f"{name} {year(until)}",
        "name-of": f"{name} of {oh_pair(two)}",
        "figures": f"{month:02d}/{two}",
        "figures-long": f"{month:02d}/{until}",
        "figures-apart": f"{month:02d} {two}",
        "figures-bare": f"{month}/{two}",
        "figures-name": f"{name} {until}",
        "joined": f"{month:02d}{two}",
        "corrected": f"{oh_pair(f'{month % 12 + 1:02d}')} no sorry {month_said} {oh_pair(two)}",
        "hesitant": f"{month_said} um {oh_pair(two)}",
        "month": name,
        "month-number": month_said,
        "year": oh_pair(two),
        "year-long": year(until),
    }
