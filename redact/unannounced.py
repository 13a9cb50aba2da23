"""Numbers that nobody announced: whether they are cut, by length, by how they are said and by what stands around."""

from __future__ import annotations

import re
from collections.abc import Sequence

import phonenumbers
from stdnum import luhn
from stdnum.us import ssn
from text_to_num import text2num

from redact.atoms import SCALES
from redact.beside import OPENERS, counts
from redact.entities import EntityType
from redact.innocence import is_explained, is_told
from redact.lexicon.things import SHORT_NUMBERS
from redact.lexicon.wordlist import words
from redact.spoken import Run
from redact.tokens import Call

UNASKED_DIGITS = 7
"""A run this long is cut unless an innocent cue stands before it."""
CODE_DIGITS = 4
LONGEST_NAMED = 6
_LEAST_NAMED = 2


def bare(call: Call, run: Run) -> EntityType | None:
    """A turn that is nothing but digits answers a question, even one whose words were misheard."""
    line = call.tokens[run.first].line
    said_whole = run.spelled < _SHORTEST_ANSWER and (
        len(run.positions) < _SHORTEST_ANSWER or _ROUND.fullmatch(run.digits)
    )
    if run.length < _SHORTEST_ANSWER or said_whole or line == 0:
        return None
    others = [
        position
        for position in (*call.behind(run.first, _ANSWER_WORDS), *call.ahead(run.last, _ANSWER_WORDS))
        if call.tokens[position].line == line
    ]
    if len(others) > _ANSWER_EXTRAS or any(call.text(position) not in OPENERS for position in others):
        return None
    return _BY_LENGTH.get(run.length, EntityType.SECRET)


_SHORTEST_ANSWER = 3
_ANSWER_WORDS = 8
_ANSWER_EXTRAS = 5
_BY_LENGTH = {3: EntityType.SECURITY_CODE, 4: EntityType.PIN}


def in_secret_talk(call: Call, run: Run) -> EntityType | None:
    """A number that counts nothing, near a word of cards and codes whose question was misheard: "the c v is six oh"."""
    scaled = any(call.text(position) in SCALES for position in run.positions) and run.length > CODE_DIGITS
    if scaled or _is_round(run) or counts(call, run.last) or run.length < _LEAST_NAMED:
        return None
    around = (*range(max(0, run.first - _TALK_BEFORE), run.first), *call.ahead(run.last, _TALK_BEFORE, same_line=True))
    if not any(call.text(position) in _SECRET_TALK for position in around):
        return None
    if is_explained(call, run) or not (is_told(call, run) or run.spelled == run.length >= _UNASKED_SPELLED):
        return None
    return _BY_LENGTH.get(run.length, EntityType.SECRET)


_TALK_BEFORE = 12
_SECRET_TALK = words("""
    card cvv cvc v security pin password passcode expiry expiration expires account social bank routing verification
    memorable login digits visa mastercard amex debit credit sort iban licence license passport fob
    """)


_ASCENDING = "012345678910"
_DESCENDING = "109876543210"


_RANGES = frozenset({"to", "till", "for"})


_TEXTED_TO = 6


_UNASKED_SPELLED = 3
_UNASKED_WRITTEN = 4
_UNASKED_PAIRED = 5
_UNASKED_SCALED = 9
_ROUND = re.compile(r"(19|20)\d\d|\d{1,3}0{2,}")
"""Years and round amounts."""


def is_quantity(call: Call, run: Run) -> bool:
    """True for one number said as such, or several: "one thousand four hundred and twelve"."""
    row: list[str] = []
    for position in range(run.first, run.last + 2):
        text = call.text(position) if position <= run.last else ""
        if position in run.positions or (row and text == "and" and position + 1 in run.positions):
            row.append(text)
        elif row:
            if not _is_whole(row):
                return False
            row = []
    return True


def _is_whole(texts: Sequence[str]) -> bool:
    if not SCALES.keys() & set(texts):
        return False
    try:
        text2num(" ".join(texts), "en")
    except ValueError:
        return False
    return True


def unasked(call: Call, run: Run) -> EntityType | None:
    """The type of a number nobody announced, that was said digit by digit or is too long for anything else."""
    least = _UNASKED_WRITTEN if run.written else _UNASKED_SPELLED
    spelled = run.spelled == run.length >= least and not _is_round(run)
    longest = max(map(len, run.parts))
    long = longest >= UNASKED_DIGITS or (run.length >= UNASKED_DIGITS and run.spelled >= 0.6 * run.length)
    quantity = any(call.text(position) in SCALES for position in run.positions)
    if is_quantity(call, run):
        return None
    if not spelled and not long and longest < (_UNASKED_SCALED if quantity else _UNASKED_PAIRED):
        return None
    if _is_counted_off(run) or _is_hours(call, run) or _is_called_by_all(call, run) or _is_of_letter(call, run):
        return None
    if is_explained(call, run) or (run.length < UNASKED_DIGITS and not is_told(call, run)):
        return None
    if run.length < UNASKED_DIGITS:
        return _BY_LENGTH.get(run.length, EntityType.SECRET)
    if run.length == 9 and ssn.is_valid(run.digits):
        return EntityType.NATIONAL_ID
    if run.length in (7, 10, 11, 12) or _could_be_called(run.digits):
        return EntityType.PHONE
    return EntityType.CARD_NUMBER if luhn.is_valid(run.digits) else EntityType.BANK_ACCOUNT


def _is_counted_off(run: Run) -> bool:
    """As in "ten nine eight seven", "one two three"."""
    return run.length <= CODE_DIGITS + 1 and (run.digits in _ASCENDING or run.digits in _DESCENDING)


def _is_hours(call: Call, run: Run) -> bool:
    """As in "nine to five", "two for one", "channels one oh one to one oh six"."""
    return run.length <= LONGEST_NAMED and any(call.text(one) in _RANGES for one in run.positions[1:-1])


def _is_called_by_all(call: Call, run: Run) -> bool:
    """As in "dial nine one one", "text stop to six oh seven seven seven"."""
    before = [call.text(position) for position in call.behind(run.first, _TALK_BEFORE, same_line=True)]
    if before[:1] == ["dial"] and run.length <= CODE_DIGITS:
        return True
    return run.digits in SHORT_NUMBERS or (before[:1] == ["to"] and "text" in before and run.length <= _TEXTED_TO)


def _is_of_letter(call: Call, run: Run) -> bool:
    """As in "it flashes e one one nine", "the m twenty five": a letter before a short number."""
    before = [call.text(position) for position in call.behind(run.first, 1, same_line=True)]
    return run.length <= CODE_DIGITS and bool(before) and len(before[0]) == 1 and before[0] not in ("i", "a", "o")


def _is_round(run: Run) -> bool:
    """True for years and round amounts that were not said zero by zero."""
    return len(run.positions) < run.length and bool(_ROUND.fullmatch(run.digits))


def _could_be_called(digits: str) -> bool:
    for region in ("US", "GB"):
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(digits, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
