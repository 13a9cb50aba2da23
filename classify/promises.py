"""A promise quoted in a call against what may be promised: inside the box, outside it, or unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from classify.claims import quoted_promises, told_clauses
from classify.cues import callers_turns
from classify.drivers import HeardCall, Registers
from classify.heard import Span
from classify.phrases import PhraseWeights
from classify.terms import Terms, terms_of

LEAST_TOPIC = 0.5
"""A line of the register is about the same thing when words of this weight are shared."""
LEAST_TOPIC_SAME_AMOUNT = 0.25
LEAST_OF_EXCEPTION = 0.75
LEAST_DEMAND = 0.6
"""So much of what is asked money for has to be in the line that says it is free."""


class Box(StrEnum):
    """Where a promise stands relative to the standard service."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PromiseCheck:
    """The verdict on what a caller says they were promised.

    `against` is the line of the register it was compared with, empty where none is about the same thing.
    """

    box: Box
    claim: Span
    against: str = ""
    offering_id: str | None = None
    exception_id: str | None = None


@dataclass(frozen=True)
class _Line:
    text: str
    terms: Terms
    offering_id: str | None
    exception_id: str | None = None


def check_promise(call: HeardCall, registers: Registers) -> PromiseCheck | None:
    """The most telling promise that the caller quotes, judged; None where none is quoted.

    Inside: a promise of an offering, or an exception approved by that day, says the same. Outside: the register is
    about the same thing and says less, or the claim is concrete and nothing in the register is like it. Unknown: the
    claim is too vague to be held against anybody, or there are no offerings to compare with.
    """
    lines = _lines(call, registers)
    weights = PhraseWeights([[" ".join(line.terms.words)] for line in lines])
    checks = [check for claim in quoted_promises(call.turns) if (check := _judge(claim, lines, weights))]
    if all(check.box is Box.UNKNOWN for check in checks):
        told = (_judge(claim, lines, weights) for claim in told_clauses(call.turns))
        checks += [check for check in told if check and check.against]
    order = [Box.OUTSIDE, Box.INSIDE, Box.UNKNOWN]
    return min(checks, key=lambda check: order.index(check.box), default=None)


def _lines(call: HeardCall, registers: Registers) -> list[_Line]:
    return [
        _Line(promise, terms_of(promise), offering.id)
        for offering in registers.offerings
        for promise in offering.promises
    ] + [
        _Line(one.promise, terms_of(one.promise), one.offering_id, one.id)
        for one in registers.exceptions
        if (one.approved_date is None or one.approved_date <= call.day) and _is_in(call, one.promise)
    ]


def _is_in(call: HeardCall, exception: str) -> bool:
    """Whether an approved exception can be meant: most of its words are said, "for the new houses in Fairmont" too."""
    wanted = set(terms_of(exception).words)
    said = set(terms_of(" ".join(text for turn in callers_turns(call.turns) for text in turn.texts)).words)
    return len(wanted & said) >= LEAST_OF_EXCEPTION * len(wanted)


def _judge(claim: Span, lines: Sequence[_Line], weights: PhraseWeights) -> PromiseCheck | None:
    terms = terms_of(claim.text)
    about = [line for line in lines if _is_about(terms, line, weights)]
    about.sort(key=lambda line: -_nearness(terms, line, weights))
    for line in about:
        if _is_kept_by(terms, line, weights):
            return PromiseCheck(Box.INSIDE, claim, line.text, line.offering_id, line.exception_id)
    if not lines or not (terms.is_concrete or _is_definite(terms, about)):
        return PromiseCheck(Box.UNKNOWN, claim)
    if about and _is_demand(terms, about[0], weights):
        return None
    if about:
        return PromiseCheck(Box.OUTSIDE, claim, about[0].text, about[0].offering_id)
    return PromiseCheck(Box.OUTSIDE, claim)


def _is_demand(claim: Terms, line: _Line, weights: PhraseWeights) -> bool:
    """Money asked for what is free: somebody was told wrongly, but nobody promised too much."""
    asked = "money" in claim.amounts and not claim.is_free and not claim.is_for_ever
    return asked and line.terms.is_free and _shares(claim, line, weights)[1] >= LEAST_DEMAND


def _is_definite(claim: Terms, about: Sequence[_Line]) -> bool:
    """Without an amount: something is said to be so, or is spoken of that may not be promised at all."""
    return bool(about) and (claim.is_definite or about[0].terms.is_refusing)


def _is_kept_by(claim: Terms, line: _Line, weights: PhraseWeights) -> bool:
    """Whether the register says the same: no amount beyond it, and where none is claimed, its words."""
    if line.terms.is_refusing or not line.terms.allows(claim):
        return False
    if claim.is_concrete:
        return True
    return not line.terms.is_concrete and claim.is_definite and max(_shares(claim, line, weights)) >= LEAST_TOPIC


def _is_about(claim: Terms, line: _Line, weights: PhraseWeights) -> bool:
    shared = max(_shares(claim, line, weights))
    both_free, same_amount = line.terms.is_free and claim.is_free, line.terms.shares_amount(claim)
    if both_free and same_amount:
        return True
    return shared >= (LEAST_TOPIC_SAME_AMOUNT if both_free or same_amount else LEAST_TOPIC)


def _nearness(claim: Terms, line: _Line, weights: PhraseWeights) -> float:
    """Which of several lines about the same thing is meant: by words both ways, and by amounts of the same kind."""
    same_kind = bool(claim.amounts.keys() & line.terms.amounts.keys())
    both_price = claim.is_about_price and line.terms.is_about_price
    return sum(_shares(claim, line, weights)) + same_kind + both_price


def _shares(claim: Terms, line: _Line, weights: PhraseWeights) -> tuple[float, float]:
    """How much of the line is in the claim, and of the claim in the line."""
    found = weights.find(claim.words, " ".join(line.terms.words)), weights.find(line.terms.words, " ".join(claim.words))
    there, back = (match.share if match else 0.0 for match in found)
    return there, back
