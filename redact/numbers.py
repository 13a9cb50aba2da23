"""Which spoken numbers are personal: by length, by check digit, and by what was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from redact.atoms import MONTHS, ORDINALS, WRITTEN_ORDINAL
from redact.beside import counts
from redact.cues import Cue, is_place, names, nearest_first
from redact.entities import EntityType
from redact.finds import Find
from redact.innocence import is_called
from redact.lengths import lengths_of
from redact.lexicon.wordlist import words
from redact.spoken import CARD_DIGITS, Run
from redact.tokens import Call
from redact.unannounced import CODE_DIGITS, LONGEST_NAMED, UNASKED_DIGITS, bare, in_secret_talk, is_quantity, unasked

CARD_CONTEXT = 80
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
_SHORT_LINES = 3
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
        return bare(call, run) or _named_after(call, run, state.cues)
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
        or bare(call, run)
        or in_secret_talk(call, run)
        or unasked(call, run)
    )


_NO_SUMS = (EntityType.CARD_NUMBER, EntityType.BANK_ACCOUNT, EntityType.NATIONAL_ID, EntityType.PHONE)


def _is_sum(call: Call, run: Run) -> bool:
    """As in "the limit on that account is five thousand": a round sum where a long number was announced."""
    return run.digits.endswith("00") and run.length < UNASKED_DIGITS and is_quantity(call, run)


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
    if cue.type is not EntityType.CARD_NUMBER or run.length > CODE_DIGITS:
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
        return run.length <= LONGEST_NAMED
    if nearest is not None and run.length >= UNASKED_DIGITS:  # "the serial number on the pump": of what it is on
        nearest = next((cue for cue in nearest_first(call, cues, run.first) if not is_place(call, cue)), None)
    if nearest is None or nearest.type is not None:
        return False
    if _HOME_PHONE.fullmatch(run.digits) and not names(call, nearest, run.first):
        return False
    in_pairs = run.spelled < run.length <= LONGEST_NAMED
    return run.length <= nearest.longest or (nearest.is_nearby and (in_pairs or is_quantity(call, run)))


_HOME_PHONE = re.compile(r"0[1-9]\d{8,9}")
"""A telephone number as it is dialled in most countries: nearly nothing else begins with a zero and is as long."""


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
    if run.length == CODE_DIGITS and 1 <= int(run.digits[:2]) <= 12 and run.spelled < CODE_DIGITS:
        return EntityType.CARD_EXPIRY
    return EntityType.SECURITY_CODE
