"""Dates of birth and card expiry dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from redact.atoms import DIGITS, MONTHS, ORDINALS, TEENS, WRITTEN_ORDINAL, Kind, atom_of, reading
from redact.cues import Cue, is_of_an_offer, nearest_first
from redact.distance import close
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.misheard import HEARD_FOR
from redact.lexicon.wordlist import words
from redact.spoken import CARD_DIGITS, Run
from redact.stretches import stretches
from redact.tokens import Call, Token

_JOINS = words("of the in month uh um slash dash comma er dot")
_BIRTH_YEAR = re.compile(r"(19[1-9]\d|200\d|201\d)$")
_WRITTEN_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")


def date_finds(call: Call, runs: Sequence[Run], cues: Sequence[Cue]) -> list[Find]:
    found = []
    for row in _dates(call, cues):
        kind = _kind_of(call, row, cues, runs)
        if kind is not None:
            found.append(Find(kind, tuple(row)))
    found += [Find(EntityType.CARD_EXPIRY, tuple(row)) for row in _card_ends(call, cues, runs)]
    said = [find.first for find in found if find.type is EntityType.DATE_OF_BIRTH]
    numeric = [(kind, run) for run in runs if (kind := _numeric(call, run, cues, said)) is not None]
    found += [Find(kind, (*_month_before(call, run), *run.positions)) for kind, run in numeric]
    return found


def _month_before(call: Call, run: Run) -> Sequence[int]:
    """As in "seven of twenty seven"."""
    before = call.behind(run.first, 2, same_line=True)[::-1]
    texts = [call.text(position) for position in before]
    return before if len(texts) > 1 and texts[1] == "of" and (texts[0] in DIGITS or texts[0] in TEENS) else ()


def _dates(call: Call, cues: Sequence[Cue]) -> Iterator[list[int]]:
    """Rows of month, day and year words with what is said between them; a written date is a row of one."""
    for stream in call.streams.values():
        asked = [_nearest(call, position, cues) is not None for position in stream]
        points = [_points(call.tokens[position], asked=asked[place]) for place, position in enumerate(stream)]
        joins = [_join(call, stream, place) for place in range(len(stream))]
        for places in stretches(points, drop=_DROP, joins=joins):
            row = [stream[place] for place in places]
            while row and _is_verb(call, row):
                row.pop()
            if _is_date(call, row, cues):
                yield _with_article(call, row)


def _join(call: Call, stream: Sequence[int], place: int) -> float:
    """What a date loses by going on over the end of a sentence or a turn."""
    if not place:
        return 0.0
    before, token = call.tokens[stream[place - 1]], call.tokens[stream[place]]
    if before.ends_sentence or token.line - before.line > _MOST_LINES:
        return _NEXT_SENTENCE
    return _NEXT_TURN if token.line != before.line else 0.0


def _points(token: Token, *, asked: bool) -> float:
    """What a word adds to a date."""
    if token.is_placeholder:
        return _NEVER
    if _is_calendar(token.text) or (asked and _is_misheard_month(token.text)):
        return _CALENDAR
    atom = atom_of(token)
    if atom is not None and atom.is_number:
        return _NUMBER if atom.kind is not Kind.MEASURE else _NEVER
    if atom is not None and atom.kind is Kind.WEAK and (asked or atom.value == "0"):
        return _MISHEARD
    if asked and token.text in HEARD_FOR and token.text not in HARD_STOPS:
        return _MISHEARD
    if token.text in _JOINS:
        return _JOIN
    if token.text in _INVENTED:
        return _INVENTED_POINTS
    if token.text == "and":
        return _AND
    return _STRANGE if asked and token.text not in COMMON else _NEVER


_CALENDAR = 3.0
_NUMBER = 1.5
_MISHEARD = 0.5
_JOIN = -0.2
_INVENTED_POINTS = -0.6
_STRANGE = -0.8
_NEXT_TURN = -0.8
_NEXT_SENTENCE = -5.0
_NEVER = -10.0
_DROP = 1.3
_MOST_LINES = 2
_AND = -1.2
_INVENTED = words("um uh er okay like well so i you year sorry no wait")


def _is_misheard_month(text: str) -> bool:
    return len(text) >= _LEAST_MONTH and text not in COMMON and any(close(text, month) for month in _LONG_MONTHS)


_LEAST_MONTH = 4
_LONG_MONTHS = frozenset(month for month in MONTHS if len(month) >= _LEAST_MONTH)


def _is_date(call: Call, row: list[int], cues: Sequence[Cue]) -> bool:
    """True for a row with a calendar word; a lone month or ordinal only right behind a date's cue."""
    calendar = [position for position in row if _is_calendar(call.text(position))]
    near = bool(row) and any(cue.type in _DATE_TYPES and 0 < row[0] - cue.last <= _DIRECTLY for cue in cues)
    if not calendar and not (near and any(_is_misheard_month(call.text(position)) for position in row)):
        return False
    if len(row) > 1 or _WRITTEN_DATE.fullmatch(call.text(row[0])):
        return True
    beside = (*call.behind(row[0], 1, same_line=True), *call.ahead(row[0], 1, same_line=True))
    return near and call.text(row[0]) in (MONTHS - _MONTH_OR_WORD if beside else MONTHS)


_YEAR_DIGITS = 2
_MONTH_OR_WORD = words("may march august")
_DIRECTLY = 8


def _with_article(call: Call, row: list[int]) -> list[int]:
    """The row with "the" or "the end of" before it, less a "the" and a "for" that only lead to it."""
    for position in call.behind(row[0], _LEAD, same_line=True):
        if call.text(position) not in _PART_OF_MONTH:
            break
        row = [position, *row]
    return row


_LEAD = 4
_PART_OF_MONTH = words("the end of start beginning middle mid late early")


def _is_verb(call: Call, row: list[int]) -> bool:
    """As in "may i have" after a date: the month that is a verb."""
    ahead = call.ahead(row[-1], 1, same_line=True)
    named = len(row) > 1 and call.text(row[-2]) in ("of", "the")
    return call.text(row[-1]) == "may" and not named and bool(ahead) and call.text(ahead[0]) in _SUBJECTS


_SUBJECTS = words("i we you it he she they be the also not have")


def _is_calendar(text: str) -> bool:
    return text in MONTHS or text in ORDINALS or bool(_WRITTEN_DATE.fullmatch(text) or WRITTEN_ORDINAL.fullmatch(text))


def _is_date_word(call: Call, position: int) -> bool:
    token = call.tokens[position]
    if token.is_placeholder:
        return False
    if _is_calendar(token.text):
        return True
    atom = atom_of(token)
    return atom is not None and atom.is_number and atom.kind is not Kind.MEASURE


def _kind_of(call: Call, row: list[int], cues: Sequence[Cue], runs: Sequence[Run]) -> EntityType | None:
    nearest = _nearest(call, row[0], cues)
    if nearest is EntityType.DATE_OF_BIRTH or _is_named_after(call, row, cues):
        return EntityType.DATE_OF_BIRTH
    has_month = any(call.text(p) in MONTHS or _WRITTEN_DATE.fullmatch(call.text(p)) for p in row)
    ordinal = any(call.text(position) in ORDINALS for position in row) and len(_numbers(call, row)) >= _YEAR_DIGITS
    if ordinal and (nearest is EntityType.CARD_EXPIRY or _expires(call, row, cues, runs)):
        return EntityType.CARD_EXPIRY  # "the first of twenty eight"
    if has_month and (nearest is EntityType.CARD_EXPIRY or _expires(call, row, cues, runs)):
        return EntityType.CARD_EXPIRY
    if has_month and _BIRTH_YEAR.search(_numbers(call, row)) and not _is_of_event(call, row):
        return EntityType.DATE_OF_BIRTH
    return None


def _is_of_event(call: Call, row: list[int]) -> bool:
    """As in "i bought it in march two thousand and nine"."""
    before = {call.text(position) for position in call.behind(row[0], _EVENT_WITHIN, same_line=True)}
    return not before.isdisjoint(_EVENTS)


_EVENT_WITHIN = 6
_EVENTS = words("""
    bought purchased ordered paid started began since until till delivered installed fitted signed joined opened built
    due renews renewed ended ends expired warranty contract policy appointment booked accident incident invoice invoiced
    dated sent posted returned moved called rang cancelled closed issued received serviced repaired replaced
    """)


def _is_named_after(call: Call, row: list[int], cues: Sequence[Cue]) -> bool:
    """As in "october first … is my date of birth"."""
    ahead = call.ahead(row[-1], _NAMED_WITHIN, same_line=True)
    return any(cue.type is EntityType.DATE_OF_BIRTH and cue.first in ahead[1:] for cue in cues) and any(
        call.text(position) in ("is", "was", "as") for position in ahead[:2]
    )


_NAMED_WITHIN = 5


def _expires(call: Call, row: list[int], cues: Sequence[Cue], runs: Sequence[Run]) -> bool:
    """Month and year of the next two decades while the talk is of a card."""
    about = [position for position, token in enumerate(call.tokens) if token.text == "card"]
    about += _card_positions(cues, runs)
    about_card = any(0 < row[0] - position <= _CARD_REACH for position in about)
    return about_card and not is_of_an_offer(call, row[0]) and bool(_EXPIRY_YEAR.fullmatch(_numbers(call, row)))


def _card_positions(cues: Sequence[Cue], runs: Sequence[Run]) -> list[int]:
    """Where the talk is surely of a card: its number, or a question about it."""
    asked = [cue.last for cue in cues if cue.type in _CARD_TYPES]
    return asked + [run.last for run in runs if run.length >= CARD_DIGITS - 1]


def _card_ends(call: Call, cues: Sequence[Cue], runs: Sequence[Run]) -> Iterator[list[int]]:
    """Month and numbers soon behind "expires" or "until", right after a card's number, misheard words included."""
    about = _card_positions(cues, runs)
    for position, token in enumerate(call.tokens):
        if token.text not in _EXPIRY_WORDS or is_of_an_offer(call, position):
            continue
        if not any(0 <= position - one <= _CARD_JUST_SAID for one in about):
            continue
        row = list(takewhile(lambda p: call.text(p) not in _ENDS_EXPIRY, call.ahead(position, 6, same_line=True)))
        marks = [p for p in row if call.text(p) in MONTHS or _is_date_word(call, p)]
        if marks:
            yield row[row.index(marks[0]) : row.index(marks[-1]) + 1]


_CARD_TYPES = (EntityType.CARD_NUMBER, EntityType.SECURITY_CODE, EntityType.CARD_EXPIRY)
_CARD_REACH = 80
_CARD_JUST_SAID = 30
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])(20)?[2-4]\d")
_SLASHES = frozenset({"slash", "stroke", "forward"})
_EXPIRY_WORDS = words("expires expire expiring expired exp runs valid until thru expiry")
_ENDS_EXPIRY = words("and the code security cvv number numbers is")
_EXPIRY_WORDS_WITHIN = 4


def _after_expiry_word(call: Call, position: int) -> bool:
    behind = call.behind(position, _EXPIRY_WORDS_WITHIN)
    return any(call.text(before) in _EXPIRY_WORDS for before in behind)


_EXPIRY_YEAR = re.compile(r"(20)?[234]\d")


def _nearest(call: Call, position: int, cues: Sequence[Cue]) -> EntityType | None:
    """The kind of date that was asked for, if the nearest cue asks for a date."""
    nearest = next(nearest_first(call, cues, position), None)
    return nearest.type if nearest is not None and nearest.type in _DATE_TYPES else None


_WHOLE_DATE = 10


def _least_digits(call: Call, run: Run, said: Sequence[int], *, near: bool) -> int:
    """Once the date was said, a short number in the same turn is something else."""
    line = call.tokens[run.first].line
    if any(first < run.first and call.tokens[first].line == line for first in said):
        return 6
    return 2 if near else 4


_DATE_TYPES = (EntityType.DATE_OF_BIRTH, EntityType.CARD_EXPIRY)


def _numbers(call: Call, row: list[int]) -> str:
    atoms = [atom for position in row if (atom := atom_of(call.tokens[position])) is not None and atom.is_number]
    written = [call.text(p) for p in row if _WRITTEN_DATE.fullmatch(call.text(p))]
    if written:
        return written[-1].replace("/", "-").replace(".", "-")
    return reading(atoms)


def _numeric(call: Call, run: Run, cues: Sequence[Cue], said: Sequence[int]) -> EntityType | None:
    """As in "oh three fourteen eighty five" after a birth question, "oh nine twenty seven" after expiry."""
    nearest = _nearest(call, run.first, cues)
    if run.measured:
        return None
    near = any(cue.type is nearest and 0 < run.first - cue.last <= _DIRECTLY for cue in cues)
    if nearest is EntityType.DATE_OF_BIRTH and _least_digits(call, run, said, near=near) <= run.length <= _WHOLE_DATE:
        return nearest
    if nearest is EntityType.CARD_EXPIRY and 2 <= run.length <= 6:
        return nearest
    slashed = any(call.text(position) in _SLASHES for position in call.ahead(run.first, len(run.positions) + 1))
    if _MONTH_YEAR.fullmatch(run.digits) and (slashed or _after_expiry_word(call, run.first)):
        return EntityType.CARD_EXPIRY
    return None
