"""Rules above the model that are certain, and rules below it that only suggest while nobody has labelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio.words import Segment
from classify.calltext import call_of_segments
from classify.codes import code_heard
from classify.drivers import Campaign, DriverKind, HeardCall, Registers
from classify.heard import Span
from classify.linking import link_call
from classify.model import CauseModel
from classify.phrases import PhraseWeights

Floats = NDArray[np.float64]

OFFER_CODE = "offer code read aloud"
MAILER = "marketing_mailer"
CAUSE_OF_KIND: Mapping[DriverKind, str] = {
    DriverKind.CAMPAIGN: MAILER,
    DriverKind.INCIDENT: "ops_issue",
    DriverKind.OFFERING: "sales_overpromise",
}
"""Which shipped cause a driver of each kind speaks for."""
UNKNOWN = "unknown"
SUGGESTED_BY_EXAMPLE = 0.6
"""Share of an example's weight that has to be said before it suggests its cause."""
UNMET = 0.05
"""Probability of a cause that the shipped model has not met."""
LEAST = 0.005
"""No opinion of the shipped model is so sure that examples and registers could not turn it."""
SHARPNESS = 4.0
"""How many nats a fully said example adds; a sure link adds half of them."""


@dataclass(frozen=True)
class CertainRule:
    """A rule that decides above the model: its name, the cause and the driver it names, and the words it heard."""

    name: str
    cause: str
    driver_id: str
    span: Span


@dataclass(frozen=True)
class CauseWords:
    """A cause as the taxonomy describes it."""

    id: str
    description: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A cold-start guess, never published as a figure: probability by cause, and what it rests on."""

    probabilities: Mapping[str, float]
    reasons: tuple[str, ...]

    @property
    def cause(self) -> str:
        return max(self.probabilities, key=lambda cause: self.probabilities[cause])


def certain_rule(call: HeardCall, campaigns: Sequence[Campaign], *, cause: str = MAILER) -> CertainRule | None:
    """The offer code of a mailing that has dropped, read aloud beyond doubt; None where there is none.

    Several codes in one call decide nothing: the caller compares them.
    """
    heard = [
        (campaign, found)
        for campaign in campaigns
        if campaign.drop_date <= call.day
        for code in campaign.offer_codes
        if (found := code_heard(call.turns, code)) is not None and found.certain
    ]
    if len({campaign.id for campaign, _ in heard}) != 1:
        return None
    campaign, found = heard[0]
    return CertainRule(OFFER_CODE, cause, campaign.id, found.span)


def suggest_cause(
    segments: Sequence[Segment],
    call: HeardCall,
    causes: Sequence[CauseWords],
    registers: Registers,
    *,
    seed: CauseModel | None,
) -> Suggestion:
    """A guess before the first label: the shipped model, the causes' own examples, and links to the registers.

    The opinions are multiplied. Causes the shipped model has not met are suggested by their examples only.
    """
    ids = [cause.id for cause in causes]
    reasons: list[str] = []
    scores = np.zeros(len(ids))
    if seed is not None:
        scores += np.log(_by_seed(seed, segments, ids))
        reasons.append("the shipped model")
    for number, share in _by_examples(call, causes).items():
        scores[number] += SHARPNESS * share
        reasons.append(f"words of the examples of {ids[number]}")
    for kind, confidence in _by_links(call, registers).items():
        cause = CAUSE_OF_KIND[kind]
        if cause in ids:
            scores[ids.index(cause)] += SHARPNESS * confidence / 2
            reasons.append(f"a {kind.value} of the registers")
    if not reasons and UNKNOWN in ids:
        scores[ids.index(UNKNOWN)] += 1.0
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    return Suggestion({cause: float(share) for cause, share in zip(ids, shares, strict=True)}, tuple(reasons))


def _by_seed(seed: CauseModel, segments: Sequence[Segment], ids: Sequence[str]) -> Floats:
    said = dict(zip(seed.classes_, seed.predict_proba([call_of_segments(segments)])[0], strict=True))
    return np.asarray([max(float(said.get(cause, UNMET)), LEAST) for cause in ids])


def _by_examples(call: HeardCall, causes: Sequence[CauseWords]) -> dict[int, float]:
    """For each cause the largest share of one of its examples that is said in one turn, if it is large."""
    weights = PhraseWeights([(cause.description, *cause.examples) for cause in causes])
    found: dict[int, float] = {}
    for number, cause in enumerate(causes):
        shares = [
            match.share
            for example in (*cause.examples, cause.description)
            for turn in call.turns
            if (match := weights.find(turn.texts, example)) is not None
        ]
        if max(shares, default=0.0) >= SUGGESTED_BY_EXAMPLE:
            found[number] = max(shares)
    return found


def _by_links(call: HeardCall, registers: Registers) -> dict[DriverKind, float]:
    found: dict[DriverKind, float] = {}
    for link in link_call(call, registers):
        found[link.driver_kind] = max(found.get(link.driver_kind, 0.0), link.confidence)
    return found
