"""The small vocabulary that fills the slots of the templates, and numbers as people say them."""

from __future__ import annotations

from random import Random

FIRST_NAMES = (
    "maria", "james", "linda", "robert", "susan", "david", "nancy", "kevin", "helen", "peter",
    "alice", "martin", "laura", "victor", "emma", "oliver", "diana", "samuel", "julia", "frank",
)  # fmt: skip
SURNAMES = (
    "lopez", "miller", "carter", "wilson", "harris", "turner", "parker", "bennett", "fisher", "morgan",
    "cooper", "hughes", "foster", "bailey", "palmer", "jensen", "walker", "simmons", "garcia", "dixon",
)  # fmt: skip
STREETS = (
    "oak street", "river road", "church lane", "park avenue", "station road", "garden street",
    "king street", "meadow lane", "mill road", "lake avenue",
)  # fmt: skip
TOWNS = ("millbrook", "eastport", "hillview", "stonebridge", "lakewood", "fairmont")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SERVICES = ("internet", "television", "home phone")
PAPERS = ("flyer", "letter", "postcard", "mailer", "leaflet")
SELLERS = ("the man at the door", "the lady in the shop", "your sales man", "the girl on the phone",
           "the young man who signed me up")  # fmt: skip
MAIL_HOSTS = ("mailbox dot com", "postbox dot net", "example dot org", "homemail dot com")

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip


def number(n: int) -> str:
    """0 ≤ n < 1000 in words: 142 is "one hundred forty two"."""
    if n >= 100:
        rest = f" {number(n % 100)}" if n % 100 else ""
        return f"{ONES[n // 100]} hundred{rest}"
    if n < 20:
        return ONES[n]
    return f"{TENS[n // 10]} {ONES[n % 10]}" if n % 10 else TENS[n // 10]


def ordinal(n: int) -> str:
    """1 ≤ n ≤ 31 as a day of the month: 21 is "twenty first"."""
    if n < 20:
        return ORDINALS[n - 1]
    if n in (20, 30):
        return {20: "twentieth", 30: "thirtieth"}[n]
    return f"{TENS[n // 10]} {ORDINALS[n % 10 - 1]}"


def digits_spoken(digits: str, rng: Random) -> str:
    """A run of digits in one of the ways people read them: one by one, with "double", or in pairs."""
    return rng.choice((singly, singly, doubled, paired))(digits, rng)


def singly(digits: str, rng: Random) -> str:
    """Digit by digit: "4007" is "four zero zero seven" or "four oh oh seven"."""
    zero = rng.choice(("zero", "zero", "oh"))
    return " ".join(zero if digit == "0" else ONES[int(digit)] for digit in digits)


def doubled(digits: str, rng: Random) -> str:
    """Equal neighbours together: "4007" is "four double zero seven", three alike become "triple"."""
    zero = rng.choice(("zero", "oh"))
    spoken: list[str] = []
    i = 0
    while i < len(digits):
        run = 1
        while run < 3 and digits[i : i + run + 1] == digits[i] * (run + 1):
            run += 1
        spoken += {1: [], 2: ["double"], 3: ["triple"]}[run]
        spoken.append(zero if digits[i] == "0" else ONES[int(digits[i])])
        i += run
    return " ".join(spoken)


def paired(digits: str, rng: Random) -> str:
    """In pairs: "4111" is "forty one eleven"; a pair led by zero and a last odd digit are said singly."""
    spoken = []
    for i in range(0, len(digits), 2):
        pair = digits[i : i + 2]
        spoken.append(singly(pair, rng) if len(pair) == 1 or pair[0] == "0" else number(int(pair)))
    return " ".join(spoken)
