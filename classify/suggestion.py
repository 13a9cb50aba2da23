"""What a new installation guesses before the first label: the shipped model, the causes' own words, the registers.

A suggestion is marked as one wherever it is shown, and no figure is made of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio.words import Segment, Speaker
from classify.calltext import call_of_segments
from classify.drivers import DriverKind, HeardCall, Registers
from classify.heard import Span, span_of
from classify.linking import link_call
from classify.model import CauseModel
from classify.phrases import PhraseWeights
from classify.promises import Box, check_promise
from classify.rules import MAILER

Floats = NDArray[np.float64]

CAUSE_OF_KIND: Mapping[DriverKind, str] = {DriverKind.CAMPAIGN: MAILER, DriverKind.INCIDENT: "ops_issue"}
"""Which shipped cause a driver of each kind speaks for."""
CAUSE_OF_BOX: Mapping[Box, str] = {Box.OUTSIDE: "sales_overpromise", Box.INSIDE: "ops_issue"}
"""A promise outside the standard offering was the seller's; one inside it that callers ring about was not kept."""
UNKNOWN = "unknown"
SUGGESTED_BY_EXAMPLE = 0.4
"""Share of an example's weight that has to be said before it suggests its cause."""
UNMET = 0.05
"""Probability of a cause that the shipped model has not met."""
LEAST = 0.005
"""No opinion of the shipped model is so sure that examples and registers could not turn it."""
SHARPNESS = 4.0
"""How many nats a fully said example adds; a sure link adds half of them."""


@dataclass(frozen=True)
class CauseWords:
    """A cause as the taxonomy describes it."""

    id: str
    description: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """Probability by cause, what they rest on in words, and where a cause's own words or driver were heard."""

    probabilities: Mapping[str, float]
    reasons: tuple[str, ...]
    spans: Mapping[str, Span]

    @property
    def cause(self) -> str:
        return max(self.probabilities, key=lambda cause: self.probabilities[cause])


@dataclass(frozen=True)
class _Hint:
    """Something heard that speaks for a cause: how strongly, in nats."""

    cause: str
    reason: str
    strength: float
    span: Span | None


def suggest_cause(
    segments: Sequence[Segment],
    call: HeardCall,
    causes: Sequence[CauseWords],
    registers: Registers,
    *,
    seed: CauseModel | None,
) -> Suggestion:
    """The opinions are multiplied. Causes the shipped model has not met are suggested by their own words only."""
    ids = [cause.id for cause in causes]
    known = seed is not None and bool({str(cause) for cause in seed.classes_} & set(ids))
    hints = [*_by_examples(call, causes), *_by_links(call, registers, ids), *_by_promise(call, registers, ids)]
    scores = np.log(_by_seed(seed, segments, ids)) if seed is not None and known else np.zeros(len(ids))
    for hint in hints:
        scores[ids.index(hint.cause)] += hint.strength
    if not hints and not known and UNKNOWN in ids:
        scores[ids.index(UNKNOWN)] += 1.0
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    return Suggestion(
        {cause: float(share) for cause, share in zip(ids, shares, strict=True)},
        (*(("the shipped model",) if known else ()), *(hint.reason for hint in hints)),
        {hint.cause: hint.span for hint in hints if hint.span is not None},
    )


def _by_seed(seed: CauseModel, segments: Sequence[Segment], ids: Sequence[str]) -> Floats:
    said = dict(zip(seed.classes_, seed.predict_proba([call_of_segments(segments)])[0], strict=True))
    return np.asarray([max(float(said.get(cause, UNMET)), LEAST) for cause in ids])


def _by_examples(call: HeardCall, causes: Sequence[CauseWords]) -> Iterator[_Hint]:
    """For each cause the largest share of one of its own phrases that the customer says in one turn, if it is large."""
    weights = PhraseWeights([(cause.description, *cause.examples) for cause in causes])
    turns = [turn for turn in call.turns if turn.speaker is not Speaker.AGENT]
    for cause in causes:
        said = [
            (match, turn)
            for phrase in (*cause.examples, cause.description)
            for turn in turns
            if (match := weights.find(turn.texts, phrase)) is not None
        ]
        best, turn = max(said, key=lambda found: found[0].share, default=(None, None))
        if best is not None and turn is not None and best.share >= SUGGESTED_BY_EXAMPLE:
            span = span_of(turn.words[best.first : best.last + 1])
            yield _Hint(cause.id, f"words of the examples of {cause.id}", SHARPNESS * best.share, span)


def _by_links(call: HeardCall, registers: Registers, ids: Sequence[str]) -> Iterator[_Hint]:
    """The surest link to each kind of driver, where the taxonomy has a cause for it."""
    kinds: set[DriverKind] = set()
    for link in link_call(call, registers):
        cause = CAUSE_OF_KIND.get(link.driver_kind)
        if cause is not None and cause in ids and link.driver_kind not in kinds:
            kinds.add(link.driver_kind)
            reason = f"{link.driver_kind.value} {link.driver_id}: {link.evidence}"
            yield _Hint(cause, reason, SHARPNESS * link.confidence / 2, link.span)


def _by_promise(call: HeardCall, registers: Registers, ids: Sequence[str]) -> Iterator[_Hint]:
    check = check_promise(call, registers)
    cause = CAUSE_OF_BOX.get(check.box) if check else None
    if check is not None and cause is not None and cause in ids:
        yield _Hint(cause, f"a promise {check.box.value} the box", SHARPNESS / 2, check.claim)
