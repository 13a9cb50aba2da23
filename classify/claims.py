"""What a caller says somebody promised: the words of the claim, found by who told it and how it was told."""

from collections.abc import Iterator, Sequence

from classify.cues import callers_turns
from classify.heard import HeardWord, Span, Turn, span_of
from classify.lexicon import english
from classify.phrases import content_words

LONGEST_CLAIM = 28
SHORTEST_CLAIM = 2
REACH = 6
"""Whoever promised is named at most this many words before."""
OTHERS = frozenset(
    {"he", "she", "they", "you", "your", "was", "were", "been", "got", "guy", "man", "lady", "gentleman", "somebody"}
)
ONESELF = frozenset({"i", "i've", "i'd", "we"})
REFUSALS = frozenset({"not", "must", "couldn't", "can't", "cannot", "wouldn't"})
"""What follows these words was refused or demanded, not promised."""
BETWEEN = frozenset({"supposed", "deal"})
"""What was promised stands on both sides of these words."""
TO_WHOM = frozenset({"me", "us", "my", "wife", "husband", "on", "phone", "that"})
DENIALS = frozenset({"never", "nobody"})
"""With these the claim is that something was kept quiet; the word belongs to it."""


def quoted_promises(turns: Sequence[Turn]) -> Iterator[Span]:
    """The words after "he promised", or before where nothing follows; the caller's turns only."""
    for turn in callers_turns(turns):
        for at in _places(turn):
            claim = _claim(turn, at)
            if claim:
                yield span_of(claim)


def told_clauses(turns: Sequence[Turn]) -> Iterator[Span]:
    """Every clause of a caller's turn in which a seller or a bargain is named: promises that are told indirectly."""
    for turn in callers_turns(turns):
        if {*turn.texts} & (english().seller | english().bargain):
            words: Sequence[HeardWord] = turn.words
            while words:
                clause = _until_contrast(words[:LONGEST_CLAIM])
                if _content(clause) >= SHORTEST_CLAIM and not _is_refused(clause):
                    yield span_of(clause)
                words = words[len(clause) :]


def _places(turn: Turn) -> Iterator[int]:
    """Words behind which a promise is told: said by somebody, or the caller's own signing, buying and understanding."""
    for at, word in enumerate(turn.words):
        told = word.text in english().promise and _by_somebody(turn, at)
        dealt = word.text in english().deal and bool(english().seller & {*_before(turn, at)})
        if told or dealt or word.text in english().bargain:
            yield at


def _by_somebody(turn: Turn, at: int) -> bool:
    before = _before(turn, at)
    if before and before[-1] in ONESELF:
        return False
    return bool((OTHERS | english().seller) & set(before))


def _before(turn: Turn, at: int) -> tuple[str, ...]:
    return turn.texts[max(at - REACH, 0) : at]


def _claim(turn: Turn, at: int) -> Sequence[HeardWord]:
    following = _until_contrast(turn.words[at + 1 : at + 1 + LONGEST_CLAIM])
    if turn.words[at].text in BETWEEN:
        following = (*turn.words[max(at - REACH + 2, 0) : at], *following)
    if _is_refused(following):
        return ()
    following = _from_that(following)
    if _content(following) >= SHORTEST_CLAIM:
        denied = at > 0 and turn.words[at - 1].text in DENIALS
        return (turn.words[at - 1], *following) if denied else following
    before = turn.words[max(at - LONGEST_CLAIM // 2, 0) : at]
    return before if _content(before) >= SHORTEST_CLAIM else ()


def _from_that(words: Sequence[HeardWord]) -> Sequence[HeardWord]:
    """Without whom it was said to: "me on the phone that"."""
    texts = [word.text for word in words]
    at = 0
    while at < len(texts) and (texts[at] in TO_WHOM or texts[at : at + 2] == ["the", "phone"]):
        at += 1
    return words[at:]


def _until_contrast(words: Sequence[HeardWord]) -> Sequence[HeardWord]:
    """A claim ends where the caller tells what came of it: "and now", "but"."""
    texts = [word.text for word in words]
    for at in range(1, len(texts)):
        if any(tuple(texts[at : at + len(phrase)]) == phrase for phrase in english().contrasts):
            return words[:at]
    return words


def _is_refused(claim: Sequence[HeardWord]) -> bool:
    """Whether something was denied rather than promised: "that i could not keep my number"."""
    opening = [word.text for word in claim[:REACH]]
    return any(
        text in REFUSALS and not {"would", "pay", "worry"} & {*opening[max(at - 1, 0) : at + 2]}
        for at, text in enumerate(opening)
    )


def _content(words: Sequence[HeardWord]) -> int:
    return len(content_words(" ".join(word.text for word in words)))
