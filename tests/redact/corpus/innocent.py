"""Sentences with numbers, names of months and streets of talk in which nothing is personal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from tests.redact.corpus import digits as say
from tests.redact.corpus.cases import Case, turns

SEEN = (
    "c: my order number is DIGITS6", "a: your reference number is DIGITS7", "c: the ticket number was DIGITS5",
    "c: i was charged PRICE for the router", "c: the flyer said PRICE a month for COUNT months",
    "a: the technician will come between TIME and TIME", "c: i have called COUNT times since MONTH",
    "a: it takes COUNT to COUNT business days", "c: the price went up from PRICE to PRICE",
    "a: your confirmation number is DIGITS6 and the total is PRICE", "c: i pay PRICE for COUNT channels",
    "c: the internet has been down since TIME this morning", "a: please press COUNT for sales",
    "c: the speed is only COUNT megabits", "a: the offer ends on the DAY of MONTH",
    "c: i got COUNT letters in COUNT weeks", "c: the code on the flyer is spring twenty five",
    "a: thank you for calling how can i help you today", "c: the agent told me it would be free for COUNT months",
    "a: i am sorry about that let me have a look", "c: this is about my bill not about my phone",
    "c: i want to know why it costs PRICE now", "a: you will get a credit of PRICE on the next bill",
    "c: my model number is DIGITS5", "a: may i have your order number|c: sure it is DIGITS6",
    "c: it was working fine until the DAY", "a: i can offer you PRICE for the first COUNT months",
    "c: i waited COUNT minutes on hold", "c: they said i would save PRICE a year",
    "a: the case number is DIGITS6 please keep it", "c: the mailer was addressed to the whole street",
    "c: i live in a big house with COUNT people", "c: can you send me a new card reader for the box",
    "a: is there anything else i can do for you", "c: i tried COUNT times and the screen says error DIGITS3",
    "c: the salesman promised COUNT gigabits for PRICE", "a: please restart the router and wait COUNT minutes",
    "c: the road works cut the cable down the street", "c: i do not have my card with me right now",
    "c: your security is terrible i was on hold for COUNT minutes",
)  # fmt: skip


def innocent_cases(rng: Random, sentences: Sequence[str], *, seen: bool, each: int = 3) -> Iterator[Case]:
    for sentence in sentences:
        for _ in range(each):
            lines = [" ".join(_filled(word, rng) for word in line.split(" ")) for line in sentence.split("|")]
            yield Case(None, sentence, turns(*lines), seen)


def _filled(word: str, rng: Random) -> str:
    if word.startswith("DIGITS"):
        digits = "".join(rng.choice("123456789") for _ in range(int(word[6:])))
        return rng.choice((say.singly, say.multiplied, say.paired, say.written("")))(digits, rng)
    if word == "PRICE":
        dollars = rng.choice((15, 20, 29, 35, 40, 49, 55, 80, 99))
        if rng.random() < 0.3:
            return f"${dollars}.99"
        return f"{say.pair(str(dollars))} dollars" + rng.choice(("", "", " and ninety nine cents"))
    if word == "COUNT":
        return rng.choice((*say.ONES[2:], *say.TEENS[:3], "twenty", "30"))
    if word == "TIME":
        return rng.choice(("eight am", "ten thirty am", "9:30", "two o'clock", "four pm"))
    if word == "MONTH":
        return rng.choice(("january", "march", "may", "august", "december"))
    return rng.choice(("third", "fifteenth", "twenty first")) if word == "DAY" else word
