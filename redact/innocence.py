"""What speaks for a number that nobody announced: does it answer something, or is it the number of a thing?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from redact.atoms import Kind, atom_of
from redact.beside import FILLERS, LINKERS, OPENERS
from redact.lexicon.brands import FIRMS
from redact.lexicon.things import OBJECTS, PAPERS, THINGS
from redact.lexicon.wordlist import words
from redact.spoken import Run
from redact.tokens import Call

_NAMED = OBJECTS | THINGS | PAPERS | FIRMS - {"visa", "ring", "seat"}
_NUMBERED = THINGS | PAPERS
_SHORT = 6
"""Digits of a number that any object may have; longer ones have only what a firm counts."""
_PLACING = frozenset({"on", "at", "in", "by", "from", "off", "of"})
_NAMED_WITHIN = 5
_TELLING = words("""
    is it's its are was were that's says said say reads read as be here's there's goes rang ends being been saying were
    equals last first then think believe me gave from heard hear enter entered typed type typing put entering getting
    got have putting showing shows displaying displays
    """)
"""Words directly before a value that is told."""
_PUTS = frozenset({"put", "putting", "type", "typed", "typing", "key", "keyed", "enter", "entered", "entering"})
_TOWARDS = frozenset({"to", "on", "at"})
_REACHING = words("""
    text texts texted texting call calls called ring rang message messages sms notification alert alerts link voicemail
    whatsapp reach contact ringing calling messaged deliver
    """)
"""What goes to a telephone: "it'll come up as a text to six one"."""
_REACH_WITHIN = 10
_PASSED = FILLERS - _TELLING - {"number", "numbers", "digits", "next", "and", "then", "the"}
_YEARS = re.compile(r"((19|20)\d\d)+")
_LONGEST_READING = 7
_READ_WITHIN = 16
_METERED = words("""
    meter meters reading readings gas electric electricity water night peak kilowatt units estimated submeter solar
    odometer mileage rate thermostat counter clock
    """)
_LARGEST_BYTE = 255
_BYTES = 4
_ZEROS = frozenset({"zero", "oh", "o", "nought", "0"})
_WHEELED = words("""
    car van truck truck's lorry bus bike motorbike trailer caravan camera ticket vehicle taxi scooter audi bmw bentley
    cadillac chevrolet chevy chrysler citroen corsa daewoo datsun ferrari fiat ford honda hyundai isuzu jaguar jeep kia
    lamborghini lexus maserati mazda mercedes mitsubishi nissan peugeot porsche renault rover skoda seat subaru suzuki
    tesla toyota vauxhall volkswagen volvo parked parking plate registered
    """)
"""What has a plate, so that letters and digits beside it are one."""
_ARTICLES = frozenset({"a", "an", "the", "these", "those"})


def is_told(call: Call, run: Run) -> bool:
    """True for a number that begins or fills its turn, or stands behind a word that tells a value: "and it's four"."""
    before = [call.text(position) for position in call.behind(run.first, _NAMED_WITHIN, same_line=True)]
    telling = next((text for text in before if text not in _PASSED), "")
    if telling in _TOWARDS:
        return is_called(call, run)
    if telling == "in":
        return not _PUTS.isdisjoint(before)
    return not telling or telling in _TELLING or all(text in OPENERS for text in before)


def is_called(call: Call, run: Run) -> bool:
    """True for what a message or a call goes to: "we'll text the link to oh seven"."""
    before = [call.text(position) for position in call.behind(run.first, _REACH_WITHIN, same_line=True)]
    return bool(before) and before[0] in _TOWARDS and not _REACHING.isdisjoint(before)


def is_explained(call: Call, run: Run) -> bool:
    """True where the words around a number say what it is."""
    return (
        is_of_thing(call, run.positions, digits=run.length)
        or _is_of_machine(call, run)
        or _is_years(run)
        or _is_reading(call, run)
    )


def is_of_thing(call: Call, positions: Sequence[int], *, digits: int = 0) -> bool:
    """True for the number of a thing named right before it or behind it: "lamp number two two six"."""
    first, last = positions[0], positions[-1]
    short = digits <= _SHORT
    named = _NAMED if short else _NUMBERED
    after = call.ahead(last, 1, same_line=True)
    if after and not call.tokens[last].ends_clause and _is_one_of(call.text(after[0]), named):
        return True
    behind = call.behind(first, _FAR_NAMED, same_line=True)
    place = passed = 0
    while place < len(behind) and passed < _NAMED_WITHIN:
        text = call.text(behind[place]).removesuffix("'s")
        if _is_one_of(text, named):
            return short or not _is_place(call, behind[place])
        ahead = [call.text(position) for position in behind[place + 1 : place + 3]]
        if len(ahead) > 1 and ahead[0] in _DETERMINERS and ahead[1] in _PLACING:  # "the reference on the email is"
            place += len(ahead)
        elif text not in LINKERS:
            return False
        place, passed = place + 1, passed + 1
    return False


_FAR_NAMED = 10
_DETERMINERS = frozenset({"the", "a", "my", "your", "our", "this", "that", "its"})


def _is_one_of(text: str, named: frozenset[str]) -> bool:
    return text in named or text.removesuffix("s") in named


def _is_place(call: Call, position: int) -> bool:
    """As in "the number coming up on my screen is"."""
    return any(call.text(before) in _PLACING for before in call.behind(position, 2, same_line=True))


def _is_years(run: Run) -> bool:
    """True for years, one or several: "two thousand and eight and two thousand and five"."""
    return bool(_YEARS.fullmatch(run.digits)) and run.spelled < run.length


def _is_reading(call: Call, run: Run) -> bool:
    """True for what a meter shows, told where the talk is of one: "the gas is reading one one nine seven one"."""
    if max(map(len, run.parts)) > _LONGEST_READING:
        return False
    around = (*range(max(0, run.first - _READ_WITHIN), run.first), *call.ahead(run.last, _NAMED_WITHIN, same_line=True))
    return not _METERED.isdisjoint(call.text(position) for position in around)


def _is_of_machine(call: Call, run: Run) -> bool:
    """True for an address in a network, "one nine two dot one six eight dot one dot one", and "zero x eight zero"."""
    dots = sum(call.text(position) == "dot" for position in range(run.first, run.last))
    if dots == len(run.parts) - 1 == _BYTES - 1 and all(int(part or 0) <= _LARGEST_BYTE for part in run.parts):
        return True
    following = call.text(next(iter(call.ahead(run.first, 1, same_line=True)), -1))
    before = [call.text(position) for position in call.behind(run.first, 2, same_line=True)]
    return (call.text(run.first) in _ZEROS and following == "x") or (before[:1] == ["x"] and before[1:2] == ["zero"])


def is_model(call: Call, positions: Sequence[int]) -> bool:
    """True for letters and digits that name a kind of thing: "a dell x p s fifteen", "the w h one thousand"."""
    first = positions[0]
    for position in call.behind(first, _NAMED_WITHIN, same_line=True):
        atom = atom_of(call.tokens[position])
        if atom is None or call.text(position) in _ARTICLES or not (atom.is_number or atom.kind is Kind.LETTER):
            break
        first = position
    before = [call.text(position) for position in call.behind(first, _NAMED_WITHIN, same_line=True)]
    if before[:1] and before[0] in _ARTICLES:
        return True
    return _WHEELED.isdisjoint(before) and is_of_thing(call, (first, positions[-1]))
