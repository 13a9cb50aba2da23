"""Homes on four continents, and passwords, as they are spoken."""

from __future__ import annotations

from random import Random

from tests.redact.corpus import fifth_letters
from tests.redact.corpus.fifth_digits import below_hundred, below_million, doubled, pairs, single
from tests.redact.corpus.fifth_values import digits, listed

_BRITISH = listed(
    "Marlborough Road, Swindon, SN3|Hawthorn Close, Stockport, SK7|Station Approach, Guildford, GU2|"
    "Queens Crescent, Glasgow, G4|Beechwood Avenue, Leeds, LS16|Victoria Terrace, Swansea, SA1|"
    "Mill Lane, Cambridge, CB5|Pembroke Gardens, Hove, BN3|Orchard Way, Taunton, TA1|Church Street, Preston, PR1|"
    "Belmont Drive, Belfast, BT4|Larkfield Grove, Bolton, BL2|Priory Mews, Ipswich, IP4|Old Kent Road, London, SE1|"
    "Gillespie Place, Dundee, DD3|Tudor Walk, Bexley, DA5|Canal Wharf, Nottingham, NG1"
)
_AMERICAN = listed(
    "Sycamore Drive, Columbus, Ohio, 432|West Elm Street, Tulsa, Oklahoma, 741|Peachtree Court, Marietta, Georgia, 300|"
    "Lakeshore Boulevard, Duluth, Minnesota, 558|South Ashland Avenue, Chicago, Illinois, 606|"
    "Whispering Pines Lane, Ocala, Florida, 344|Hickory Ridge Road, Knoxville, Tennessee, 379|"
    "Mesa Verde Way, Tucson, Arizona, 857|Lincoln Highway, Lancaster, Pennsylvania, 176|"
    "Bluebonnet Circle, Plano, Texas, 750|Pacific Street, Tacoma, Washington, 984|Magnolia Place, Mobile, Alabama, 366|"
    "East Twelfth Street, Eugene, Oregon, 974|Maplewood Terrace, Burlington, Vermont, 054"
)
_AUSTRALIAN = listed(
    "Wattle Street, Marrickville, 2204|Kookaburra Court, Cairns, 4870|Bourke Parade, Geelong, 3220|"
    "Jacaranda Avenue, Toowoomba, 4350|Stirling Highway, Nedlands, 6009|Banksia Crescent, Glenelg, 5045|"
    "Murray Esplanade, Echuca, 3564"
)
_IRISH = listed(
    "Ballymoneen Road, Galway, H91|Castleknock Park, Dublin, D15|Grange Heights, Douglas, T12|"
    "Sarsfield Street, Limerick, V94|Abbey View, Trim, C15|Seafield Crescent, Wexford, Y35"
)
_CANADIAN = listed(
    "Rideau Street, Ottawa, K1N|Dundas Street West, Mississauga, L5B|Whyte Avenue, Edmonton, T6E|"
    "Robson Street, Vancouver, V6B|Portage Avenue, Winnipeg, R3C|Barrington Street, Halifax, B3J"
)
_INDIAN = listed(
    "Lotus Apartments, Linking Road, Mumbai, 400|Green Park Extension, Delhi, 110|Brigade Road, Bengaluru, 560|"
    "Anna Salai, Chennai, 600|Jubilee Hills Road, Hyderabad, 500|Sector Seventeen, Gurgaon, 122"
)
_HOUSES = listed(
    "Rose Cottage|The Old Vicarage|Ivy House|Meadow View|Brook Farm|The Coach House|Highfield Lodge|Willow Barn"
)
_NAMED_ROADS = listed(
    "Church Lane, Bampton|Back Lane, Hathersage|Main Street, Clifden|Chapel Hill, Mevagissey|The Green, Finchingfield|"
    "Tanyard Lane, Steyning"
)
_PLAIN_WORDS = listed(
    "umbrella|tangerine|butterscotch|chelsea|snowdrop|buttercup|rover|hurricane|cinnamon|everton|starlight|pineapple|"
    "daffodil|barcelona|mustang|treacle|marmalade|thunder|gingerbread|liverpool|pumpkin|crocodile"
)


def address(rng: Random) -> dict[str, str]:
    """A home of any country: number and street, town, postcode, and all of them."""
    make = rng.choice((_british, _british, _british, _american, _american, _american, _other, _other, _irish))
    found = make(rng)
    flat = f"{rng.choice(('flat', 'apartment', 'unit'))} {rng.choice(_FLATS)(rng)}"
    named = f"{rng.choice(_HOUSES)}, {rng.choice(_NAMED_ROADS)}"
    zip_code = _american(rng)["code"]
    number, street = found["number"], found["street"]
    return found | {
        "line": f"{number} {street}",
        "full": f"{number} {street}, {found['town']}, {found['code']}",
        "no-code": f"{number} {street}, {found['town']}",
        "flat": flat,
        "flat-line": f"{flat}, {number} {street}",
        "flat-full": f"{flat}, {number} {street}, {found['town']}, {found['code']}",
        "zip": zip_code,
        "named": named,
        "named-full": f"{named}, {british_code(rng, rng.choice(('OX18', 'S32', 'PL26', 'CM7', 'BN44')))}",
        "corrected": f"{below_hundred(rng.randint(2, 99))} sorry {number} {street}",
        "hesitant": f"{number} uh {street}, um {found['town']}",
        "box": f"PO Box {single('oh')(digits(rng, rng.choice((3, 4)), '123456789'))}, {found['town']}",
        "old": f"{below_hundred(rng.randint(2, 99))} {rng.choice(_BRITISH).split(', ')[0]}",
    }


_FLATS = (
    lambda rng: below_hundred(rng.randint(1, 30)),
    lambda rng: f"{rng.randint(1, 30)}{rng.choice('ABC')}",
    lambda rng: f"{below_hundred(rng.randint(1, 12))} {rng.choice('ABCD')}",
    lambda rng: pairs(f"{rng.randint(101, 909)}"),
)


def _number(rng: Random, most: int) -> str:
    value = rng.randint(2, most)
    if value < 100:
        return rng.choice((below_hundred(value), below_hundred(value), str(value)))
    return rng.choice(
        (below_million, lambda number: pairs(str(number)), lambda number: single("oh")(str(number)), str)
    )(value)


def british_code(rng: Random, outward: str) -> str:
    """A postcode as said: outward part and inward part."""
    inward = digits(rng, 1) + "".join(rng.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    return rng.choice(fifth_letters.WAYS).say([outward, inward], rng)


def _british(rng: Random) -> dict[str, str]:
    street, town, outward = rng.choice(_BRITISH).split(", ")
    return {"number": _number(rng, 180), "street": street, "town": town, "code": british_code(rng, outward)}


def _american(rng: Random) -> dict[str, str]:
    street, town, state, start = rng.choice(_AMERICAN).split(", ")
    code = start + digits(rng, 2)
    said = rng.choice((single("zero"), single("oh"), pairs, doubled("oh"), str))(code)
    return {"number": _number(rng, 9800), "street": street, "town": f"{town} {state}", "code": said}


def _irish(rng: Random) -> dict[str, str]:
    """With its Eircode."""
    street, town, routing = rng.choice(_IRISH).split(", ")
    unique = "".join(rng.choice("ACDEFHKNPRTVWXY0123456789") for _ in range(4))
    code = rng.choice(fifth_letters.WAYS).say([routing, unique], rng)
    return {"number": _number(rng, 90), "street": street, "town": town, "code": code}


def _other(rng: Random) -> dict[str, str]:
    """Australian, Canadian or Indian."""
    said = rng.choice((single("zero"), single("oh"), pairs, doubled("zero"), str))
    kind = rng.choice((_AUSTRALIAN, _CANADIAN, _INDIAN))
    street, town, code = rng.choice(kind).rsplit(", ", 2)
    if kind is _CANADIAN:
        local = f"{rng.randint(1, 9)}{rng.choice('ABCEGHJKLMNPRSTVWXYZ')}{rng.randint(1, 9)}"
        return {
            "number": _number(rng, 4000),
            "street": street,
            "town": town,
            "code": rng.choice(fifth_letters.WAYS).say([code, local], rng),
        }
    code = code if kind is _AUSTRALIAN else code + digits(rng, 3)
    return {"number": _number(rng, 400), "street": street, "town": town, "code": said(code)}


def secret(rng: Random) -> dict[str, str]:
    """Passwords: a word, two words, a word and figures, mixed characters."""
    word, other = rng.sample(_PLAIN_WORDS, 2)
    number = digits(rng, rng.choice((2, 2, 3, 4)), "123456789")
    figures = rng.choice((pairs, single("oh"), single("zero"), str))(number)
    mark, mark_said = rng.choice(
        (("!", "exclamation mark"), ("#", "hash"), ("*", "star"), ("$", "dollar sign"), ("_", "underscore"))
    )
    mixed = "".join(rng.choice("abcdefghkmnprstuvwxyz23456789") for _ in range(8))
    spelling = rng.choice(fifth_letters.SPELLINGS)
    return {
        "word": word,
        "words": f"{word} {other}",
        "word-number": f"{word} {figures}",
        "capital": f"capital {word[0].upper()} {word[1:]} {figures}"
        if rng.random() < 0.3
        else f"{word.capitalize()} {figures}",
        "marked": f"{word.capitalize()} {figures} {mark_said}",
        "written": f"{word.capitalize()}{number}{mark}",
        "spelled": spelling.say([word], rng),
        "spelled-number": f"{spelling.say([word], rng)} {figures}",
        "mixed": fifth_letters.WAYS[rng.choice((0, 3, 6, 8, 10, 16))].say([mixed], rng),
        "number": figures,
        "mark": mark_said,
        "corrected": f"{other} no sorry {word}",
    }
