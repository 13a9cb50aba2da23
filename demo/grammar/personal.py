"""Planted personal data, spoken as people speak it: asked for, given, and sometimes repeated back.

Card numbers are Luhn-valid, random behind the prefixes of published test cards; phone numbers are in the
block 555-01xx that is kept free for fiction; mail hosts are not the names of real providers.
"""

from __future__ import annotations

from random import Random

from demo.grammar.template import act
from demo.grammar.words import (
    FIRST_NAMES,
    MAIL_HOSTS,
    MONTHS,
    ONES,
    STREETS,
    SURNAMES,
    TENS,
    TOWNS,
    digits_spoken,
    number,
    ordinal,
    singly,
)

TEST_CARD_PREFIXES = ("411111", "400000", "424242", "401288", "555555", "510510", "520082", "222300")
AREA_CODES = ("202", "303", "312", "415", "512", "617", "718", "804", "916")
KINDS = ("name", "phone", "email", "address", "birth", "card")

ACTS = (
    act(
        "ask.name",
        """
        may i have your name please
        can you tell me your full name
        who am i speaking with please
        what name is the account under
        could i take your name first
        """,
    ),
    act(
        "give.name",
        """
        my name is {name}
        yes this is {name}
        it is under {name}
        the name is {name}
        i am {name}
        sure my name is {name}
        you are speaking with {name}
        it should be under {name}
        {name} is my name
        this is {name} speaking
        """,
    ),
    act(
        "repeat.name",
        """
        thank you {name}
        thanks {name} i have found you
        so that is {name} good
        okay {name} i have your account here
        {name} yes i can see you
        """,
    ),
    act(
        "ask.phone",
        """
        what is your phone number please
        can you give me the number on the account
        which number can we reach you on
        may i have a phone number for you
        could you tell me your telephone number
        """,
    ),
    act(
        "give.phone",
        """
        my number is {phone}
        it is {phone}
        you can reach me on {phone}
        call me at {phone}
        the number is {phone}
        that would be {phone}
        my phone number is {phone}
        yes it is {phone}
        please use {phone}
        sure {phone}
        """,
    ),
    act(
        "repeat.phone",
        """
        so that is {phone}
        i have {phone} is that right
        let me repeat {phone}
        okay {phone}
        thank you i wrote down {phone}
        """,
    ),
    act(
        "ask.email",
        """
        what is your mail address
        can i have your mail address please
        where shall i send it what is your mail
        which mail address should i use
        may i have your mail address for the account
        """,
    ),
    act(
        "give.email",
        """
        it is {email}
        my mail is {email}
        please send it to {email}
        that is {email}
        you can write to {email}
        yes {email}
        use {email} please
        my mail address is {email}
        sure it is {email}
        i use {email}
        """,
    ),
    act(
        "repeat.email",
        """
        that was {email}
        so i send it to {email}
        i have {email} here
        okay {email} thank you
        let me read that back {email}
        """,
    ),
    act(
        "ask.address",
        """
        what is your address please
        can you tell me the address of the house
        and where do you live
        may i have your street and town
        could you confirm your address for me
        """,
    ),
    act(
        "give.address",
        """
        i live at {address}
        it is {address}
        the address is {address}
        we are at {address}
        my address is {address}
        that is {address}
        the house is at {address}
        you find us at {address}
        yes it is {address}
        send it to {address} please
        """,
    ),
    act(
        "repeat.address",
        """
        so that is {address}
        i have {address} here
        okay {address} thank you
        let me check {address}
        and you live at {address} good
        """,
    ),
    act(
        "ask.birth",
        """
        and your date of birth please
        can you give me your date of birth
        for security what is your date of birth
        when were you born please
        i need your date of birth to go on
        """,
    ),
    act(
        "give.birth",
        """
        my date of birth is {birth}
        i was born on {birth}
        it is {birth}
        that is {birth}
        my birthday is {birth}
        """,
    ),
    act(
        "repeat.birth",
        """
        so you were born on {birth}
        date of birth {birth} thank you
        i have {birth} is that right
        okay born {birth}
        {birth} thank you
        """,
    ),
    act(
        "ask.card",
        """
        please read me the long number on your card
        what is the card number please
        i can take the card number now
        can you give me the number of the card
        go ahead with your card number please
        """,
    ),
    act(
        "give.card",
        """
        it is {card}
        the number is {card}
        the card number is {card}
        okay it is {card}
        yes {card}
        my card is {card}
        here it is {card}
        sure {card}
        that is {card}
        it says {card}
        """,
    ),
    act(
        "give.expiry",
        """
        it is good until {expiry}
        it runs out in {expiry}
        the expiry date is {expiry}
        it expires {expiry}
        valid until {expiry}
        """,
    ),
    act(
        "give.security",
        """
        the security code is {security}
        and the code on the back is {security}
        and the three numbers on the back are {security}
        security code {security}
        the code is {security}
        """,
    ),
    act(
        "repeat.card",
        """
        i have {card} is that right
        so the card is {card}
        let me repeat {card}
        okay {card} thank you
        that was {card}
        """,
    ),
)


def personal_values(rng: Random) -> dict[str, str]:
    """A person who does not exist, in spoken form, one value for each personal slot."""
    first, last = rng.choice(FIRST_NAMES), rng.choice(SURNAMES)
    return {
        "name": f"{first} {last}",
        "surname": last,
        "phone": phone_spoken(rng),
        "email": email_spoken(first, last, rng),
        "address": f"{number(rng.randint(1, 199))} {rng.choice(STREETS)} {rng.choice(TOWNS)}",
        "birth": birth_spoken(rng),
        "card": digits_spoken(card_number(rng), rng),
        "security": singly(f"{rng.randint(0, 999):03d}", rng),
        "expiry": expiry_spoken(rng),
    }


def card_number(rng: Random) -> str:
    """Sixteen digits that pass the Luhn check (ISO/IEC 7812-1, annex B)."""
    body = rng.choice(TEST_CARD_PREFIXES) + "".join(str(rng.randrange(10)) for _ in range(9))
    return body + luhn_check_digit(body)


def luhn_check_digit(body: str) -> str:
    """The digit that makes `body` + digit pass: every second digit from the right of `body` is doubled."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def phone_spoken(rng: Random) -> str:
    """Ten digits in the groups 3-3-4 that people pause at, each group in one reading."""
    area, line = rng.choice(AREA_CODES), f"01{rng.randint(0, 99):02d}"
    exchange = rng.choice(("five five five", "five five five", "triple five", "five double five"))
    return f"{digits_spoken(area, rng)} {exchange} {digits_spoken(line, rng)}"


def email_spoken(first: str, last: str, rng: Random) -> str:
    local = rng.choice(
        (f"{first} dot {last}", f"{first} {last}", f"{first} dot {last} {number(rng.randint(2, 99))}", last)
    )
    return f"{local} at {rng.choice(MAIL_HOSTS)}"


def birth_spoken(rng: Random) -> str:
    day, month, year = ordinal(rng.randint(1, 28)), rng.choice(MONTHS), rng.randint(40, 99)
    spoken_year = f"nineteen {number(year)}"
    return rng.choice((f"{month} {day} {spoken_year}", f"the {day} of {month} {spoken_year}"))


def expiry_spoken(rng: Random) -> str:
    month, year = rng.randint(1, 12), rng.randint(27, 31)
    numeral = f"oh {ONES[month]}" if month < 10 else ONES[month]
    spoken_year = f"{TENS[year // 10]} {ONES[year % 10]}".removesuffix(" zero")
    return rng.choice((f"{numeral} {spoken_year}", f"{MONTHS[month - 1]} {spoken_year}"))
