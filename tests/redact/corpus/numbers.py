"""Cases of the kinds of data that are digits: who asks, who says, and how the talk is cut into turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from stdnum import luhn

from redact.entities import EntityType
from tests.redact.corpus import digits as say
from tests.redact.corpus.cases import Case, turns

LENGTHS: Mapping[EntityType, Sequence[int]] = {
    EntityType.CARD_NUMBER: (16, 16, 15),
    EntityType.SECURITY_CODE: (3, 3, 4),
    EntityType.PIN: (4, 6),
    EntityType.BANK_ACCOUNT: (8, 10, 9),
    EntityType.NATIONAL_ID: (9,),
    EntityType.PHONE: (10, 11),
    EntityType.SECRET: (6, 5),
}
_ASKED: Mapping[EntityType, tuple[str, ...]] = {
    EntityType.CARD_NUMBER: (
        "can i have the card number please", "what is the long number on the front",
        "which card would you like to use", "go ahead with the sixteen digits",
    ),
    EntityType.SECURITY_CODE: (
        "and the security code on the back", "what are the three digits on the back",
        "can you turn the card over and read me the code", "and the c v v",
    ),
    EntityType.PIN: (
        "please tell me your account pin", "what is your pin number", "i just need your four digit pin to verify you",
        "do you have your telephone banking pin",
    ),
    EntityType.BANK_ACCOUNT: (
        "what is the account number for the direct debit", "and the routing number please",
        "which bank account should we refund", "can i take your sort code and account number",
    ),
    EntityType.NATIONAL_ID: (
        "can you verify your social security number", "i need your national insurance number",
        "what is your driver's license number", "do you have your tax id at hand",
    ),
    EntityType.PHONE: (
        "what is the best phone number for you", "which mobile number can i call you back on",
        "what number should the technician ring", "is there another number we can reach you on",
    ),
    EntityType.SECRET: (
        "read me the verification code we sent", "what is the one time code you received",
        "i have just texted you a six digit code what is it", "can you give me the passcode from the message",
    ),
}  # fmt: skip
_TOLD: Mapping[EntityType, tuple[str, ...]] = {
    EntityType.CARD_NUMBER: (
        "my card number is {%s} thanks", "i want to pay with my visa it's {%s}",
        "can you charge it to my mastercard {%s}", "the card is {%s} did you get that",
    ),
    EntityType.SECURITY_CODE: (
        "the security code is {%s}", "the cvv on it is {%s} okay", "on the back it says {%s}",
        "the last three digits on the back are {%s}",
    ),
    EntityType.PIN: (
        "my pin is {%s}", "the pin number should be {%s} i think", "i changed my pin to {%s}",
        "my four digit pin is {%s} if you need it",
    ),
    EntityType.BANK_ACCOUNT: (
        "my bank account number is {%s}", "the routing number is {%s} i believe",
        "please refund it to my checking account {%s}", "the sort code is {%s} thanks",
    ),
    EntityType.NATIONAL_ID: (
        "my social security number is {%s}", "my passport number is {%s} by the way",
        "my social is {%s}", "the tax id for the business is {%s}",
    ),
    EntityType.PHONE: (
        "you can call me back on {%s}", "my cell phone is {%s} anytime", "i'm calling from {%s}",
        "text me at {%s} when he is here",
    ),
    EntityType.SECRET: (
        "the verification code is {%s}", "the one time passcode you texted is {%s}", "i got a text with the code {%s}",
        "it sent me {%s} as the security code by text",
    ),
}  # fmt: skip
_HELD: Mapping[EntityType, tuple[str, ...]] = {
    EntityType.CARD_NUMBER: (
        "i have the card {%s} on file", "the card number we hold is {%s} is that still right",
        "we will charge the visa card {%s}",
    ),
    EntityType.SECURITY_CODE: (
        "so the security code is {%s} thank you", "and {%s} is the security code", "the three digits are {%s} right",
    ),
    EntityType.PIN: (
        "i will set your pin to {%s}", "your new pin is {%s} please keep it", "the pin i have here is {%s}",
    ),
    EntityType.BANK_ACCOUNT: (
        "we take it from account number {%s}", "the direct debit account is {%s}",
        "the refund goes to the bank account {%s}",
    ),
    EntityType.NATIONAL_ID: (
        "i see the social security number {%s}", "your national insurance number is {%s} correct",
        "the driver's license on file is {%s}",
    ),
    EntityType.PHONE: (
        "i will call you on {%s}", "the phone number i have is {%s}", "we have your mobile as {%s}",
    ),
    EntityType.SECRET: (
        "your one time code is {%s}", "the verification code i sent is {%s}", "your temporary password is {%s}",
    ),
}  # fmt: skip
_READ_BACK = (
    "so that is {%s} correct",
    "i have {%s} is that right",
    "let me repeat {%s}",
    "{%s} perfect",
    "okay got it {%s}",
)


@dataclass(frozen=True, slots=True)
class Ways:
    """How numbers are said, asked for, told, and named by the agent who has them on the screen."""

    renderings: Mapping[str, say.Rendering]
    asked: Mapping[EntityType, tuple[str, ...]]
    told: Mapping[EntityType, tuple[str, ...]]
    held: Mapping[EntityType, tuple[str, ...]]
    read_back: tuple[str, ...]


SEEN = Ways(say.SEEN, _ASKED, _TOLD, _HELD, _READ_BACK)


def value(kind: EntityType, rng: Random) -> str:
    length = rng.choice(LENGTHS[kind])
    if kind is EntityType.CARD_NUMBER:
        body = rng.choice(("4", "51", "54", "37", "6011")) + "".join(rng.choice("0123456789") for _ in range(length))
        body = body[: length - 1]
        return body + luhn.calc_check_digit(body)
    return rng.choice("23456789") + "".join(rng.choice("0123456789") for _ in range(length - 1))


def number_cases(rng: Random, ways: Ways) -> Iterator[Case]:
    """Every kind in every rendering, said by the customer and by the agent, in one turn and in several."""
    for kind in LENGTHS:
        for name, rendering in ways.renderings.items():
            for layout in (_told, _held, _asked, _read_back, _split):
                yield Case(kind, name, turns(*layout(kind, value(kind, rng), ways, rendering, rng)))


def _told(kind: EntityType, digits: str, ways: Ways, rendering: say.Rendering, rng: Random) -> list[str]:
    told = rng.choice(ways.told[kind]) % rendering(digits, rng)
    return ["a: how can i help you today", f"c: {told}", "a: thank you"]


def _held(kind: EntityType, digits: str, ways: Ways, rendering: say.Rendering, rng: Random) -> list[str]:
    held = rng.choice(ways.held[kind]) % rendering(digits, rng)
    return ["c: hello there", f"a: {held}", "c: okay"]


def _asked(kind: EntityType, digits: str, ways: Ways, rendering: say.Rendering, rng: Random) -> list[str]:
    opening = rng.choice(("yes it's", "sure", "okay that is", ""))
    return [f"a: {rng.choice(ways.asked[kind])}", f"c: {opening} {{{rendering(digits, rng)}}}", "a: great thank you"]


def _read_back(kind: EntityType, digits: str, ways: Ways, rendering: say.Rendering, rng: Random) -> list[str]:
    again = rng.choice(ways.read_back) % rendering(digits, rng)
    return [*_asked(kind, digits, ways, rendering, rng)[:2], f"a: {again}", "c: yes that is right"]


def _split(kind: EntityType, digits: str, ways: Ways, rendering: say.Rendering, rng: Random) -> list[str]:
    """In two or more turns, the agent saying each piece again or only listening."""
    size = 4 if len(digits) >= 12 else max(2, (len(digits) + 1) // 2)
    lines = [f"a: {rng.choice(ways.asked[kind])}"]
    repeats = rng.random() < 0.5
    for place, group in enumerate(say.groups(digits, size)):
        said = rendering(group, rng) if len(group) > 1 else say.singly(group, rng)
        lines.append(f"c: {'yes ' if not place else ''}{{{said}}}")
        lines.append(f"a: {{{say.singly(group, rng)}}}" if repeats else f"a: {rng.choice(('okay', 'mm hm', 'go on'))}")
    return lines
