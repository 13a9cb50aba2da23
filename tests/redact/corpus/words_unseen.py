"""The other half of the word cases: written after the recognisers.

Its first run is the honest one; what it showed has been mended since, so a new report wants a new half.
"""

from __future__ import annotations

from redact.entities import EntityType
from tests.redact.corpus.words import Ways

UNSEEN: Ways = {
    EntityType.NAME: (
        "c: yeah hi {FIRST LAST} here i need some help", "a: whose name is on the bill|c: that would be {FIRST LAST}",
        "a: and you are|c: {FIRST LAST}", "c: put it under my wife's name {FIRST LAST}",
        "a: okay mrs {LAST} let me check that", "c: it's {FIRST} again we talked yesterday",
        "a: could you spell your surname|c: {q u a r l e s}", "c: the name's {LAST} {FIRST LAST}",
        "a: thanks for holding {FIRST}", "c: please ask {FIRST} in billing to call me",
        "a: my colleague {FIRST LAST} will take over", "c: the contract is in the name of {FIRST ODD}",
    ),
    EntityType.EMAIL: (
        "c: just write to {FIRST dot LAST at HOST} that's fine", "a: where do i send the receipt|c: {LAST at HOST}",
        "c: it goes {FIRST LAST all one word at HOST}", "c: my mail is {FIRST the number N at HOST}",
        "a: i have you down as {FIRST dot LAST at HOST} still right|c: yes",
        "c: {FIRST dot LAST at HOST} is my email", "a: email please|c: sure {f as in foxtrot LAST at HOST}",
        "c: use the work one {info at LAST dot com}", "c: contact me by e mail {FIRST hyphen LAST at HOST}",
        "a: an email address would be great|c: okay {FIRST}|a: yes|c: {at HOST}",
    ),
    EntityType.ADDRESS: (
        "c: you can find us at {NUM STREET TYPE TOWN STATE}",
        "a: which address is this for|c: {NUM STREET TYPE TOWN}",
        "c: we moved from {NUM STREET TYPE} last month", "c: send a technician to {NUM STREET TYPE unit four}",
        "a: i have {NUM STREET TYPE TOWN} on file|c: correct", "c: the parcel went to {NUM STREET TYPE TOWN} instead",
        "a: what's the postcode|c: {s w one a two a a}", "c: number {NUM STREET TYPE} the one with the red door",
        "c: it is for my flat {NUM STREET TYPE apartment nine}", "c: home is {NUM West STREET TYPE, TOWN}",
    ),
    EntityType.DATE_OF_BIRTH: (
        "c: my birth date's {MONTH the DAY YEAR}", "a: for verification when were you born|c: {DAY of MONTH YEAR}",
        "c: born {DAY MONTH YEAR} in texas", "a: and your birthday|c: {MONTH DAY}",
        "a: date of birth for the account holder|c: {seven four sixty eight}",
        "c: i turned sixty i'm from {YEAR born in YEAR}",
        "a: i show a date of birth of {MONTH DAY YEAR}|c: yes", "c: {MONTH DAY YEAR} is my date of birth",
        "a: your d o b please|c: {01-22-1979}", "a: year of birth|c: {YEAR}",
    ),
    EntityType.CARD_EXPIRY: (
        "c: it expires {oh three twenty nine} i think", "a: month and year on the card|c: {MONTH twenty seven}",
        "c: the card runs out {MONTH twenty twenty eight}", "a: and its expiry|c: {twelve twenty six}",
        "c: expiring {oh two slash twenty eight}", "a: how long is the card valid|c: until {MONTH twenty nine}",
        "c: good thru {eleven thirty}", "a: expiry as shown on the front|c: {zero seven two nine}",
        "c: exp is {ten twenty eight}", "a: what's the expiration month and year|c: {4/2028}",
    ),
    EntityType.IBAN: (
        "c: the account is i ban {d e four four five oh oh one oh five one seven}",
        "c: iban number {FR76 3000 6000 0112 3456}",
        "a: can i take the iban|c: it starts {g b eight two w e s t one two three four}",
        "c: here's my iban {n o nine three eight six oh one one one}",
        "c: iban is {capital a t six one one nine oh four three}",
        "a: so your iban is {c h nine three oh oh seven six} and so on|c: yes",
        "c: from iban {ES91 2100 0418 4502 0005 1332}", "c: my iban is {p l six one one oh nine oh one oh one four}",
        "a: iban for the refund|c: {s e four five five oh oh oh}",
        "c: i b a n {d k five oh oh oh four oh oh four four oh}",
    ),
    EntityType.LICENCE_PLATE: (
        "c: my car's plate is {seven x y z three two one}",
        "a: vehicle registration please|c: {l d five seven h j k}",
        "c: it's parked there the plate reads {NATO NATO NATO nine eight}", "c: tag number {four a c b two two}",
        "a: what's on the number plate|c: {w as in whiskey p six six q r s}", "c: reg number is {YK19 BFA}",
        "c: the van has licence plate {h g one one two z}", "a: plate number again|c: {eight double t five five one}",
        "c: registration {m r sixty two o l d}", "a: i noted plate {p p three four k l}|c: yes",
    ),
    EntityType.SECRET: (
        "c: the old password was {SECRET}", "a: and the password on file|c: {SECRET}", "c: my code word is {SECRET}",
        "a: your secret answer please|c: it should be {SECRET}", "c: i set my password to {SECRET} yesterday",
        "a: what was your mother's maiden name|c: {ODD}", "c: try {SECRET} as the password",
        "a: what is the answer to your security question|c: {SECRET}", "c: login password {SECRET}",
        "a: please confirm the memorable word|c: yes it's {SECRET}",
    ),
}  # fmt: skip
