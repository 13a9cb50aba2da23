"""Addresses as the recognisers have not been written against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redact.lexicon.wordlist import row

PLACES: Mapping[str, Sequence[str]] = {
    "HOUSE": ("thirty one", "two oh six", "eight", "nineteen b", "fourteen hundred", "66", "a hundred and four", "3"),
    "FLAT": ("flat two", "unit five", "apartment three c", "suite one ten", "flat 1/2", "the basement flat"),
    "COTTAGE": ("rose cottage", "the old creamery", "tigh na mara", "half moon farm", "the gate lodge"),
    "ROADNAME": row("wattle ballymore sauchiehall kloof pohutukawa peachtree harcourt nelson mulberry lorne cactus"),
    "ROADTYPE": row("crescent terrace road street close way place parade boulevard lane drive"),
    "CITY": row("paisley ballina geelong durban tauranga macon moncton swansea pune chattanooga sligo"),
    "TOWNLINE": (
        "paisley p a two six j h",
        "ballina county mayo f twenty six x four n three",
        "geelong victoria three two two oh",
        "macon georgia three one two oh one",
        "moncton new brunswick e one c four h z",
        "stirling FK8 1AB",
        "chattanooga tennessee 37402",
        "pune four one one oh oh four",
    ),
    "POSTCODE": (
        "p a two six j h",
        "f twenty six x four n three",
        "e one c four h z",
        "three two two oh",
        "three one two oh one",
        "s a one three q t",
        "FK8 1AB",
        "37402",
        "four one one oh oh four",
    ),
}
ADDRESS: Sequence[str] = (
    "c: i'm at {HOUSE ROADNAME ROADTYPE CITY} it's the one with the blue gate",
    "c: the skip goes outside {HOUSE ROADNAME ROADTYPE} please not next door again",
    "a: and where's it to be delivered|c: {FLAT HOUSE ROADNAME ROADTYPE TOWNLINE}",
    "a: what's your postcode there|c: {POSTCODE}",
    "a: what's the first line of your address|c: {HOUSE ROADNAME ROADTYPE}",
    "a: house number|c: {HOUSE}|a: and the street|c: {ROADNAME ROADTYPE}|a: town|c: {CITY}",
    "c: we've moved out to {COTTAGE ROADNAME TOWNLINE} there's no number on it",
    "c: my address is {p o box two oh nine TOWNLINE}",
    "c: send the engineer round to {FLAT HOUSE ROADNAME ROADTYPE} the buzzer's broken mind",
    "c: i live on {ROADNAME ROADTYPE} number {HOUSE} in {CITY}",
    "a: where do you want the gas bottles dropped|c: at mine {HOUSE ROADNAME ROADTYPE} round the back",
    "c: zip's {three one two oh one} and it's {HOUSE ROADNAME ROADTYPE} in {macon georgia}",
    "a: so i have you living at {HOUSE ROADNAME ROADTYPE CITY}",
    "a: the van's headed for {FLAT HOUSE ROADNAME ROADTYPE} is that still good",
    "a: your billing address shows {HOUSE ROADNAME ROADTYPE TOWNLINE}",
    "a: the letter went to {COTTAGE CITY} on the first",
    "c: what address was it posted to|a: {HOUSE ROADNAME ROADTYPE CITY}",
    "c: have you the right house|a: it's {HOUSE ROADNAME ROADTYPE} postcode {POSTCODE} that i'm looking at",
    "a: the meter's registered at {HOUSE ROADNAME ROADTYPE POSTCODE}",
    "a: okay moving you from {HOUSE ROADNAME ROADTYPE} to {COTTAGE CITY} as of friday",
    "a: we'd be collecting the cot from {FLAT HOUSE ROADNAME ROADTYPE in CITY} yeah",
    "c: where did the driver leave it|a: he says he left it at {HOUSE ROADNAME ROADTYPE} with a neighbour",
)
"""Templates, said by the customer in the first half and by the agent in the second."""
