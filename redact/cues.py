"""Words that announce what the next number, name or address is: "my card number", "your order number"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from redact.atoms import atom_of
from redact.distance import close
from redact.entities import EntityType
from redact.lexicon.everyday import COMMON
from redact.lexicon.wordlist import words
from redact.tokens import Call

_CUES: dict[EntityType | None, str] = {
    EntityType.CARD_NUMBER: """
        number of the card|number of your card|number of my card
        card number|card numbers|card no|credit card number|debit card number|long number|long card number
        sixteen digit|sixteen digits|16 digit|16 digits|fifteen digit|fifteen digits|number on the card
        number on the front|number on your card|number on my card|numbers on the card|number across the front
        digits on the card|digits on the front|digits of your card|digits of the card|digits of my card
        card ending in|card ending|card that ends in|card ends in|card details|card information
        my visa|my mastercard|my amex|a visa|visa number|mastercard number|visa ending|mastercard ending
        visa card|amex number|card is|credit card|debit card|bank card|payment card|your visa|the visa
        pan number|numbers on the front|use my card|use the card|card to use|pay by card|pay with a card
        pay with my card|card you'd like|card you would like
    """,
    EntityType.SECURITY_CODE: """
        security code|security number|cvv|cvc|cv v|c v v|c v c|c v two|cvv two|cvc two|cvv2|cvc2|security digits
        verification value|three digits on the back|three digit code|three digits|3 digits on the back|3 digit code
        number on the back|code on the back|digits on the back|numbers on the back|code on the reverse
        number on the reverse|four digits on the front|back of the card|back of your card|card security
        three numbers on the back|back of my card|other side of the card|the code is|code is|the code
        three on the back|four on the front|digits on the|the security|security is|your security|my security
    """,
    EntityType.CARD_EXPIRY: """
        expiry|expiration|expiry date|expiration date|exp date|valid until|valid through|valid thru|good through
        good until|when does it expire|when does the card expire|card expires|valid to|good thru|date on the card
    """,
    EntityType.PIN: """
        pin|pin number|pin code|p i n|pin is|your pin|my pin|personal identification number|access pin|account pin
        passcode|pass code|four digit pin
    """,
    EntityType.BANK_ACCOUNT: """
        account number|account no|bank account|routing number|routing|sort code|checking account|savings account
        bank details|direct debit account|a b a number|aba number|transit number|number of my account
        account ending in|account ending|bsb
    """,
    EntityType.IBAN: "iban|i b a n|international bank account",
    EntityType.NATIONAL_ID: """
        social security|social security number|social|ssn|s s n|social number|national insurance|insurance number
        national insurance number|national id|identity number|id number|i d number|identification number
        tax id|taxpayer|tax number|passport number|passport|driver's license|drivers license|driver license
        driving licence|driver's licence|driving license|license number|licence number|medicare number
        nhs number|national identity|identity card|last four of your social|ni number|n i number
    """,
    EntityType.PHONE: """
        phone number|telephone number|mobile number|cell number|contact number|callback number|call back number
        cell phone|mobile phone|my cell|my mobile|your mobile|your cell|reach me|reach you|call me|call me back
        call you back|call you|text me|text you|ring me|ring you|best number|good number|telephone|number to reach
        number to call|home phone|work phone|landline|phone is|mobile is|cell is|number you're calling from
        number i'm calling from|my number|your number|phone|daytime number|evening number|fax number|fax
        get hold of me|get a hold of me|calling from the number|call this number|contact me|contact you|phone me
        reached at|number is|another number|mobile|number for me|dial
    """,
    EntityType.EMAIL: """
        email|email address|e mail|e mail address|mail address|gmail|hotmail|yahoo|outlook|send it to
        emailed to|email it to|email me|email is|mail is
    """,
    EntityType.ADDRESS: """
        address|my address|home address|street address|mailing address|billing address|shipping address
        delivery address|service address|postal address|address is|live at|living at|i live|house number
        moved to|moving to|ship it to|ship to|deliver to|deliver it to|delivered to|zip code|zip|postcode|post code
        postal code|where you live|we live|reside at|residence is|located at|property at|staying at|service at
        send it over to|where do you live|come to|come out to|address on file
    """,
    EntityType.DATE_OF_BIRTH: """
        date of birth|birth date|birthdate|birthday|born|born on|born in|dob|d o b|day of birth|year of birth
        birth|my birth
    """,
    EntityType.LICENCE_PLATE: """
        licence plate|license plate|number plate|plate number|registration|registration number|reg number|plate is
        registration plate|vehicle registration|car registration|my plate|your plate|plates|tag number|license tag
    """,
    EntityType.SECRET: """
        password|pass word|passphrase|pass phrase|one time code|one time password|one time passcode|otp|o t p
        verification|verification code|authentication code|access code
        memorable word|memorable phrase|security word|secret word
        secret answer|security answer|maiden name|security question|login code|sign in code|code we texted
        code i texted|code we sent|code i sent|code you received|code i received|code i got|code in the text
        texted you a code|sent you a code|six digit code|unlock code|puk|activation password|code word|codeword
        confirmation code we sent|wifi key|network key|security phrase|texted me a code|code by text|four digit code
        pet's name|secret phrase|temporary password
    """,
    None: """
        order number|order|order is|reference number|reference|ticket number|ticket|case number|case is|case
        confirmation number|tracking number|tracking|invoice number|invoice|model number|model|serial number|serial
        part number|offer code|offer|promo code|promotion code|promotional code|discount code|coupon code|coupon
        voucher code|voucher|code on the flyer|code on the letter|code on the mailer|code on the postcard|error code
        version|extension|item number|product number|product code|catalogue number|catalog number|work order
        job number|booking number|booking|claim number|incident number|incident|outage number|flight|campaign code
        mailer code|engineer number|meter reading|reading is|complaint number|complaint reference|batch number
        store number|error code|error|locator|request number|reservation number|reservation|shipment|lot number
        confirmation code|campaign number|code from the flyer|code from the letter|code from the postcard
        code from the mailer
        reference is|ticket is|number of the order|number of my order|number for the order|order's
        price|costs|cost|charged|charge|total|bill|bill is|balance|amount|fee|paid|paying|pay|speed|score|appointment
        quantity
    """,
}  # fmt: skip

_NEARBY = words("price costs cost charged charge total bill is balance amount fee paid paying pay speed score quantity")
_NEARBY_REACH = 6
_INNOCENT_REACH = 30
_REACH = 40
_ASIDE_WORDS = 14
STRONG = frozenset(
    {
        EntityType.CARD_NUMBER,
        EntityType.SECURITY_CODE,
        EntityType.PIN,
        EntityType.BANK_ACCOUNT,
        EntityType.NATIONAL_ID,
        EntityType.PHONE,
        EntityType.SECRET,
    }
)
"""Types whose values are digits: words touching a cut that may be misheard digits go with it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """`type` None says "what follows is an innocent number"; `words` is how many words the cue has."""

    type: EntityType | None
    first: int
    last: int
    reach: int
    continued: bool = False
    """True for a cut value that announces its own rest or repetition."""
    aside: bool = False
    """True for an innocent cue said in one turn after another cue: "your card number for this order"."""

    @property
    def is_nearby(self) -> bool:
        """True for prices and the like, which concern only the next few words."""
        return self.type is None and self.reach == _NEARBY_REACH


def questions(cues: Sequence[Cue]) -> list[int]:
    """Positions of cues that end the number before them when the other side says them."""
    return sorted(cue.first for cue in cues if not cue.is_nearby)


def cues(call: Call) -> list[Cue]:
    """The longest cue at each place of each speaker's stream, in the order they end."""
    found = [
        cue
        for stream in call.streams.values()
        for cue in _stream_cues(call, stream)
        if not _is_bare_code(call, cue) and not (cue.type is EntityType.CARD_EXPIRY and is_of_an_offer(call, cue.first))
    ]
    return _with_asides(call, sorted(found, key=lambda cue: (cue.last, -cue.first)))


_BARE_CODE = frozenset({("the", "code", "is"), ("code", "is"), ("the", "code")})
_NUMBER_WORDS = 8
_NUMBERS_WITHIN = 60


def _is_bare_code(call: Call, cue: Cue) -> bool:
    """As a rule "the code" is a card's code only soon after a long number by the same speaker."""
    behind = call.behind(cue.first, _NUMBERS_WITHIN)
    said = [cue.first, *call.ahead(cue.first, cue.last - cue.first)]
    if tuple(_sounding(call.text(position)) for position in said if position <= cue.last) not in _BARE_CODE:
        return False
    numbers = [
        position for position in behind if (atom := atom_of(call.tokens[position])) is not None and atom.is_number
    ]
    return len(numbers) < _NUMBER_WORDS


_OFFERS = words("offer offers price promotion promo coupon voucher deal discount contract plan sale special code")
_OFFER_WITHIN = 8


def is_of_an_offer(call: Call, position: int) -> bool:
    """As in "the offer is valid until june thirty": a date that is no card's expiry."""
    before = [call.text(one) for one in call.behind(position, _OFFER_WITHIN, same_line=True)]
    nearest = next((word for word in before if word in _OFFERS or word == "card"), "card")
    return nearest != "card"


def nearest_first(call: Call, cues: Sequence[Cue], position: int) -> Iterator[Cue]:
    """The cues that may announce what stands at a position. An aside counts only within its own turn."""
    line = call.tokens[position].line
    for cue in reversed(cues):
        if cue.last >= position or position - cue.last > cue.reach:
            continue
        if not cue.aside or call.tokens[cue.last].line == line:
            yield cue


def expecting(cues: Sequence[Cue]) -> list[range]:
    """Ranges of positions where a value of digits is expected: from its cue to the next one."""
    starts = [cue.first for cue in cues]
    return [
        range(
            cue.last + 1,
            min(cue.last + cue.reach, starts[index + 1] if index + 1 < len(starts) else cue.last + cue.reach),
        )
        for index, cue in enumerate(cues)
        if cue.type in STRONG
    ]


def _with_asides(call: Call, found: list[Cue]) -> list[Cue]:
    """Innocent cues are asides where the same turn asked for something personal before."""
    asked: dict[int, int] = {}
    marked = []
    for cue in found:
        line = call.tokens[cue.first].line
        if cue.type is not None:
            asked[line] = cue.last
        aside = cue.type is None and cue.first - asked.get(line, -_ASIDE_WORDS) < _ASIDE_WORDS

        marked.append(replace(cue, aside=aside))
    return marked


def _stream_cues(call: Call, stream: tuple[int, ...]) -> Iterator[Cue]:
    words = [_heard(call.tokens[position].text) for position in stream]
    place = 0
    while place < len(stream):
        match = _match(words, place)
        if match is None:
            place += 1
            continue
        kind, length = match
        phrase = words[place : place + length]
        yield Cue(kind, stream[place], stream[place + length - 1], _reach(kind, phrase))
        place += length


def _reach(kind: EntityType | None, phrase: list[str]) -> int:
    """How many tokens further on a number still belongs to the cue."""
    if kind is not None:
        return _REACH
    return _NEARBY_REACH if all(word in _NEARBY for word in phrase) else _INNOCENT_REACH


def _match(words: list[str], place: int) -> tuple[EntityType | None, int] | None:
    first, likely = words[place], _sounding(words[place])
    for phrase, kind in (*_phrases().get(first, ()), *(_phrases().get(likely, ()) if likely != first else ())):
        said = tuple(words[place : place + len(phrase)])
        if said == phrase or (len(phrase) > 1 and tuple(map(_sounding, said)) == phrase):
            return kind, len(phrase)
    return None


_SOUNDS_LIKE = {
    "cold": "code", "coat": "code", "coal": "code", "car": "card", "cart": "card", "cards": "card", "foam": "phone",
    "fone": "phone", "lumber": "number", "numbers": "number", "member": "number", "pen": "pin", "bin": "pin",
    "borne": "born", "securities": "security", "a": "the", "as": "is", "by": "my",
}  # fmt: skip
"""What recognisers write for words of cues; believed only inside a phrase of several words."""


def _sounding(word: str) -> str:
    return _SOUNDS_LIKE.get(word, word)


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], EntityType | None], ...]]:
    """Cue phrases by their first word, long ones first."""
    rows: dict[str, list[tuple[tuple[str, ...], EntityType | None]]] = {}
    for kind, block in _CUES.items():
        for line in block.strip().splitlines():
            for phrase in line.strip().split("|"):
                words = tuple(phrase.split())
                rows.setdefault(words[0], []).append((words, kind))
    return {first: tuple(sorted(found, key=lambda row: -len(row[0]))) for first, found in rows.items()}


@cache
def cue_words() -> frozenset[str]:
    """Every word of every cue."""
    return frozenset(word for row in _phrases().values() for phrase, _ in row for word in phrase)


_MISHEARD_LENGTH = 6


@lru_cache(maxsize=8192)
def _heard(word: str) -> str:
    """The cue word a misheard word probably was: "scurity" is "security". Known words stay themselves."""
    word = word.removesuffix("'s") if word not in cue_words() else word
    if word in cue_words() or word in COMMON or len(word) < _MISHEARD_LENGTH or not word.isalpha():
        return word
    near = [known for known in cue_words() if len(known) >= _MISHEARD_LENGTH and close(word, known)]
    return min(near) if near else word
