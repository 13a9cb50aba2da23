"""A case: a few turns of a call, of which the words in braces are planted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audio.words import Segment, Speaker, Word
from redact.entities import EntityType, Redaction
from redact.lexicon.wordlist import row

SECONDS_A_WORD = 0.3
NEUTRAL = frozenset(
    row(
        """uh um dash and then the of in no sorry wait dot at is as for like so that's space hold on a second let me
        see followed by"""
    )
)
"""Planted words that tell nothing by themselves."""
SHORT_VALUES = frozenset({EntityType.SECURITY_CODE, EntityType.PIN, EntityType.CARD_EXPIRY})


@dataclass(frozen=True, slots=True)
class Spoken:
    """One word; `planted` where it belongs to the value, `true` where no error has changed it."""

    text: str
    planted: bool
    true: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    speaker: Speaker
    words: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """`type` None: nothing in it is personal. `seen`: written before the recognisers were finished."""

    type: EntityType | None
    rendering: str
    turns: tuple[Turn, ...]
    seen: bool

    def segments(self) -> tuple[Segment, ...]:
        return tuple(_segments(self.turns))


def turns(*lines: str) -> tuple[Turn, ...]:
    """Turns from lines like "c: my card is {four one one one}" (a: agent, c: customer)."""
    return tuple(_turn(line) for line in lines)


def _turn(line: str) -> Turn:
    side, text = line.split(":", 1)
    speaker = Speaker.AGENT if side.strip() == "a" else Speaker.CUSTOMER
    words: list[Spoken] = []
    planted = False
    for word in text.replace("{", " { ").replace("}", " } ").split():
        if word in "{}":
            planted = word == "{"
        else:
            words.append(Spoken(word, planted))
    return Turn(speaker, tuple(words))


def _segments(said: Sequence[Turn]) -> Iterator[Segment]:
    time = 0.0
    for turn in said:
        start, words = time, []
        for word in turn.words:
            words.append(Word(word.text, time, time + SECONDS_A_WORD, 0.9))
            time += SECONDS_A_WORD
        yield Segment(turn.speaker, start, time, tuple(words))
        time += SECONDS_A_WORD


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of one case: planted words that stayed as they were said, and innocent words that went."""

    left: int
    planted: int
    innocent: int
    innocent_cut: int

    def leaks(self, kind: EntityType | None) -> bool:
        """Short values leak with their first word left; of long ones two words tell nothing."""
        if kind is None or not self.planted:
            return False
        return self.left > (0 if kind in SHORT_VALUES else min(2, self.planted // 3))


def outcome(case: Case, redaction: Redaction) -> Outcome:
    cut = {(one.line, word) for one in redaction.entities for word in range(one.first_word, one.last_word + 1)}
    left = planted = innocent = innocent_cut = 0
    for line, turn in enumerate(case.turns):
        for index, word in enumerate(turn.words):
            gone = (line, index) in cut
            if not word.planted:
                innocent += 1
                innocent_cut += gone
            elif word.true and word.text.lower().strip(".,") not in NEUTRAL:
                planted += 1
                left += not gone
    return Outcome(left, planted, innocent, innocent_cut)
