"""A promise quoted in a call against what may be promised: inside the box, outside it, or unknown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audio.words import Speaker
from classify.drivers import HeardCall, Registers
from classify.heard import HeardWord, Span, Turn, span_of
from classify.lexicon import english
from classify.phrases import PhraseWeights, content_words
from classify.terms import Terms, terms_of

LONGEST_CLAIM = 28
SHORTEST_CLAIM = 2
REACH = 6
"""Whoever promised is named at most this many words before."""
LEAST_TOPIC = 0.5
"""A line of the register is about the same thing when words of this weight are shared."""
LEAST_TOPIC_SAME_AMOUNT = 0.25
OTHERS = frozenset(
    {"he", "she", "they", "you", "your", "was", "were", "been", "got", "guy", "man", "lady", "gentleman", "somebody"}
)
ONESELF = frozenset({"i", "i've", "i'd", "we"})


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
    weights = PhraseWeights([[line.text] for line in lines])
    checks = [_judge(claim, lines, weights) for claim in quoted_promises(call.turns)]
    order = [Box.OUTSIDE, Box.INSIDE, Box.UNKNOWN]
    return min(checks, key=lambda check: order.index(check.box), default=None)


def quoted_promises(turns: Sequence[Turn]) -> Iterator[Span]:
    """What the customer says somebody promised: the words after "he promised", or before where nothing follows."""
    for turn in turns:
        if turn.speaker is Speaker.AGENT:
            continue
        for at, word in enumerate(turn.words):
            if word.text in english().promise and _by_somebody(turn, at):
                claim = _claim(turn, at)
                if claim:
                    yield span_of(claim)


def _by_somebody(turn: Turn, at: int) -> bool:
    before = turn.texts[max(at - REACH, 0) : at]
    if before and before[-1] in ONESELF:
        return False
    return bool((OTHERS | english().seller) & set(before))


def _claim(turn: Turn, at: int) -> Sequence[HeardWord]:
    following = turn.words[at + 1 : at + 1 + LONGEST_CLAIM]
    if _content(following) >= SHORTEST_CLAIM:
        return following
    before = turn.words[max(at - LONGEST_CLAIM, 0) : at]
    return before if _content(before) >= SHORTEST_CLAIM else ()


def _content(words: Sequence[HeardWord]) -> int:
    return len(content_words(" ".join(word.text for word in words)))


def _lines(call: HeardCall, registers: Registers) -> list[_Line]:
    lines = [
        _Line(promise, terms_of(promise), offering.id)
        for offering in registers.offerings
        for promise in offering.promises
    ]
    lines += [
        _Line(one.promise, terms_of(one.promise), one.offering_id, one.id)
        for one in registers.exceptions
        if one.approved_date is None or one.approved_date <= call.day
    ]
    return lines


def _judge(claim: Span, lines: Sequence[_Line], weights: PhraseWeights) -> PromiseCheck:
    terms = terms_of(claim.text)
    about = [line for line in lines if _is_about(terms, line, weights)]
    about.sort(key=lambda line: -_nearness(terms, line, weights))
    for line in about:
        if line.terms.allows(terms) and terms.is_concrete:
            return PromiseCheck(Box.INSIDE, claim, line.text, line.offering_id, line.exception_id)
    if not terms.is_concrete or not lines:
        return PromiseCheck(Box.UNKNOWN, claim)
    if about:
        return PromiseCheck(Box.OUTSIDE, claim, about[0].text, about[0].offering_id)
    return PromiseCheck(Box.OUTSIDE, claim)


def _is_about(claim: Terms, line: _Line, weights: PhraseWeights) -> bool:
    least = LEAST_TOPIC_SAME_AMOUNT if line.terms.shares_amount(claim) else LEAST_TOPIC
    return max(_shares(claim, line, weights)) >= least


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
