"""Names, streets, towns, mail hosts and passwords of this half, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from redact.lexicon.wordlist import row
from tests.redact.corpus import third_digits as say

FIRST = row(
    "siobhan declan oisin aoife gareth rhiannon callum morag nigel doreen maureen graham pauline trevor hamish "
    "mandla thandiwe sipho lerato johan annelize pieter ayesha imran farhan zainab bilal nadia yusuf leila "
    "arjun deepika sanjay lakshmi rohit kavita gurpreet harjit manoj anjali wei mei jin soojin hiroshi keiko thuy "
    "minh rosario joaquin guadalupe esteban luz marcelo ines beatriz pavel agnieszka katarzyna oksana bogdan "
    "ioana nikos eleni giulia matteo anneliese jurgen chidi ngozi kwame abena tunde folasade aroha tane mereana "
    "sione losa bronte lachlan kylie shane darlene earl tyrone latoya brittany cody wendell tiffany"
)
LAST = row(
    "murphy gallagher byrne o'sullivan macleod sinclair pritchard llewellyn hargreaves ramsbottom ogden fairclough "
    "dlamini mokoena naidoo botha venter pillay khumalo hussain chaudhry iqbal rahman siddiqui begum haddad "
    "mehta iyer krishnan banerjee deshpande gill sandhu kulkarni reddy zhang chen huang kim takahashi tanaka tran "
    "pham gonzalez villanueva espinoza gutierrez barros carvalho oliveira ivanov szymanska wojcik shevchenko popescu "
    "papadakis rossi esposito schneider vogel achebe adeyemi mensah boateng nwosu ngata parata faleolo tuilagi "
    "mcallister dombrowski hutchinson delacroix tremblay bouchard fitzgerald abernathy washington whitaker"
)
STREET = row(
    "acacia bramble chestnut ferndale gladstone hawthorn ivy jubilee kitchener laburnum mafeking nelson orchard "
    "primrose quarry rosemary sycamore tollgate union victoria wattle yarrow beechwood sandringham wentworth banksia"
)
WAY = row("street road close crescent lane drive avenue grove place terrace gardens way")
CODE_LETTERS = "ABDEFGHJLNPRSTUWXYZ"
CALL = row("alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec "
           "romeo sierra tango uniform victor whiskey x-ray yankee zulu")  # fmt: skip
ORDINAL = (
    *row("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"),
    *row("fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"),
    *(f"twenty {day}" for day in row("first second third fourth fifth sixth seventh eighth")),
)
MONTHS = row("january february march april may june july august september october november december")
UK_TOWNS = (
    ("leeds", "LS"), ("sheffield", "S"), ("stockport", "SK"), ("norwich", "NR"), ("swansea", "SA"), ("paisley", "PA"),
    ("taunton", "TA"), ("wolverhampton", "WV"), ("lisburn", "BT"), ("milton keynes", "MK"), ("croydon", "CR"),
)  # fmt: skip
US_TOWNS = (
    "albuquerque new mexico", "toledo ohio", "boise idaho", "baton rouge louisiana", "tacoma washington",
    "scranton pennsylvania", "fort wayne indiana", "chattanooga tennessee", "el paso texas", "duluth minnesota",
)  # fmt: skip
FAR_TOWNS = (
    "geelong victoria", "dubbo new south wales", "toowoomba queensland", "fremantle western australia",
    "palmerston north", "papatoetoe auckland", "invercargill", "burnside south australia",
)  # fmt: skip
PROVINCES = ("guelph ontario", "red deer alberta", "moncton new brunswick", "kelowna b c", "saskatoon saskatchewan")
IRISH = ("ennis county clare", "tullamore county offaly", "swords county dublin", "mallow county cork", "athlone")
AFRICAN = ("randburg", "umhlanga", "bellville cape town", "centurion pretoria", "east london")
INDIAN = ("andheri east mumbai", "jayanagar bengaluru", "salt lake kolkata", "kothrud pune", "adyar chennai")
HOSTS = (
    "gmail dot com", "hotmail dot co dot uk", "outlook dot com", "icloud dot com", "btinternet dot com",
    "yahoo dot ca", "bigpond dot com", "xtra dot co dot n z", "eircom dot net", "telkomsa dot net",
    "rediffmail dot com", "proton dot me", "aol dot com", "live dot com dot a u", "leeds dot ac dot uk",
    "hargreaves plumbing dot co dot uk", "comcast dot net", "sky dot com",
)  # fmt: skip
LOCALS = (
    "big red bus", "four candles", "sewing with style", "dave's van hire",
    "mad about cats sixty two", "info", "happy camper two", "accounts", "rugby nut", "little bean", "no more mondays",
)  # fmt: skip
PETS = row("biscuit rusty tyson marmaduke poppet gizmo snowball chutney bingo pepper duchess rolo")
SECRETS = (
    "capital l liverpool eighteen ninety two", "biscuit two thousand and fourteen", "rover with a zero for the o",
    "all lower case daisychain exclamation mark", "password one two three",
    "chelsea with a capital c then ninety seven",
    "broken arrow", "correct horse battery staple", "gr8expectations", "Summer2023!", "trustno1", "mammy's kitchen",
    "pineapple hash forty", "welcome at one two three", "iloveyou dot seven", "elephants never forget",
)  # fmt: skip
PLACES = row("ballarat dundalk mombasa lucknow galway rotorua swindon pietermaritzburg saginaw kingston")
NUMBERS = ("three", "twenty seven", "a hundred and twelve", "14", "one oh nine", "sixty six", "four b", "21a", "two")


def _many(make: Callable[[Random], str], seed: int, many: int = 60) -> tuple[str, ...]:
    rng = Random(seed)
    return tuple(make(rng) for _ in range(many))


def _digits(rng: Random, many: int, first: str = "123456789") -> str:
    return rng.choice(first) + "".join(rng.choice("0123456789") for _ in range(many - 1))


def _letters(rng: Random, many: int) -> str:
    return "".join(rng.choice(CODE_LETTERS) for _ in range(many))


def spelled(value: str, rng: Random) -> str:
    """Letters and digits said: plainly, with the words for letters, or left as they are written."""
    way = rng.choice(("plain", "plain", "plain", "call", "written"))
    if way == "written":
        return value
    said = [say.word(char) if char.isdigit() else char.lower() for char in value if char not in " -"]
    if way == "call":
        said = [CALL[ord(char) - 97] if len(char) == 1 else char for char in said]
    return " ".join(said)


def _postcode(area: str, rng: Random) -> str:
    return spelled(f"{area}{rng.randint(1, 28)} {rng.randint(1, 9)}{_letters(rng, 2)}", rng)


def _road(rng: Random) -> str:
    return f"{rng.choice(NUMBERS)} {rng.choice(STREET)} {rng.choice(WAY)}"


def _british(rng: Random) -> str:
    town, area = rng.choice(UK_TOWNS)
    before = rng.choice(("", "", "flat two ", "rose cottage "))
    return f"{before}{_road(rng)} {town} {_postcode(area, rng)}"


def _american(rng: Random) -> str:
    number = _digits(rng, rng.choice((3, 4)))
    house = rng.choice((number, say.couples(number, rng)))
    flat = rng.choice(("", "", "apartment six ", "unit 3b "))
    after = rng.choice((say.each, str))(_digits(rng, 5))
    way = rng.choice(row("street drive avenue lane boulevard parkway court"))
    return (
        f"{house} {rng.choice(('', 'north ', 'west '))}{rng.choice(STREET)} {way} {flat}{rng.choice(US_TOWNS)} {after}"
    )


def _southern(rng: Random) -> str:
    before = rng.choice(("", "", "five slash "))
    return f"{before}{_road(rng)} {rng.choice(FAR_TOWNS)} {rng.choice((say.couples, say.spaced))(_digits(rng, 4), rng)}"


def _canadian(rng: Random) -> str:
    code = f"{_letters(rng, 1)}{_digits(rng, 1)}{_letters(rng, 1)} {_digits(rng, 1)}{_letters(rng, 1)}{_digits(rng, 1)}"
    return f"{_road(rng)} {rng.choice(PROVINCES)} {spelled(code, rng)}"


def _irish(rng: Random) -> str:
    code = f"{_letters(rng, 1)}{_digits(rng, 2)} {_letters(rng, 2)}{_digits(rng, 2)}"
    return f"{_road(rng)} {rng.choice(IRISH)} {rng.choice(('', spelled(code, rng)))}".strip()


def _african(rng: Random) -> str:
    return f"{_road(rng)} {rng.choice(AFRICAN)} {say.each(_digits(rng, 4))}"


def _indian(rng: Random) -> str:
    flat = rng.choice(("flat three zero two b wing", "house number 48", "door number seventeen slash two"))
    block = rng.choice(("shanti apartments", "green park society", "lake view residency"))
    return f"{flat} {block} {rng.choice(INDIAN)} {say.five_and_five(_digits(rng, 6), rng).replace(',', '')}"


def _mail(rng: Random) -> str:
    first, last, host = rng.choice(FIRST), rng.choice(LAST).replace("'", ""), rng.choice(HOSTS)
    year = say.couple(str(rng.randint(55, 99)))
    local = rng.choice(
        (
            f"{first} dot {last}", f"{first} {last} {year}", f"{first[0]} dot {last}", f"{last} underscore {first}",
            f"{first} {last[0]} {year}", f"{' '.join(last)}", f"the {last} family", rng.choice(LOCALS),
            f"{first} hyphen {last}", f"{rng.choice(PETS)} and {first}",
        )
    )  # fmt: skip
    return f"{local} at {host}"


def _written_mail(rng: Random) -> str:
    first, last = rng.choice(FIRST), rng.choice(LAST).replace("'", "")
    host = rng.choice(HOSTS).replace(" dot ", ".").replace(" ", "")
    return rng.choice((f"{first}.{last}", f"{first}{last[0]}{rng.randint(55, 99)}", f"{first[0]}{last}")) + f"@{host}"


def _spelt_mail(rng: Random) -> str:
    name, host = rng.choice(LAST).replace("'", ""), rng.choice(HOSTS)
    return rng.choice(
        (
            f"{name} {' '.join(name)} at {host}",
            f"{name[0]} for {CALL[ord(name[0]) - 97]} then {name} at {host}",
            f"{' '.join(name)} {say.each(str(rng.randint(10, 99)))} at {host}",
            f"the word {rng.choice(PETS)} then {name} that's {' '.join(name)} at {host}",
        )
    )


def _year(rng: Random) -> str:
    year = rng.randint(1938, 2006)
    if year >= 2000:
        return (
            rng.choice((f"two thousand and {say.word(str(year % 10))}", str(year))) if year > 2000 else "two thousand"
        )
    return rng.choice((f"nineteen {say.couple(str(year)[2:])}", say.couple(str(year)[2:]), str(year)))


def _birth(rng: Random) -> str:
    day, month = rng.randrange(28), rng.choice(MONTHS)
    return rng.choice(
        (
            f"the {ORDINAL[day]} of {month} {_year(rng)}", f"{month} {ORDINAL[day]} {_year(rng)}",
            f"{ORDINAL[day]} {month} {_year(rng)}", f"{month} {day + 1} {rng.randint(1938, 2004)}",
        )
    )  # fmt: skip


def _birth_numbers(rng: Random) -> str:
    day, month, year = f"{rng.randint(1, 28):02}", f"{rng.randint(1, 12):02}", str(rng.randint(1938, 1999))
    return rng.choice(
        (
            f"{say.couple(day)} {say.couple(month)} {say.couple(year[2:])}", f"{day}/{month}/{year}",
            f"{ORDINAL[int(day) - 1]} of the {ORDINAL[int(month) - 1]} {say.couple(year[2:])}", f"{month}-{day}-{year}",
            f"{say.each(day)} {say.each(month)} nineteen {say.couple(year[2:])}", f"{day}.{month}.{year[2:]}",
            f"{say.each(day, 'zero')} slash {say.each(month, 'zero')} slash {say.each(year, 'zero')}",
        )
    )  # fmt: skip


def _expiry(rng: Random) -> str:
    month, year = rng.randrange(12), str(rng.randint(26, 33))
    figure = f"{month + 1:02}"
    return rng.choice(
        (
            f"{say.couple(figure)} {say.couple(year)}", f"{MONTHS[month]} {say.couple(year)}", f"{figure}/{year}",
            f"{MONTHS[month]} twenty {say.couple(year)}", f"{say.each(figure, 'zero')} {say.each(year)}",
            f"{say.couple(str(month + 1))} of {say.couple(year)}", f"{MONTHS[month]} 20{year}",
            f"the end of {MONTHS[month]} {say.couple(year)}", f"{figure} {year}", f"{figure}{year}",
            f"{say.each(figure)} slash {say.couple(year)}", f"{say.word(str(month + 1)[-1])} stroke {year}"
            if month < 9 else f"{say.couple(figure)} stroke {year}",
        )
    )  # fmt: skip


def _plate(rng: Random) -> str:
    number = _digits(rng, 3)
    value = rng.choice(
        (
            f"{_letters(rng, 2)}{rng.choice(('07', '15', '19', '51', '62', '70', '73'))} {_letters(rng, 3)}",
            f"{rng.randint(1, 8)}{_letters(rng, 3)}{number}", f"{_letters(rng, 3)} {number}{rng.randint(0, 9)}",
            f"{rng.randint(12, 24)}{rng.choice('12')} {rng.choice('CDGL')} {_digits(rng, 5)}",
            f"{_letters(rng, 1)}{number} {_letters(rng, 3)}", f"MH {rng.randint(10, 49)} {_letters(rng, 2)} {number}4",
            f"CA {number} {_digits(rng, 3)}", f"{_letters(rng, 3)} {number[:2]}{_letters(rng, 1)}",
            f"{number} {_letters(rng, 3)}",
        )
    )  # fmt: skip
    return spelled(value, rng)


def _ni(rng: Random) -> str:
    return spelled(f"{_letters(rng, 2)} {' '.join(say.cut(_digits(rng, 6), 2))} {rng.choice('ABCD')}", rng)


def _mobile(rng: Random) -> str:
    start, more = rng.choice((("07", 9), ("04", 8), ("08", 8), ("02", 8), ("0", 9)))
    digits = start + _digits(rng, more, "678" if start == "0" else "123567")
    return _rendered(digits, rng)


def _rendered(digits: str, rng: Random) -> str:
    return rng.choice((say.doubles, say.singly_zero, say.singly_oh, say.figures_in_chunks, say.threes_with_commas))(
        digits, rng
    )


def _twos_dash(digits: str, rng: Random) -> str:
    return " dash ".join(say.each(two) for two in say.cut(digits, 2))


def _spelt(name: str, rng: Random) -> str:
    letters = name.replace("'", "")
    if rng.random() < 0.25:
        return f"{name} {' '.join(f'{char} for {CALL[ord(char) - 97]}' for char in letters)}"
    return rng.choice(
        (f"{name} {' '.join(letters)}", f"{name} that's {' '.join(letters)}", f"{name} {'-'.join(letters)}")
    )


def _capital(name: str) -> str:
    return f"{name[:2].upper()}{name[2:].title()}" if name.startswith("o'") else name.title()


VALUES: Mapping[str, Sequence[str]] = {
    "FIRST": FIRST,
    "OTHERFIRST": FIRST[::-1],
    "LAST": LAST,
    "OTHERLAST": LAST[::-1],
    "CFIRST": tuple(map(_capital, FIRST)),
    "CLAST": tuple(map(_capital, LAST)),
    "SPELTFIRST": _many(lambda rng: _spelt(rng.choice(FIRST), rng), 1),
    "SPELTLAST": _many(lambda rng: _spelt(rng.choice(LAST), rng), 2),
    "LETTERS": _many(lambda rng: " ".join(rng.choice(LAST).replace("'", "")), 3),
    "BRITISH": _many(_british, 4),
    "AMERICAN": _many(_american, 5),
    "SOUTHERN": _many(_southern, 6),
    "CANADIAN": _many(_canadian, 7),
    "IRISH": _many(_irish, 8),
    "AFRICAN": _many(_african, 9),
    "INDIAN": _many(_indian, 10),
    "ROAD": _many(_road, 11),
    "POSTCODE": _many(lambda rng: _postcode(rng.choice(UK_TOWNS)[1], rng), 12),
    "ZIP": _many(lambda rng: _rendered(_digits(rng, 5), rng), 13),
    "UKTOWN": tuple(town for town, _ in UK_TOWNS),
    "USTOWN": US_TOWNS,
    "STREETNAME": STREET,
    "NUMBER": NUMBERS,
    "MAIL": _many(_mail, 14, 120),
    "MAILW": _many(_written_mail, 15),
    "MAILSPELT": _many(_spelt_mail, 36),
    "HOST": HOSTS,
    "BIRTH": _many(_birth, 16),
    "BIRTHNUM": _many(_birth_numbers, 17),
    "YEARSAID": _many(_year, 18),
    "EXPIRY": _many(_expiry, 19),
    "REG": _many(_plate, 20, 120),
    "SECRETWORDS": SECRETS,
    "PET": PETS,
    "BIRTHPLACE": PLACES,
    "CAR": ("ford anglia", "vauxhall nova", "a mini metro", "toyota corolla",
            "holden kingswood", "maruti eight hundred"),
    "SCHOOL": ("saint bernadette's", "parkside primary", "mount carmel convent", "roosevelt elementary",
               "dunedin north"),
    "NINO": _many(_ni, 21),
    "PPS": _many(lambda rng: spelled(_digits(rng, 7) + _letters(rng, rng.choice((1, 2))), rng), 22),
    "PAN": _many(lambda rng: spelled(_letters(rng, 5) + _digits(rng, 4) + _letters(rng, 1), rng), 23),
    "AADHAAR": _many(lambda rng: _rendered(_digits(rng, 12, "23456789"), rng), 24),
    "SAID": _many(lambda rng: _rendered(
        f"{rng.randint(40, 99)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{_digits(rng, 4)}08{rng.randint(0, 9)}",
        rng), 25),
    "MEDICARE": _many(lambda rng: _rendered(_digits(rng, 10, "23456"), rng), 26),
    "NHS": _many(lambda rng: _rendered(_digits(rng, 10, "4679"), rng), 27),
    "MBI": _many(lambda rng: spelled(f"{_digits(rng, 1)}{_letters(rng, 2)}{_digits(rng, 1)}-{_letters(rng, 1)}"
                                     f"{_letters(rng, 1)}{_digits(rng, 1)}-{_letters(rng, 2)}{_digits(rng, 2)}",
                                     rng), 28),
    "PASSPORT": _many(lambda rng: rng.choice((
        _rendered(_digits(rng, 9), rng), spelled(_letters(rng, 1) + _digits(rng, 8), rng))), 29),
    "SORTCODE": _many(lambda rng: rng.choice((say.couples, _twos_dash, say.couples_in_figures, say.singly_zero))(
        _digits(rng, 6), rng), 30),
    "ROUTING": _many(lambda rng: _rendered("0" + _digits(rng, 8), rng), 31),
    "ACCOUNT": _many(lambda rng: _rendered(_digits(rng, 8), rng), 32),
    "MOBILE": _many(_mobile, 33),
    "LANDLINE": _many(lambda rng: _rendered(_digits(rng, 6, "234567"), rng), 34),
    "SSNLAST": _many(lambda rng: _rendered(_digits(rng, 4), rng), 35),
}  # fmt: skip
