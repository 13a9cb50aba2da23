"""Cases of the kinds of data that are digits: who asks, who says, and how the talk is cut into turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
ASKED: Mapping[EntityType, tuple[str, ...]] = {
    EntityType.CARD_NUMBER: ("can i have the card number please", "what is the long number on the front"),
    EntityType.SECURITY_CODE: ("and the security code on the back", "what are the three digits on the back"),
    EntityType.PIN: ("please tell me your account pin", "what is your pin number"),
    EntityType.BANK_ACCOUNT: ("what is the account number for the direct debit", "and the routing number please"),
    EntityType.NATIONAL_ID: ("can you verify your social security number", "i need your national insurance number"),
    EntityType.PHONE: ("what is the best phone number for you", "which mobile number can i call you back on"),
    EntityType.SECRET: ("read me the verification code we sent", "what is the one time code you received"),
}
TOLD: Mapping[EntityType, tuple[str, ...]] = {
    EntityType.CARD_NUMBER: ("my card number is {%s} thanks", "i want to pay with my visa it's {%s}"),
    EntityType.SECURITY_CODE: ("the security code is {%s}", "the cvv on it is {%s} okay"),
    EntityType.PIN: ("my pin is {%s}", "the pin number should be {%s} i think"),
    EntityType.BANK_ACCOUNT: ("my bank account number is {%s}", "the routing number is {%s} i believe"),
    EntityType.NATIONAL_ID: ("my social security number is {%s}", "my passport number is {%s} by the way"),
    EntityType.PHONE: ("you can call me back on {%s}", "my cell phone is {%s} anytime"),
    EntityType.SECRET: ("the verification code is {%s}", "the one time passcode you texted is {%s}"),
}
_READ_BACK = ("so that is {%s} correct", "i have {%s} is that right", "let me repeat {%s}")


def value(kind: EntityType, rng: Random) -> str:
    length = rng.choice(LENGTHS[kind])
    if kind is EntityType.CARD_NUMBER:
        body = rng.choice(("4", "51", "54", "37", "6011")) + "".join(rng.choice("0123456789") for _ in range(length))
        body = body[: length - 1]
        return body + luhn.calc_check_digit(body)
    return rng.choice("23456789") + "".join(rng.choice("0123456789") for _ in range(length - 1))


def number_cases(rng: Random, *, seen: bool) -> Iterator[Case]:
    """Every kind in every rendering, said by the customer and by the agent, in one turn and in several."""
    renderings = say.SEEN if seen else say.UNSEEN
    for kind in LENGTHS:
        for name, rendering in renderings.items():
            for layout in (_told, _asked, _read_back, _split):
                digits = value(kind, rng)
                yield Case(kind, name, turns(*layout(kind, digits, rendering, rng)), seen)


def _told(kind: EntityType, digits: str, rendering: say.Rendering, rng: Random) -> list[str]:
    return ["a: how can i help you today", "c: " + rng.choice(TOLD[kind]) % rendering(digits, rng), "a: thank you"]


def _asked(kind: EntityType, digits: str, rendering: say.Rendering, rng: Random) -> list[str]:
    opening = rng.choice(("yes it's", "sure", "okay that is", ""))
    return [f"a: {rng.choice(ASKED[kind])}", f"c: {opening} {{{rendering(digits, rng)}}}", "a: great thank you"]


def _read_back(kind: EntityType, digits: str, rendering: say.Rendering, rng: Random) -> list[str]:
    again = rng.choice(_READ_BACK) % rendering(digits, rng)
    return [*_asked(kind, digits, rendering, rng)[:2], f"a: {again}", "c: yes that is right"]


def _split(kind: EntityType, digits: str, rendering: say.Rendering, rng: Random) -> list[str]:
    """In two or more turns, the agent saying each piece again or only listening."""
    size = 4 if len(digits) >= 12 else max(2, (len(digits) + 1) // 2)
    lines = [f"a: {rng.choice(ASKED[kind])}"]
    repeats = rng.random() < 0.5
    for place, group in enumerate(say.groups(digits, size)):
        said = rendering(group, rng) if len(group) > 1 else say.singly(group, rng)
        lines.append(f"c: {'yes ' if not place else ''}{{{said}}}")
        lines.append(f"a: {{{say.singly(group, rng)}}}" if repeats else f"a: {rng.choice(('okay', 'mm hm', 'go on'))}")
    return lines
