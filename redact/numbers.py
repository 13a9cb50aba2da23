"""Which spoken numbers are personal: by length, by check digit, and by what was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import phonenumbers
from stdnum import luhn
from stdnum.us import ssn

from redact.atoms import MONTHS, ORDINALS, WRITTEN_ORDINAL, Kind, atom_of
from redact.cues import STRONG, Cue, cue_words, nearest_first
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.wordlist import words
from redact.spoken import CARD_DIGITS, FILLERS, Run
from redact.tokens import Call
from redact.units import UNITS_AFTER

UNASKED_DIGITS = 7
"""A run this long is cut unless an innocent cue stands before it."""
CARD_CONTEXT = 80
_CODE_DIGITS = 4
_BESIDE_CARD = 8
_CONTINUED_REACH = 25
_AFTER_REACH = 5
_LINKS = words("is was are that's it's as for's")
_FITS: dict[EntityType, tuple[int, int]] = {
    EntityType.CARD_NUMBER: (4, 99),
    EntityType.SECURITY_CODE: (2, 6),
    EntityType.CARD_EXPIRY: (3, 6),
    EntityType.PIN: (3, 8),
    EntityType.BANK_ACCOUNT: (5, 20),
    EntityType.IBAN: (4, 40),
    EntityType.NATIONAL_ID: (4, 15),
    EntityType.PHONE: (5, 16),
    EntityType.DATE_OF_BIRTH: (4, 8),
    EntityType.SECRET: (3, 12),
}
"""Digits a value of the type may have in one run, from the first cue on."""
_FITS_ON = {EntityType.CARD_NUMBER: (2, 99), EntityType.PHONE: (3, 16), EntityType.BANK_ACCOUNT: (3, 20)}
"""The same once part of the value was already heard."""
_SHORT = (EntityType.SECURITY_CODE, EntityType.PIN)
_DIRECTLY = 4
"""So many words behind its cue even one digit is a short code's remains."""


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
    for run in runs:
        kind = _kind_of(call, run, state)
        if kind is not None:
            state.after(run, kind)
    decided = {run.first: kind for kind, run in state.cut}
    decided |= _stragglers(call, runs, decided)
    return [
        Find(decided[run.first], _with_edges(call, run, decided[run.first])) for run in runs if run.first in decided
    ]


def _kind_of(call: Call, run: Run, state: _State) -> EntityType | None:
    announced = _announced(call, run, state)
    if run.length >= CARD_DIGITS:
        return announced if announced in _LONG else EntityType.CARD_NUMBER
    if run.measured or _is_year(call, run):
        return None
    if announced is not None:
        return announced
    if _is_innocent(call, run, state.cues):
        return None
    return _named_after(call, run, state.cues) or _beside_card(run, state) or _bare(call, run) or _unasked(run)


_LONG = (EntityType.IBAN, EntityType.BANK_ACCOUNT)


def _announced(call: Call, run: Run, state: _State) -> EntityType | None:
    """The type of the nearest cue before the run whose values may be this long."""
    for cue in nearest_first(call, state.cues, run.first):
        if cue.type is None:
            return None
        low, high = _FITS.get(cue.type, (0, 0))
        if cue.continued:
            low, high = _FITS_ON.get(cue.type, (low, high))
        if cue.type in _SHORT and run.first - cue.last <= _DIRECTLY and not _goes_on_plainly(call, run):
            low = 1
        if low <= run.length <= high and not _is_answered(cue, run, state):
            return cue.type
    return None


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
    """True for "one moment": everyday words follow, so a lone digit is none of a code."""
    ahead = call.ahead(run.last, 1, same_line=True)
    return run.length == 1 and bool(ahead) and call.text(ahead[0]) in COMMON


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
    """True when the nearest cue before the run announces an order number, a price or the like."""
    nearest = next(nearest_first(call, cues, run.first), None)
    return nearest is not None and nearest.type is None


def _named_after(call: Call, run: Run, cues: Sequence[Cue]) -> EntityType | None:
    """As in "… is my card number": the cue comes after the value, behind a linking word."""
    ahead = call.ahead(run.last, _AFTER_REACH, same_line=True)
    if not ahead or call.text(ahead[0]) not in _LINKS:
        return None
    for cue in cues:
        if cue.type is not None and cue.first in ahead:
            low, high = _FITS.get(cue.type, (0, 0))
            return cue.type if low <= run.length <= high else None
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
    if run.length < _SHORTEST_ANSWER or run.spelled < _SHORTEST_ANSWER or line == 0:
        return None
    others = [
        position
        for position in (*call.behind(run.first, _ANSWER_WORDS), *call.ahead(run.last, _ANSWER_WORDS))
        if call.tokens[position].line == line
    ]
    if len(others) > _ANSWER_EXTRAS or any(call.text(position) not in _OPENERS for position in others):
        return None
    return _BY_LENGTH.get(run.length, EntityType.SECRET)


_SHORTEST_ANSWER = 3
_ANSWER_WORDS = 8
_ANSWER_EXTRAS = 5
_OPENERS = FILLERS | words("sure yeah thanks thank you of course this would be yep it here")
_BY_LENGTH = {3: EntityType.SECURITY_CODE, 4: EntityType.PIN}


def _unasked(run: Run) -> EntityType | None:
    """The type of a long number nobody announced; too long to be anything but an identifier."""
    if run.length == run.spelled == UNASKED_DIGITS - 1:
        return EntityType.SECRET
    longest = max(map(len, run.parts))
    if longest < UNASKED_DIGITS and (run.length < UNASKED_DIGITS or run.spelled < 0.6 * run.length):
        return None
    if run.length == 9 and ssn.is_valid(run.digits):
        return EntityType.NATIONAL_ID
    if run.length in (7, 10, 11, 12) or _could_be_called(run.digits):
        return EntityType.PHONE
    return EntityType.CARD_NUMBER if luhn.is_valid(run.digits) else EntityType.BANK_ACCOUNT


def _could_be_called(digits: str) -> bool:
    for region in ("US", "GB"):
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(digits, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _stragglers(call: Call, runs: Sequence[Run], decided: dict[int, EntityType]) -> dict[int, EntityType]:
    """Single digits torn off a cut number by misheard words: a few words away, same speaker."""
    found: dict[int, EntityType] = {}
    cut = [(run, decided[run.first]) for run in runs if run.first in decided]
    for run in runs:
        if run.first in decided or run.measured or run.length > 2:
            continue
        for other, kind in cut:
            if kind in STRONG and _are_close(call, run, other):
                found[run.first] = kind
                break
    return found


_STRAGGLER_WORDS = 3


def _are_close(call: Call, run: Run, other: Run) -> bool:
    if call.tokens[run.first].speaker != call.tokens[other.first].speaker:
        return False
    left, right = (run, other) if run.first < other.first else (other, run)
    distance = call.places[right.first] - call.places[left.last]
    between = call.ahead(left.last, distance - 1)
    return distance <= _STRAGGLER_WORDS + 1 and not any(
        call.tokens[p].ends_clause or call.text(p) in COMMON - FILLERS for p in between
    )


def _with_edges(call: Call, run: Run, kind: EntityType) -> tuple[int, ...]:
    """The run's tokens and, for digit values, up to two misheard digits on either edge."""
    if kind not in STRONG:
        return run.positions
    before = _misheard(call, call.behind(run.first, 2, same_line=True), leading=True)
    after = []
    if not call.tokens[run.last].ends_clause:
        after = _misheard(call, call.ahead(run.last, 2, same_line=True), leading=False)
    missing = _WHOLE.get(kind, 0) - run.length - len(before) - len(after)
    if 0 < missing <= MOST_MISSING:
        before = _filling(call, call.behind((*before, run.first)[0], missing, same_line=True))[::-1] + before
        if not call.tokens[(run.last, *after)[-1]].ends_clause:
            after = after + _filling(call, call.ahead((run.last, *after)[-1], missing, same_line=True))
    return (*before, *run.positions, *after)


_WHOLE = {EntityType.CARD_NUMBER: 16, EntityType.SECURITY_CODE: 3, EntityType.PHONE: 10, EntityType.PIN: 4}
"""Digits a value usually has; when some are missing, the words beside it may be they."""
MOST_MISSING = 2
_NO_DIGIT = HARD_STOPS | FILLERS | UNITS_AFTER | cue_words() | words("repeat check confirm read verify wrote written")


def _filling(call: Call, positions: Sequence[int]) -> list[int]:
    """The first of these positions, as far as they could be misheard digits."""
    row: list[int] = []
    for position in positions:
        token = call.tokens[position]
        atom = atom_of(token)
        if token.is_placeholder or token.text in _NO_DIGIT or (atom is not None and atom.kind is Kind.LETTER):
            break
        row.append(position)
    return row


def _misheard(call: Call, positions: list[int], *, leading: bool) -> list[int]:
    found: list[int] = []
    for position in positions:
        token = call.tokens[position]
        if leading and token.ends_clause:
            break
        if not _may_be_digit(call, position, leading=leading):
            break
        found.append(position)
    return found[::-1] if leading else found


def _may_be_digit(call: Call, position: int, *, leading: bool) -> bool:
    """A word no caller uses here, or one that sounds like a digit and stands where a digit would."""
    token = call.tokens[position]
    atom = atom_of(token)
    if token.is_placeholder or (atom is not None and atom.kind is Kind.LETTER):
        return False
    if atom is not None and atom.kind is Kind.WEAK:
        beyond = call.behind(position, 1, same_line=True) if leading else call.ahead(position, 1, same_line=True)
        return not beyond or call.text(beyond[0]) in FILLERS
    return atom is None and token.text.isalpha() and token.text not in COMMON and token.text not in FILLERS
