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
    "c: i ordered it on the DAY and the order is DIGITS7", "a: your request is logged under ticket DIGITS6",
    "c: we pay PRICE plus PRICE for the box", "c: it went from PRICE to PRICE in COUNT months",
    "a: an engineer can be there at TIME or TIME", "c: COUNT of my channels are gone since MONTH",
    "c: the lights on the router blink COUNT times", "a: that will be PRICE including tax",
    "c: your shop told me COUNT megabits and i get COUNT", "a: the waiting time is about COUNT minutes",
    "c: the postcard says one price and the bill says PRICE", "c: i have been a customer for COUNT years",
    "a: the invoice number DIGITS6 shows PRICE", "c: i was told to dial COUNT and then wait",
    "c: the street outside was dug up on the DAY of MONTH", "a: we sent the parcel with tracking number DIGITS8",
    "c: the summer offer was PRICE for the first COUNT months", "a: please hold for COUNT minutes while i check",
    "c: the picture freezes every COUNT seconds", "c: serial number DIGITS7 is on the sticker",
    "a: can you tell me the reference on the letter|c: yes DIGITS6", "c: there are COUNT of us in the house",
    "c: i can pay PRICE today and PRICE next month", "a: the promotion ran from MONTH to MONTH",
    "c: nobody came between TIME and TIME", "c: i asked for version COUNT and got version COUNT",
    "a: the meter reading is DIGITS5", "c: they charged me twice PRICE on the DAY",
    "c: my neighbours have the same outage since TIME", "a: i will call the department and ask for you",
    "c: the door to door man said it is only PRICE", "a: there are COUNT people ahead of you in the queue",
    "c: it is the third time i call about the same thing", "c: do you have a plan with COUNT gigabytes",
    "a: your contract ends in COUNT months in MONTH", "c: the booking number is DIGITS6 for the visit",
    "c: i only watch COUNT or COUNT channels anyway", "a: error DIGITS3 means that the cable is loose",
    "c: the flyer promised COUNT free months and a gift card", "c: who is responsible for the lane being blocked",
)  # fmt: skip


def innocent_cases(rng: Random, sentences: Sequence[str], *, each: int) -> Iterator[Case]:
    for sentence in sentences:
        for _ in range(each):
            lines = [" ".join(_filled(word, rng) for word in line.split(" ")) for line in sentence.split("|")]
            yield Case(None, sentence, turns(*lines))


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
