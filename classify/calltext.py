"""A call as the classifier reads it: who said what, turn by turn, without sound or times."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from audio.words import Segment, Speaker

TURN_BREAK = re.compile(r"\s*\n\s*|\s+\|\s+")
AGENT_LINE = re.compile(r"^\s*agent\s*:\s*", re.IGNORECASE)
CUSTOMER_LINE = re.compile(r"^\s*(?:customer|caller)\s*:\s*", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\[[A-Z][A-Z_]+\]")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class CallText:
    """The turns of each side in the order they were said. A voice nobody could place counts as the customer's."""

    customer: tuple[str, ...]
    agent: tuple[str, ...] = ()

    @property
    def has_words(self) -> bool:
        return any(re.search(r"\w", turn) for turn in (*self.customer, *self.agent))


def parse_call(text: str | CallText) -> CallText:
    """Read a plain string: turns stand on lines or between ` | `; a turn that starts `Agent:` is the agent's."""
    if isinstance(text, CallText):
        return text
    customer: list[str] = []
    agent: list[str] = []
    for turn in TURN_BREAK.split(text.strip()):
        if AGENT_LINE.match(turn):
            agent.append(AGENT_LINE.sub("", turn))
        elif turn:
            customer.append(CUSTOMER_LINE.sub("", turn))
    return CallText(tuple(customer), tuple(agent))


def call_of_segments(segments: Sequence[Segment]) -> CallText:
    """The text of a transcript; neighbouring segments of one speaker make one turn."""
    turns = list(_turns(segments))
    return CallText(
        customer=tuple(text for speaker, text in turns if speaker is not Speaker.AGENT),
        agent=tuple(text for speaker, text in turns if speaker is Speaker.AGENT),
    )


def plain_words(text: str) -> str:
    """The text the vocabulary is made of: placeholders of redaction left out, every number the same.

    Numbers tell customers apart, not causes, and a vocabulary that held them would carry them into the model file.
    """
    return DIGITS.sub("0", PLACEHOLDER.sub(" ", text))


def _turns(segments: Sequence[Segment]) -> Iterator[tuple[Speaker, str]]:
    for speaker, group in groupby(segments, key=lambda segment: segment.speaker):
        yield speaker, " ".join(segment.text for segment in group)
