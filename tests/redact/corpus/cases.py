"""A case: a few turns of a call, of which the words in braces are planted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from audio.cut import Span
from audio.sound import Sound
from audio.words import Segment, Speaker, Word
from redact.entities import EntityType, Redaction
from redact.lexicon.wordlist import words
from redact.sound import cut_spans

SECONDS_A_WORD = 0.3
SIDES = {Speaker.AGENT: 0, Speaker.CUSTOMER: 1}
NEUTRAL = words("""
    uh um dash and then the of in no sorry wait dot at is as for like so that's space hold on a second let me see
    followed by i mean er okay minus hyphen slash capital all one's with
    """)
"""Planted words that tell nothing by themselves."""
SHORT_VALUES = frozenset({EntityType.SECURITY_CODE, EntityType.PIN, EntityType.CARD_EXPIRY})
_HEARD_PART = 1 / 3
"""A planted word of which more than this part can still be heard counts as audible."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One word with its seconds; `planted` where it belongs to the value, `true` where it is what was said."""

    text: str
    planted: bool
    start: float
    end: float
    true: bool = True

    @property
    def units(self) -> int:
        """How much of a value the word tells: its digits, or one for a word; 0 for a word that tells nothing."""
        if not self.planted or self.text.lower().strip(".,") in NEUTRAL:
            return 0
        return sum(char.isdigit() for char in self.text) or 1


@dataclass(frozen=True, slots=True)
class Turn:
    speaker: Speaker
    words: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """`type` None: nothing in it is personal. `rendering` names the way it is said."""

    type: EntityType | None
    rendering: str
    turns: tuple[Turn, ...]

    def segments(self) -> tuple[Segment, ...]:
        return tuple(
            Segment(
                turn.speaker,
                turn.words[0].start,
                turn.words[-1].end,
                tuple(Word(word.text, word.start, word.end, 0.9) for word in turn.words),
            )
            for turn in self.turns
        )


def turns(*lines: str) -> tuple[Turn, ...]:
    """Turns from lines like "c: my card is {four one one one}" (a: agent, c: customer); 0.3 s a word."""
    time = 0.0
    said = []
    for line in lines:
        turn = _turn(line, time)
        said.append(turn)
        time = turn.words[-1].end + SECONDS_A_WORD
    return tuple(said)


def _turn(line: str, time: float) -> Turn:
    side, text = line.split(":", 1)
    speaker = Speaker.AGENT if side.strip() == "a" else Speaker.CUSTOMER
    said: list[Spoken] = []
    planted = False
    for word in text.replace("{", " { ").replace("}", " } ").split():
        if word in "{}":
            planted = word == "{"
            continue
        start = time + len(said) * SECONDS_A_WORD
        said.append(Spoken(word, planted, start, start + SECONDS_A_WORD))
    return Turn(speaker, tuple(said))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case: units of its value that were planted, left in the words, left in the sound; innocent words cut."""

    planted: int
    written: int
    audible: int
    innocent: int
    innocent_cut: int

    def leaks(self, kind: EntityType | None, left: int) -> bool:
        """Short values leak with their first word left; of long ones two digits or words tell nothing."""
        if kind is None:
            return False
        return left > (0 if kind in SHORT_VALUES else min(2, self.planted // 3))


def outcome(said: Case, heard: Case, redaction: Redaction) -> Outcome:
    """`said` is the case as spoken, `heard` the same with the recogniser's errors, which was redacted."""
    cut = {(one.line, word) for one in redaction.entities for word in range(one.first_word, one.last_word + 1)}
    written = innocent = innocent_cut = 0
    for line, turn in enumerate(heard.turns):
        for index, word in enumerate(turn.words):
            gone = (line, index) in cut
            if not word.planted:
                innocent += 1
                innocent_cut += gone
            elif word.true and not gone:
                written += word.units
    planted = [(turn.speaker, word) for turn in said.turns for word in turn.words if word.planted]
    silent = _silent(heard, redaction) if planted else ()
    return Outcome(
        planted=sum(word.units for _, word in planted),
        written=written,
        audible=sum(word.units for speaker, word in planted if _is_audible(word, SIDES[speaker], silent)),
        innocent=innocent,
        innocent_cut=innocent_cut,
    )


def _silent(heard: Case, redaction: Redaction) -> tuple[Span, ...]:
    """What is silenced in a recording of the case that ends a second after its last word."""
    length = round((heard.turns[-1].words[-1].end + 1.0) * 100)
    sound = Sound(np.zeros((2, length), dtype=np.float32), 100)
    return cut_spans(sound, heard.segments(), redaction, channel_of=SIDES)


def _is_audible(word: Spoken, channel: int, silent: Sequence[Span]) -> bool:
    frames = np.arange(word.start, word.end, 0.01)
    gone = np.zeros(frames.size, dtype=bool)
    for span in silent:
        if span.channel in (channel, None):
            gone |= (frames >= span.start) & (frames < span.end)
    return bool(np.mean(~gone) > _HEARD_PART)


def moved(word: Spoken, by_s: tuple[float, float]) -> Spoken:
    """The word with its start and end heard a little off."""
    start = max(0.0, word.start + by_s[0])
    return replace(word, start=start, end=max(start + 0.02, word.end + by_s[1]))


def in_pieces(word: Spoken, texts: Sequence[str]) -> Iterator[Spoken]:
    """Several words in the time of one, each as long as it has letters."""
    letters = sum(map(len, texts))
    start = word.start
    for text in texts:
        end = start + (word.end - word.start) * len(text) / letters
        yield replace(word, text=text, start=start, end=end)
        start = end
