"""Words that may be more of a number: beside a cut one, and several together where one was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from redact.atoms import MONTHS, Kind, atom_of
from redact.beside import BEFORE_TO, FILLERS, OPENERS, PREPOSITIONS, points_at_one
from redact.cues import STRONG, Cue, nearest_first
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.misheard import HEARD_FOR
from redact.lexicon.wordlist import words
from redact.tokens import Call

_MULTIPLIERS = (Kind.TIMES, Kind.SCALE)
_CARD_DATA = STRONG - {EntityType.PHONE}
_NUMBERS = STRONG | {EntityType.CARD_EXPIRY}
_KNOWN = COMMON | FILLERS
_PLAIN = HARD_STOPS | OPENERS
_ARTICLES = words("a an another")
_SKIPPED = 2
"""So many words that tell nothing may stand between a cut and a misheard digit."""
_BETWEEN = words("uh um er erm like so and then okay well the dash hyphen space i")
_CLOSERS = words("okay ok thanks thank correct please yeah yes right perfect great")
_BEFORE_DIGITS = FILLERS | words("""
    is are as was repeat have got sure number numbers code pin says say said be reads put typed entered used a an
    """)


def edge_words(call: Call, found: Sequence[Find], *, asked: frozenset[int], taken: frozenset[int]) -> list[Find]:
    """What is cut besides the numbers that were found.

    `asked` are positions where a number was asked for; `taken` are positions that are no part of one.
    """
    edges = _Edges(call, asked, taken)
    grown = []
    for find in found:
        if find.type in _NUMBERS:
            row = (*edges.left(find.first, articles=len(find.positions) > 1), *edges.right(find.last))
            grown += [Find(find.type, tuple(sorted((position, edge)))) for edge, position in row]
    return grown


def alike_finds(call: Call, cues: Sequence[Cue], *, asked: frozenset[int], taken: frozenset[int]) -> list[Find]:
    """Two or more digits and sound-alikes together where a number was asked for: "or late", "zero line"."""
    found = []
    for row in _rows(call, asked - taken):
        kind = _asked_for(call, cues, row[0])
        if kind is not None and any(call.text(position) not in _PLAIN for position in row):
            found.append(Find(kind, row))
    return found


def _rows(call: Call, positions: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """Two or more of the positions that stand together in a turn and may be digits."""
    alike = [position for position in sorted(positions) if _sounds_like_digit(call, position)]
    for _, group in groupby(enumerate(alike), key=lambda one: (one[1] - one[0], call.tokens[one[1]].line)):
        row = _without_prepositions(call, [position for _, position in group])
        if len(row) > 1:
            yield row


def _without_prepositions(call: Call, row: Sequence[int]) -> tuple[int, ...]:
    """The row without the "to" in "changed to four one" and the "on" in "four one on my end"."""
    numbers = [position for position in row if (atom := atom_of(call.tokens[position])) and atom.is_number]
    if len(numbers) < _SURE_NUMBERS:
        return tuple(row)
    before = call.text(next(iter(call.behind(row[0], 1, same_line=True)), -1))
    after = call.text(next(iter(call.ahead(row[-1], 1, same_line=True)), -1))
    first = numbers[0] if before and before not in BEFORE_TO and call.text(row[0]) in PREPOSITIONS else row[0]
    last = numbers[-1] if after and after not in _CLOSERS and call.text(row[-1]) in HARD_STOPS else row[-1]
    return tuple(position for position in row if first <= position <= last)


_SURE_NUMBERS = 2


def _sounds_like_digit(call: Call, position: int) -> bool:
    if position >= len(call.tokens) or points_at_one(call, position):
        return False
    text, atom = call.text(position), atom_of(call.tokens[position])
    return text in HEARD_FOR if atom is None else atom.reads_as_digits and atom.kind not in _MULTIPLIERS


def _asked_for(call: Call, cues: Sequence[Cue], position: int) -> EntityType | None:
    for cue in nearest_first(call, cues, position):
        if cue.is_nearby:  # "my card was charged forty two fifty"
            return None
        if cue.type in _CARD_DATA:
            return cue.type
    return None


class _Edges:
    """Pairs of a position that is cut already and the one beside it that goes too."""

    def __init__(self, call: Call, asked: frozenset[int], taken: frozenset[int]) -> None:
        self.call = call
        self.asked = asked
        self.taken = taken

    def left(self, edge: int, *, articles: bool) -> Iterator[tuple[int, int]]:
        for position in self.call.behind(edge, _SKIPPED + 1, same_line=True):
            before = self._text(self.call.behind(position, 1, same_line=True))
            article = position in self.call.behind(edge, 1) and self.call.text(position) in _ARTICLES
            links = BEFORE_TO if self.call.text(position) in PREPOSITIONS else _BEFORE_DIGITS
            if (article and articles) or self._may_be_digit(position, frees=not before or before in links):
                yield edge, position
                yield from self.left(position, articles=articles)
                return
            if position in self.taken or self.call.text(position) not in _BETWEEN:
                return

    def right(self, edge: int) -> Iterator[tuple[int, int]]:
        for position in self.call.ahead(edge, _SKIPPED + 1, same_line=True):
            after = self._text(self.call.ahead(position, 1, same_line=True))
            article = not after and self.call.text(position) in _ARTICLES
            if article or self._may_be_digit(position, frees=not after or after in _CLOSERS or after in HEARD_FOR):
                yield edge, position
                yield from self.right(position)
                return
            if position in self.taken or self.call.text(position) not in _BETWEEN | _ARTICLES:
                return

    def _text(self, row: Sequence[int]) -> str:
        return self.call.text(row[0]) if row else ""

    def _may_be_digit(self, position: int, *, frees: bool) -> bool:
        """True for numbers and sound-alikes, and for non-words where a number was asked for.

        `frees` where the next word lets a "to" or "on" be a digit.
        """
        token, atom = self.call.tokens[position], atom_of(self.call.tokens[position])
        if position in self.taken or token.is_placeholder or token.text in MONTHS:
            return False
        if atom is not None:
            return (
                atom.reads_as_digits
                and atom.kind not in _MULTIPLIERS
                and (frees or token.text not in HARD_STOPS or atom.value == "0")
            )
        if token.text in HEARD_FOR:
            return frees or token.text not in HARD_STOPS
        return position in self.asked and token.text.isalpha() and token.text not in _KNOWN
