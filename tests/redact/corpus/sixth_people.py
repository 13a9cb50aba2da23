"""People of the sixth half, from many places: what they are called, where they live and get their mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from tests.redact.corpus.sixth_digits import OH, ZERO, below_hundred, in_pairs, letter_manner, spelled

_NAMES = {
    "english": ("Margaret Daniel Joanne Keith Tracey Oliver Doreen", "Hartley Pemberton Whitlock Sutcliffe Bagshaw"),
    "scottish": ("Fiona Callum Morag Euan", "McAllister Drummond Buchanan Kerr"),
    "irish": ("Siobhan Declan Aoife Padraig", "O'Donoghue Gallagher Fitzpatrick Heneghan"),
    "welsh": ("Rhian Gethin Carys Ieuan", "Llewellyn Prosser Morgan Pritchard"),
    "american": ("Brittany Tyler Darnell Peggy Wyatt", "Kowalski Hendricks Washington Schroeder Delgado"),
    "polish": ("Agnieszka Tomasz Grzegorz Beata", "Wojciechowski Zielinska Nowak Szymanska"),
    "romanian": ("Ionut Andreea Bogdan", "Popescu Dumitrescu Ciobanu"),
    "indian": ("Lakshmi Rohan Sunita Venkatesh Harpreet", "Iyer Chatterjee Deshpande Ramanathan Gill"),
    "pakistani": ("Farhan Saima Bilal Rukhsana", "Qureshi Malik Chaudhry Siddiqui"),
    "nigerian": ("Chidinma Tunde Ngozi Babatunde", "Okonkwo Adeyemi Eze Olawale"),
    "ghanaian": ("Kwame Abena Kofi", "Asante Boateng Owusu"),
    "chinese": ("Xiaoling Wei Jiahui Mei", "Zhang Huang Leung Ouyang"),
    "vietnamese": ("Thuy Minh Quang", "Nguyen Pham Truong"),
    "spanish": ("Consuelo Javier Pilar Ignacio", "Etxeberria Villanueva Castellanos Ibarra"),
    "portuguese": ("Joao Fernanda Tiago", "Figueiredo Carvalho Teixeira"),
    "italian": ("Giuseppina Lorenzo Chiara", "Esposito Bellini Mastroianni"),
    "german": ("Jürgen Annegret Uwe Heike", "Schmidbauer Krüger Vogelsang Lindemann"),
    "french": ("Geneviève Thierry Maëlle", "Lefebvre Rousseau Beaumont"),
    "greek": ("Stavros Eleni Dimitra", "Papadakis Georgiou Kyriakou"),
    "turkish": ("Ayşe Emre Gülsen", "Yildirim Demir Özkan"),
    "arabic": ("Khadija Yousef Abdulrahman Nadia", "Haddad Al-Masri Boukhari Mansour"),
    "somali": ("Hodan Abdi Ifrah", "Warsame Farah Jama"),
    "ukrainian": ("Oksana Taras Nadiya", "Shevchenko Bondarenko Kovalenko"),
    "filipino": ("Maricel Jomar Rosario", "Santos Magbanua Dela Cruz"),
    "swedish": ("Ingrid Torbjörn Malin", "Lindqvist Håkansson Bergström"),
}
_TITLES = ("Mr.", "Mrs.", "Ms.", "Miss", "Dr.")


@dataclass(frozen=True, slots=True)
class Person:
    first: str
    last: str
    title: str

    @property
    def plain(self) -> tuple[str, str]:
        """First and last name as they stand in a mailbox: lower case, without accents and marks."""
        table = str.maketrans("äöüåëèéşğ", "aouaeeesg", "'-. ")
        return self.first.lower().translate(table), self.last.lower().translate(table)


def person(rng: Random) -> Person:
    """A first and a last name of one origin, or, in one marriage of eight, of two."""
    origin = rng.choice(list(_NAMES))
    firsts, lasts = _NAMES[origin][0], _NAMES[origin if rng.random() < 7 / 8 else rng.choice(list(_NAMES))][1]
    lasts = lasts.replace("Dela Cruz", "Dela_Cruz")
    return Person(rng.choice(firsts.split()), rng.choice(lasts.split()).replace("_", " "), rng.choice(_TITLES))


def other_person(rng: Random) -> Person:
    """Somebody else in the same call."""
    return person(rng)


def relative(rng: Random) -> Person:
    """A third person in it."""
    return person(rng)


Ways = Mapping[str, Callable[[Person, Random], list[str]]]


def _spelled_out(name: str, rng: Random) -> str:
    letters = "".join(filter(str.isalpha, name))
    return rng.choice((" ".join(letters.upper()), "-".join(letters.upper()), spelled(letters, "radio")))


def _every(name: str, manner: str) -> str:
    return spelled("".join(filter(str.isalpha, name)), manner)


FULL: Ways = {
    "first and last": lambda one, rng: [one.first, one.last],
    "with title": lambda one, rng: [one.title, one.first, one.last],
    "first and last again": lambda one, rng: [f"{one.first},", f"{one.first} {one.last}"],
    "initial": lambda one, rng: [f"{one.first[0]}", one.last],
    "last, first": lambda one, rng: [f"{one.last},", one.first],
    "middle initial": lambda one, rng: [one.first, rng.choice("ABDEGJKLMRST"), one.last],
    "last spelled": lambda one, rng: [one.first, f"{one.last},", _spelled_out(one.last, rng)],
    "both spelled": lambda one, rng: [
        f"{one.first},", _spelled_out(one.first, rng) + ",", f"{one.last},", _spelled_out(one.last, rng)
    ],
    "hesitating": lambda one, rng: [one.first, "uh,", one.last],
    "double-barrelled": lambda one, rng: [one.first, f"{one.last}-{rng.choice(('Smith', 'Jones', 'Clarke'))}"],
}  # fmt: skip
FIRST: Ways = {"first": lambda one, rng: [one.first]}
LAST: Ways = {"last": lambda one, rng: [one.last]}
SPELLED: Ways = {
    "letters": lambda one, rng: [" ".join("".join(filter(str.isalpha, one.last)).upper())],
    "hyphens": lambda one, rng: ["-".join("".join(filter(str.isalpha, one.last)).upper())],
    "radio": lambda one, rng: _every(one.last, "radio").split(),
    "for": lambda one, rng: [_every(one.last, "for")],
    "as in": lambda one, rng: [_every(one.last, "as in")],
    "doubled": lambda one, rng: [_doubled(one.last)],
}


def _doubled(name: str) -> str:
    """As in "G A double L": a letter that follows itself is called double."""
    said: list[str] = []
    for letter in filter(str.isalpha, name.upper()):
        if said and said[-1] == letter:
            said[-1] = f"double {letter}"
        else:
            said.append(letter)
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`local` in pieces: names, marks and digits, as ("priya", ".", "nair", "84")."""

    local: tuple[str, ...]
    domain: str

    @property
    def written(self) -> str:
        return f"{''.join(self.local)}@{self.domain}"


_DOMAINS = (
    "gmail.com", "gmail.com", "gmail.com", "hotmail.com", "hotmail.co.uk", "yahoo.co.uk", "outlook.com", "icloud.com",
    "btinternet.com", "aol.com", "googlemail.com", "live.ie", "gmx.de", "web.de", "wp.pl", "orange.fr", "sky.com",
    "me.com", "proton.me", "comcast.net", "hartleyroofing.co.uk", "stannes-school.org", "brightside-dental.com",
)  # fmt: skip
_THINGS = ("bluevan", "gardenlover", "chelseafan", "mumofthree", "drumsandbass", "rosiethecat", "big.dave", "nanna")


def mailbox(rng: Random) -> Mailbox:
    first, last = person(rng).plain
    digits = str(rng.choice((rng.randint(2, 99), rng.randint(1948, 2004), rng.randint(100, 999))))
    thing = rng.choice(_THINGS)
    local = rng.choice(
        (
            (first, ".", last), (first, ".", last), (first, last), (first[0], last), (first[0], ".", last),
            (first, "_", last), (first, "-", last), (first, last, digits), (first, digits), (last, ".", first),
            (first[0], last, digits), (thing, digits), (first, ".", last, ".", digits), ("the", last + "s"), ("info",),
        )
    )  # fmt: skip
    return Mailbox(local, rng.choice(_DOMAINS))


_MARKS = {".": "dot", "_": "underscore", "-": "dash"}


def _local(box: Mailbox, rng: Random, *, dash: str = "dash", letters: str = "") -> list[str]:
    said = []
    for piece in box.local:
        if piece in _MARKS:
            said.append(dash if piece == "-" else _MARKS[piece])
        elif piece.isdigit():
            said.append(rng.choice((OH, ZERO, in_pairs))(piece, rng))
        elif letters:
            said.append(_every(piece, letters))
        else:
            said.append(piece.upper() if len(piece) == 1 else piece.replace(".", " dot "))
    return said


def _domain(box: Mailbox) -> str:
    return box.domain.replace(".", " dot ").replace("-", " dash ")


MAIL: Mapping[str, Callable[[Mailbox, Random], list[str]]] = {
    "said": lambda box, rng: [*_local(box, rng), f"at {_domain(box)}"],
    "said, domain written": lambda box, rng: [*_local(box, rng), f"at {box.domain}"],
    "said, with breaths": lambda box, rng: [*(f"{piece}," for piece in _local(box, rng)), f"at {_domain(box)}"],
    "written": lambda box, rng: [box.written],
    "written with spaces": lambda box, rng: ["".join(box.local), "@", box.domain],
    "written, at said": lambda box, rng: ["".join(box.local), "at", box.domain],
    "spelled": lambda box, rng: [*_local(box, rng, letters="name"), f"at {_domain(box)}"],
    "spelled by radio": lambda box, rng: [*_local(box, rng, letters="radio"), f"at {box.domain}"],
    "spelled by words": lambda box, rng: [*_local(box, rng, letters="for"), f"at {_domain(box)}"],
    "said and spelled": lambda box, rng: [
        *_local(box, rng), "so", "that's", *_local(box, rng, letters="name"), f"at {_domain(box)}"
    ],
    "hyphen, at sign": lambda box, rng: [*_local(box, rng, dash="hyphen"), f"at sign {_domain(box)}"],
    "hesitating": lambda box, rng: [*_local(box, rng), "um", f"at uh {_domain(box)}"],
    "all one word": lambda box, rng: [*_local(box, rng), "} all one word {", f"at {_domain(box)}"]
    if not set(box.local) & set(_MARKS)
    else [*_local(box, rng), f"at {_domain(box)}"],
    "capital": lambda box, rng: ["".join(box.local).capitalize(), f"at {box.domain.capitalize()}"],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Home:
    house: int
    flat: str
    street: str
    town: str
    post: str
    """Postcode or zip, with its blank."""


_BRITISH = (
    ("Elm Grove", "Leeds", "LS"), ("Chapel Lane", "Wilmslow", "SK"), ("Station Road", "Reading", "RG"),
    ("Kitchener Street", "Bristol", "BS"), ("The Crescent", "Falkirk", "FK"), ("Abbey View", "Whitby", "YO"),
    ("St. Mary's Close", "Norwich", "NR"), ("Rhodfa Celyn", "Swansea", "SA"), ("Marchmont Road", "Edinburgh", "EH"),
    ("Lower Clapton Road", "London", "E"), ("Gloucester Terrace", "Brighton", "BN"), ("Mill Hill", "Derby", "DE"),
)  # fmt: skip
_ELSEWHERE = (
    ("Maple Avenue", "Portland, Oregon", "97205"), ("West 83rd Street", "New York", "10024"),
    ("Old Creek Drive", "Austin, Texas", "78745"), ("Magnolia Boulevard", "Baton Rouge, Louisiana", "70806"),
    ("Patrick Street", "Cork", "T12 X4K7"), ("Lindenstraße", "Köln", "50674"), ("Rue Gambetta", "Toulouse", "31000"),
    ("Via Garibaldi", "Torino", "10122"), ("Wattle Parade", "Geelong", "3220"), ("Calle Mayor", "Zaragoza", "50001"),
)  # fmt: skip


def home(rng: Random) -> Home:
    flat = rng.choice(
        ("", "", "", f"Flat {rng.randint(1, 30)}", f"Apartment {rng.randint(1, 9)}B", "Ground floor flat")
    )
    if rng.random() < 0.6:
        street, town, area = rng.choice(_BRITISH)
        inward = str(rng.randint(1, 9)) + rng.choice("ABDEFGHJLN") + rng.choice("ABDEFGHJLN")
        return Home(rng.randint(1, 240), flat, street, town, f"{area}{rng.randint(1, 19)} {inward}")
    street, town, post = rng.choice(_ELSEWHERE)
    return Home(rng.randint(1, 240), flat, street, town, post)


def _flat(one: Home) -> list[str]:
    return [f"{one.flat},"] if one.flat else []


def post_said(one: Home, rng: Random) -> str:
    """The code as in "L S six two A B"; a zip digit by digit."""
    manner = letter_manner(rng)
    return " ".join(OH(char, rng) if char.isdigit() else spelled(char, manner) for char in one.post if char != " ")


HOMES: Mapping[str, Callable[[Home, Random], list[str]]] = {
    "written": lambda one, rng: [*_flat(one), f"{one.house} {one.street},", f"{one.town},", one.post],
    "written, no code": lambda one, rng: [*_flat(one), f"{one.house} {one.street},", one.town],
    "said": lambda one, rng: [
        *_flat(one), f"{below_house(one.house)} {one.street}", one.town, post_said(one, rng)
    ],
    "number said": lambda one, rng: [*_flat(one), f"number {below_house(one.house)}", one.street, "in", one.town],
    "digits said": lambda one, rng: [
        OH(str(one.house), rng), f"{one.street},", f"{one.town},", post_said(one, rng)
    ],
    "hesitating": lambda one, rng: [f"{one.house}", f"uh, {one.street},", f"um, {one.town},", one.post],
    "town spelled": lambda one, rng: [
        f"{one.house} {one.street},", f"{one.town},", _spelled_out(one.town.split(",")[0], rng) + ",",
        post_said(one, rng),
    ],
    "street spelled": lambda one, rng: [
        f"{one.house}", f"{one.street},", "that's", _spelled_out(one.street.split()[0], rng) + ",",
        one.town,
    ],
    "the parts named": lambda one, rng: [
        f"{one.house},}} street name is {{{one.street},}} and the town is {{{one.town}"
    ],
    "code first": lambda one, rng: [f"{one.post},", *_flat(one), f"{one.house} {one.street}"],
    "street only": lambda one, rng: [f"{below_house(one.house)}", one.street],
}  # fmt: skip
POSTS: Mapping[str, Callable[[Home, Random], list[str]]] = {
    "written": lambda one, rng: one.post.split(),
    "said": lambda one, rng: [post_said(one, rng)],
    "joined": lambda one, rng: [one.post.replace(" ", "")],
}
STREETS: Mapping[str, Callable[[Home, Random], list[str]]] = {
    "written": lambda one, rng: [f"{one.house} {one.street}"],
    "said": lambda one, rng: [f"{below_house(one.house)} {one.street}"],
}
TOWNS: Mapping[str, Callable[[Home, Random], list[str]]] = {"town": lambda one, rng: [one.town]}


def below_house(number: int) -> str:
    """116 is "one sixteen", 7 is "seven"."""
    if number < 100:
        return below_hundred(number)
    hundred, rest = divmod(number, 100)
    if not rest:
        return f"{below_hundred(hundred)} hundred"
    return f"{below_hundred(hundred)} {'oh ' if rest < 10 else ''}{below_hundred(rest)}"
