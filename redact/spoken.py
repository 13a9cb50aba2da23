"""Runs of digits as people say them: across fillers, corrections, misheard words and turns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from redact.atoms import HEARD_FOR, Atom, Kind, atom_of, reading
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.wordlist import words
from redact.tokens import Call
from redact.units import UNITS_AFTER, UNITS_BEFORE

FILLERS = words("""
    uh um er erm ah hm hmm mm mhm like then and dash hyphen space slash dot point comma minus stroke wait hang hold on
    let me see sorry no i mean okay ok yeah yes right so it's that's is was again followed by next the oh actually
    scratch correction not rather there's got a just sec second one's moment please alright number numbers digits
    """)
CARD_DIGITS = 13
"""A run this long is cut whatever was said around it: ISO/IEC 7812 cards have 13 to 19 digits."""
MOST_FILLERS = 7
MOST_MISHEARD = 2
MOST_INTERRUPTED_WORDS = 24
MOST_PAUSE_S = 20.0
MOST_MEASURED_DIGITS = 6
MONEY_AND_TIME = frozenset({"and", "point", "dot"})


@dataclass(frozen=True, slots=True)
class Run:
    """One number as said by one speaker.

    `positions` are those of its number words, `parts` its stretches without any other word between, as
    digits. `measured` is True for amounts, times and counts ("forty five dollars").
    """

    positions: tuple[int, ...]
    digits: str = field(repr=False)
    parts: tuple[str, ...] = field(repr=False)
    measured: bool
    spelled: int
    """How many of the digits were said or written digit by digit, not as "forty five"."""

    @property
    def first(self) -> int:
        return self.positions[0]

    @property
    def last(self) -> int:
        return self.positions[-1]

    @property
    def length(self) -> int:
        return len(self.digits)


def runs(
    call: Call,
    barriers: frozenset[int] = frozenset(),
    questions: Sequence[int] = (),
    expecting: Sequence[range] = (),
) -> list[Run]:
    """All runs of a call in the order they begin.

    `barriers` are positions no run may touch or cross. `questions` are positions of cues in ascending order:
    one said by another speaker between two numbers ends the first. In the ranges of positions `expecting`
    a long number was asked for, and misheard words inside it are bridged more freely.
    """
    asked = frozenset(position for span in expecting for position in span)
    reader = _Reader(call, barriers, tuple(questions), asked)
    found = [run for stream in call.streams.values() for run in reader.read(stream)]
    return sorted(found, key=lambda run: run.first)


@dataclass(frozen=True)
class _Reader:
    call: Call
    barriers: frozenset[int]
    questions: tuple[int, ...]
    asked: frozenset[int]

    def read(self, stream: Sequence[int]) -> Iterator[Run]:
        atoms = [self._atom(position) for position in stream]
        place = 0
        while place < len(stream):
            here = atoms[place]
            if here is None or not here.is_number or here.kind is Kind.SCALE:
                place += 1
                continue
            places = self._extend(stream, atoms, place)
            yield _run(self.call, stream, atoms, places)
            place = places[-1] + 1

    def _atom(self, position: int) -> Atom | None:
        if position in self.barriers:
            return None
        atom = atom_of(self.call.tokens[position])
        text = self.call.text(position)
        if atom is None and position in self.asked and text in HEARD_FOR:
            return Atom(Kind.WEAK, HEARD_FOR[text])
        return atom

    def _extend(self, stream: Sequence[int], atoms: list[Atom | None], start: int) -> list[int]:
        """Places in the stream of the number words of the run that begins at `start`."""
        places = self._leading(stream, atoms, start)
        while following := self._next_number(stream, atoms, places):
            places += following
        return places + self._trailing(stream, atoms, places)

    def _leading(self, stream: Sequence[int], atoms: list[Atom | None], start: int) -> list[int]:
        """The run's first place and the ohs before it; other weak words only where a number was asked for."""
        first = start
        while first > 0 and self._same_line(stream[first - 1], stream[first]) and _is_weak(atoms[first - 1]):
            if not _is_oh(atoms[first - 1]) and not self._stands_free(stream[first - 1], leading=True):
                break
            first -= 1
        return list(range(first, start + 1))

    def _trailing(self, stream: Sequence[int], atoms: list[Atom | None], places: list[int]) -> list[int]:
        """The ohs a run ends with ("seven oh oh"); other weak words only where a number was asked for."""
        more: list[int] = []
        place = places[-1] + 1
        while place < len(stream) and self._same_line(stream[place - 1], stream[place]) and _is_weak(atoms[place]):
            if not _is_oh(atoms[place]) and not self._stands_free(stream[place], leading=False):
                break
            more.append(place)
            place += 1
        return more

    def _stands_free(self, position: int, *, leading: bool) -> bool:
        """True for a word where a number was asked for, with nothing or a filler on its far side."""
        if position not in self.asked or (leading and self.call.text(position) in HARD_STOPS):
            return False
        beyond = (self.call.behind if leading else self.call.ahead)(position, 1, same_line=True)
        return not beyond or self.call.text(beyond[0]) in FILLERS

    def _same_line(self, left: int, right: int) -> bool:
        return self.call.tokens[left].line == self.call.tokens[right].line

    def _next_number(self, stream: Sequence[int], atoms: list[Atom | None], places: list[int]) -> list[int]:
        """The next number word after a run, with the weak ones on the way to it; empty where the run ends."""
        last = places[-1]
        gap: list[int] = []
        atom = atoms[last]
        if (atom is not None and atom.kind is Kind.MEASURE) or self._ends_measured(stream, atoms, places):
            return []
        for place in range(last + 1, min(last + MOST_FILLERS + 3, len(stream))):
            if stream[place] in self.barriers or not self._uninterrupted(stream[place - 1], stream[place]):
                return []
            atom = atoms[place]
            if atom is not None and atom.kind in (Kind.MIXED, Kind.MEASURE):
                return []
            if atom is not None and atom.is_number and not (gap and atom.kind is Kind.SCALE):
                if not self._bridges(stream, atoms, gap, places, place):
                    return []
                weak = [p for p in gap if _is_weak(atoms[p]) and _beside_number(atoms, p)]
                return [*weak, place]
            gap.append(place)
        return []

    def _bridges(
        self, stream: Sequence[int], atoms: list[Atom | None], gap: list[int], places: list[int], place: int
    ) -> bool:
        """True when the words between two numbers do not end the number: fillers, or few misheard digits."""
        if gap and _is_measured_at(self.call, stream, place):
            return False
        said = [self.call.text(stream[p]) for p in gap]
        strange = [text for p, text in zip(gap, said, strict=True) if text not in FILLERS and not _is_weak(atoms[p])]
        if not strange:
            return len(gap) <= MOST_FILLERS
        if len(gap) > MOST_MISHEARD:
            return False
        if any(text in UNITS_AFTER for text in strange):
            return len(gap) == 1 and stream[place] in self.asked
        if stream[place] in self.asked and not any(text in HARD_STOPS for text in strange):
            return not any(position in self.cue_words for position in (stream[p] for p in gap))
        if len(gap) == 1 or all(text not in COMMON for text in strange):
            return _dense_behind(atoms, places) and _dense_ahead(atoms, place)
        return False

    def _ends_measured(self, stream: Sequence[int], atoms: list[Atom | None], places: list[int]) -> bool:
        """True where a unit ends the number, and not a digit misheard as one: asked for, more digits behind."""
        last = places[-1]
        if not _is_measured_at(self.call, stream, last):
            return False
        asked = stream[last] in self.asked and last + 2 < len(stream)
        return not (asked and _dense_behind(atoms, places) and _dense_ahead(atoms, last + 2))

    @cached_property
    def cue_words(self) -> frozenset[int]:
        return frozenset(self.questions)

    def _uninterrupted(self, left: int, right: int) -> bool:
        """True unless another speaker's question, many words or a long pause lie between two words."""
        if self._same_line(left, right):
            return True
        asked = bisect_right(self.questions, left)
        if asked < len(self.questions) and self.questions[asked] < right:
            return False
        words, seconds = self.call.interruption(left, right)
        return words <= MOST_INTERRUPTED_WORDS and seconds <= MOST_PAUSE_S


def _dense_behind(atoms: list[Atom | None], places: list[int]) -> bool:
    tail = [atom for place in places[-2:] if (atom := atoms[place]) is not None]
    return len(reading(tail)) >= 2 and all(atom.kind is not Kind.MEASURE for atom in tail)


def _dense_ahead(atoms: list[Atom | None], place: int) -> bool:
    head = [atom for atom in atoms[place : place + 2] if atom is not None and _counts(atom)]
    return len(reading(head)) >= 2


def _counts(atom: Atom) -> bool:
    return atom.is_number or atom.kind is Kind.WEAK


def _is_oh(atom: Atom | None) -> bool:
    return atom is not None and atom.kind is Kind.WEAK and atom.value == "0"


def _is_weak(atom: Atom | None) -> bool:
    return atom is not None and atom.kind is Kind.WEAK


def _beside_number(atoms: list[Atom | None], place: int) -> bool:
    """A weak word counts where the chain of weak words it stands in touches a number on either side."""
    for step in (-1, 1):
        other = place + step
        while 0 <= other < len(atoms) and _is_weak(atoms[other]):
            other += step
        if 0 <= other < len(atoms):
            atom = atoms[other]
            if atom is not None and atom.is_number:
                return True
    return False


def _is_measured_at(call: Call, stream: Sequence[int], place: int) -> bool:
    """True when a unit follows the number word at this place: the number is over."""
    ahead = call.ahead(stream[place], 1, same_line=True)
    return bool(ahead) and not call.tokens[stream[place]].ends_clause and call.text(ahead[0]) in UNITS_AFTER


def _is_counted_at(call: Call, position: int) -> bool:
    """True when the word before makes the number one of many: "press two"."""
    behind = call.behind(position, 1, same_line=True)
    return bool(behind) and call.text(behind[0]) in UNITS_BEFORE


def _run(call: Call, stream: Sequence[int], atoms: list[Atom | None], places: list[int]) -> Run:
    parts: list[list[Atom]] = []
    for index, place in enumerate(places):
        atom = atoms[place]
        if atom is None:
            continue
        if index == 0 or place != places[index - 1] + 1:
            parts.append([])
        parts[-1].append(atom)
    digits = tuple(reading(part) for part in parts)
    said = "".join(digits)
    measured = len(said) <= MOST_MEASURED_DIGITS and (
        _is_measured_at(call, stream, places[-1])
        or _is_counted_at(call, stream[places[0]])
        or any((atom := atoms[place]) is not None and atom.kind is Kind.MEASURE for place in places)
    )
    paired = sum(2 for part in parts for atom in part if atom.kind in (Kind.TEEN, Kind.TENS))
    return Run(tuple(stream[place] for place in places), said, digits, measured, max(0, len(said) - paired))
