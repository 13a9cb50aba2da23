"""Which spoken numbers are personal: by length, by check digit, and by what was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import phonenumbers
from stdnum import luhn
from stdnum.us import ssn
from text_to_num import text2num

from redact.atoms import MONTHS, ORDINALS, SCALES, WRITTEN_ORDINAL
from redact.beside import OPENERS, counts
from redact.cues import Cue, is_place, names, nearest_first
from redact.entities import EntityType
from redact.finds import Find
from redact.innocence import is_called, is_explained, is_told
from redact.lengths import lengths_of
from redact.lexicon.things import SHORT_NUMBERS
from redact.lexicon.wordlist import words
from redact.spoken import CARD_DIGITS, Run
from redact.tokens import Call

UNASKED_DIGITS = 7
"""A run this long is cut unless an innocent cue stands before it."""
CARD_CONTEXT = 80
_CODE_DIGITS = 4
_BESIDE_CARD = 8
_CONTINUED_REACH = 25
_AFTER_REACH = 8
_LINKS = words("is was are that's it's as for off from on")
_LINK_WITHIN = 2
_LEAST_NAMED = 2
_LEAST_MORE = {EntityType.PHONE: 2, EntityType.DATE_OF_BIRTH: 4, EntityType.CARD_EXPIRY: 3}
"""Digits in one run that are more of a value somebody asked for, or of one that was begun; else one is enough."""
_SHORT = (EntityType.SECURITY_CODE, EntityType.PIN, EntityType.SECRET)
_DIRECTLY = 4
"""So many words behind its cue even one digit is a short code's remains."""
_SHORT_LINES = 2
_ANSWER_LINES = 4
"""So many turns further on a question may still be being answered, with its listener's nods in between."""


@dataclass
class _State:
    """What has been announced and cut so far, in the order it was said."""

    cues: list[Cue]
    cut: list[tuple[EntityType, Run]] = field(default_factory=list)

    def after(self, run: Run, kind: EntityType) -> None:
        """A cut number announces its own continuation: the rest of it, or the other side's repetition."""
        self.cut.append((kind, run))
        if kind is EntityType.CARD_NUMBER and run.length >= CARD_DIGITS:
            return
        self.cues.append(Cue(kind, run.last, run.last, _CONTINUED_REACH, continued=True))
        self.cues.sort(key=lambda cue: cue.last)


def number_finds(call: Call, runs: Sequence[Run], cues: Sequence[Cue]) -> list[Find]:
    state = _State(list(cues))
    joined = _joined(call, runs)
    for run in runs:
        kind = _kind_of(call, run, state)
        if kind is None and run.first in joined:
            kind = EntityType.CARD_NUMBER
        if kind is not None:
            state.after(run, kind)
    return [Find(kind, run.positions) for kind, run in state.cut]


def _joined(call: Call, runs: Sequence[Run]) -> frozenset[int]:
    """Where the groups of a card number begin that is said with talk in between: "five four four, you with me, oh"."""
    joined: set[int] = set()
    row: list[Run] = []
    for run in (*runs, None):
        if run is not None and (run.measured or run.length < _LEAST_GROUP):
            continue
        if row and (run is None or not _goes_on(call, row[-1], run)):
            if sum(group.length for group in row) >= CARD_DIGITS:
                joined.update(group.first for group in row)
            row = []
        if run is not None:
            row.append(run)
    return frozenset(joined)


def _goes_on(call: Call, run: Run, following: Run) -> bool:
    same = call.tokens[run.last].line == call.tokens[following.first].line
    return same and following.first - run.last <= _TALK_IN_CARD


_LEAST_GROUP = 2
_TALK_IN_CARD = 7


def _kind_of(call: Call, run: Run, state: _State) -> EntityType | None:
    announced = _announced(call, run, state)
    if run.length >= CARD_DIGITS:
        return announced if announced in _LONG else EntityType.CARD_NUMBER
    if run.measured and _IN_GROUPS.fullmatch(call.text(run.first)) and not _is_innocent(call, run, state.cues):
        return _bare(call, run)
    if run.measured or _is_year(call, run):
        return None
    if announced is not None and not (announced in _NO_SUMS and _is_sum(call, run)):
        return announced
    calling = call.text(next(iter(call.behind(run.first, 1)), -1)) in _CALLING or is_called(call, run)
    if run.length >= UNASKED_DIGITS and calling:
        return EntityType.PHONE
    if _is_innocent(call, run, state.cues):
        return None
    return (
        _named_after(call, run, state.cues)
        or _beside_card(run, state)
        or _bare(call, run)
        or _in_secret_talk(call, run)
        or _unasked(call, run)
    )


_NO_SUMS = (EntityType.CARD_NUMBER, EntityType.BANK_ACCOUNT, EntityType.NATIONAL_ID, EntityType.PHONE)


def _is_sum(call: Call, run: Run) -> bool:
    """As in "the limit on that account is five thousand": a round sum where a long number was announced."""
    return run.digits.endswith("00") and run.length < UNASKED_DIGITS and _is_quantity(call, run)


_CALLING = words("call ring phone text dial")
_IN_GROUPS = re.compile(r"\d{1,3}(,\d{3})+")
_LONG = (EntityType.IBAN, EntityType.BANK_ACCOUNT)


def _announced(call: Call, run: Run, state: _State) -> EntityType | None:
    """The type of the nearest cue before the run whose values may be this long."""
    for cue in nearest_first(call, state.cues, run.first):
        if cue.type is None:
            return None
        low, high = lengths_of(cue.type).digits
        if _is_begun(call, cue, run) and not _goes_on_plainly(call, run):
            low = min(low, _LEAST_MORE.get(cue.type, 1))
        if low <= run.length <= high and not _is_answered(cue, run, state):
            return cue.type
    return None


def _is_begun(call: Call, cue: Cue, run: Run) -> bool:
    """True where few digits may be all of the value that stands in this run.

    A part of it was cut in this turn already, the other side has just asked for it, or its cue is right before.
    "The code autumn twenty five" is none.
    """
    if cue.vague and run.spelled < run.length:
        return False
    asked, said = call.tokens[cue.last], call.tokens[run.first]
    if cue.continued or cue.type in _SHORT:
        answers = not cue.continued and asked.speaker is not said.speaker and said.line - asked.line <= _SHORT_LINES
        return run.first - cue.last <= _DIRECTLY or asked.line == said.line or answers
    return asked.speaker is not said.speaker and said.line - asked.line <= _ANSWER_LINES


_YEAR = re.compile(r"(19|20)\d\d")
_BEFORE_YEAR = MONTHS | ORDINALS.keys() | {"in", "since", "year"}


def _is_year(call: Call, run: Run) -> bool:
    """The year of a date that is no birthday: "march 3rd, 2021"."""
    behind = call.behind(run.first, 1, same_line=True)
    if not behind or not _YEAR.fullmatch(run.digits):
        return False
    text = call.text(behind[0])
    return text in _BEFORE_YEAR or bool(WRITTEN_ORDINAL.fullmatch(text))


def _goes_on_plainly(call: Call, run: Run) -> bool:
    """True for a lone small number that counts something."""
    return run.length == 1 and counts(call, run.last)


def _is_answered(cue: Cue, run: Run, state: _State) -> bool:
    """True for a card cue whose whole number was already said: a short number after it is something else."""
    if cue.type is not EntityType.CARD_NUMBER or run.length > _CODE_DIGITS:
        return False
    whole = [
        other
        for kind, other in state.cut
        if kind is cue.type and other.length >= CARD_DIGITS and other.first > cue.last
    ]
    return bool(whole) and not any(run.digits in other.digits for other in whole)


def _is_innocent(call: Call, run: Run, cues: Sequence[Cue]) -> bool:
    """True when the nearest cue before the run announces an order number or a price, or the next word does."""
    nearest = next(nearest_first(call, cues, run.first), None)
    behind = next((cue for cue in cues if cue.first > run.last), None)
    if behind is not None and behind.type is None and behind.first in call.ahead(run.last, 1, same_line=True):
        return run.length <= _LONGEST_NAMED
    if nearest is not None and run.length >= UNASKED_DIGITS:  # "the serial number on the pump": of what it is on
        nearest = next((cue for cue in nearest_first(call, cues, run.first) if not is_place(call, cue)), None)
    if nearest is None or nearest.type is not None:
        return False
    if _HOME_PHONE.fullmatch(run.digits) and not names(call, nearest, run.first):
        return False
    in_pairs = run.spelled < run.length <= _LONGEST_NAMED
    return run.length <= nearest.longest or (nearest.is_nearby and (in_pairs or _is_quantity(call, run)))


def _is_quantity(call: Call, run: Run) -> bool:
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


_HOME_PHONE = re.compile(r"0[1-9]\d{8,9}")
"""A telephone number as it is dialled in most countries: nearly nothing else begins with a zero and is as long."""
_LONGEST_NAMED = 6


def _named_after(call: Call, run: Run, cues: Sequence[Cue]) -> EntityType | None:
    """As in "… is my card number": the cue comes after the value, behind a linking word."""
    ahead = call.ahead(run.last, _AFTER_REACH, same_line=True)
    if not any(call.text(position) in _LINKS for position in (run.last, *ahead[:_LINK_WITHIN])):
        return None
    for cue in cues:
        if cue.type is not None and cue.first in ahead and not (cue.vague and run.spelled < run.length):
            low, high = lengths_of(cue.type).digits
            least = 1 if cue.type in _SHORT and call.text(ahead[0]) in _LINKS else min(low, _LEAST_NAMED)
            return cue.type if least <= run.length <= high else None
    return None


def _beside_card(run: Run, state: _State) -> EntityType | None:
    """Short numbers soon after a card number are its code or expiry, even when their cue was misheard."""
    near = any(
        kind is EntityType.CARD_NUMBER and 0 < run.first - other.last <= CARD_CONTEXT for kind, other in state.cut
    )
    if not near or not 2 <= run.length <= _BESIDE_CARD or (run.length == 2 and not run.spelled):
        return None
    if run.length == _CODE_DIGITS and 1 <= int(run.digits[:2]) <= 12 and run.spelled < _CODE_DIGITS:
        return EntityType.CARD_EXPIRY
    return EntityType.SECURITY_CODE


def _bare(call: Call, run: Run) -> EntityType | None:
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


def _in_secret_talk(call: Call, run: Run) -> EntityType | None:
    """A number that counts nothing, near a word of cards and codes whose question was misheard: "the c v is six oh"."""
    scaled = any(call.text(position) in SCALES for position in run.positions) and run.length > _CODE_DIGITS
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


def _unasked(call: Call, run: Run) -> EntityType | None:
    """The type of a number nobody announced, that was said digit by digit or is too long for anything else."""
    least = _UNASKED_WRITTEN if run.written else _UNASKED_SPELLED
    spelled = run.spelled == run.length >= least and not _is_round(run)
    longest = max(map(len, run.parts))
    long = longest >= UNASKED_DIGITS or (run.length >= UNASKED_DIGITS and run.spelled >= 0.6 * run.length)
    quantity = any(call.text(position) in SCALES for position in run.positions)
    if _is_quantity(call, run):
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
    return run.length <= _CODE_DIGITS + 1 and (run.digits in _ASCENDING or run.digits in _DESCENDING)


_ASCENDING = "012345678910"
_DESCENDING = "109876543210"


def _is_hours(call: Call, run: Run) -> bool:
    """As in "nine to five", "two for one", "channels one oh one to one oh six"."""
    return run.length <= _LONGEST_NAMED and any(call.text(one) in _RANGES for one in run.positions[1:-1])


_RANGES = frozenset({"to", "till", "for"})


def _is_called_by_all(call: Call, run: Run) -> bool:
    """As in "dial nine one one", "text stop to six oh seven seven seven"."""
    before = [call.text(position) for position in call.behind(run.first, _TALK_BEFORE, same_line=True)]
    if before[:1] == ["dial"] and run.length <= _CODE_DIGITS:
        return True
    return run.digits in SHORT_NUMBERS or (before[:1] == ["to"] and "text" in before and run.length <= _TEXTED_TO)


_TEXTED_TO = 6


def _is_of_letter(call: Call, run: Run) -> bool:
    """As in "it flashes e one one nine", "the m twenty five": a letter before a short number."""
    before = [call.text(position) for position in call.behind(run.first, 1, same_line=True)]
    return run.length <= _CODE_DIGITS and bool(before) and len(before[0]) == 1 and before[0] not in ("i", "a", "o")


_UNASKED_SPELLED = 3
_UNASKED_WRITTEN = 4
_UNASKED_PAIRED = 5
_UNASKED_SCALED = 9
_ROUND = re.compile(r"(19|20)\d\d|\d{1,3}0{2,}")
"""Years and round amounts."""


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
