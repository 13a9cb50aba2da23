"""What a sample call is made of: words, sentences, turns, planted items, and the plan they follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Speaker = Literal["agent", "customer"]
Box = Literal["inside", "outside", "exception"]


@dataclass(frozen=True)
class Planted:
    """Personal data in a sentence: words `first` to `last` (inclusive, counted in that sentence)."""

    type: str
    first: int
    last: int
    spoken: str


@dataclass(frozen=True)
class Sentence:
    """One spoken sentence. `cause` names the cause it gives away, if it gives one away."""

    template_id: str
    words: tuple[str, ...]
    planted: tuple[Planted, ...] = ()
    cause: str | None = None

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Turn:
    """What one speaker says before the other does. `hold_after`: the agent puts the customer on hold."""

    speaker: Speaker
    sentences: tuple[Sentence, ...]
    hold_after: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for sentence in self.sentences for word in sentence.words)

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class CallPlan:
    """What a call is to be about, decided before a word of it is chosen.

    `variant` is an act of the cause ("mailer.price"); `reveal_at` the customer turn (1, 2, 3) that says it.
    `asks` are the kinds of personal data exchanged; `values` the fillings that belong to the driver.
    """

    cause: str
    variant: str
    opening: str
    reveal_at: int
    held_out: bool
    secondary: str | None = None
    secondary_variant: str | None = None
    asks: tuple[str, ...] = ()
    repeats_back: bool = False
    hold: bool = False
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Dialogue:
    """A finished conversation; `evidence_turn` is the index of the turn that says the cause."""

    plan: CallPlan
    turns: tuple[Turn, ...]
    evidence_turn: int

    @property
    def word_count(self) -> int:
        return sum(len(turn.words) for turn in self.turns)

    @property
    def template_ids(self) -> tuple[str, ...]:
        return tuple(sentence.template_id for turn in self.turns for sentence in turn.sentences)
