"""What in a caller's words points to a mailing, a failure or a promise, before any register is looked at."""

from collections.abc import Collection, Iterator, Sequence

from audio.words import Speaker
from classify.heard import Span, Turn, span_of
from classify.lexicon import english

NEAR = 12
"""Trouble and the service it is with are told within so many words."""
EITHER_MAIL = frozenset({"mail", "mailbox"})
"""Words for printed and for electronic mail."""


def callers_turns(turns: Sequence[Turn]) -> list[Turn]:
    """Everything but the agent's: greetings name services, and questions for an address name mail."""
    return [turn for turn in turns if turn.speaker is not Speaker.AGENT]


def first_of(turns: Sequence[Turn], words: Collection[str]) -> Span | None:
    """The first word of a set that is said."""
    for turn in turns:
        for word in turn.words:
            if word.text in words:
                return span_of([word])
    return None


def mail_named(turns: Sequence[Turn]) -> Span | None:
    """Where a printed piece is named. Mail is none where it is an electronic address that is given."""
    for turn in turns:
        texts = turn.texts
        for at, word in enumerate(turn.words):
            if word.text in english().mail and not (word.text in EITHER_MAIL and _is_electronic(texts, at)):
                return span_of([word])
    return None


def is_offered(turn: Turn) -> bool:
    """Whether a printed piece, an offer or a code is spoken of in this turn."""
    return mail_named([turn]) is not None or bool(english().code & {*turn.texts})


def trouble_with(turns: Sequence[Turn], services: Collection[str]) -> Span | None:
    """Where a service is named and within `NEAR` words something said not to be as it should; the nearest such place.

    One speaker's turns are read on, because somebody who says "yes" in between cuts a sentence in two.
    """
    words = [word for turn in turns for word in turn.words]
    texts = [word.text for word in words]
    named = [at for at, text in enumerate(texts) if text in services]
    found: list[tuple[int, int, int]] = []
    for first, last in _troubles(texts):
        for at in named:
            gap = max(first - at, at - last, 0)
            if gap <= NEAR:
                found.append((gap, min(first, at), max(last, at)))
    if not found:
        return None
    _, start, end = min(found)
    return span_of(words[start : end + 1])


def trouble_in(turn: Turn) -> bool:
    return next(_troubles(turn.texts), None) is not None


def _troubles(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last word of everything that tells of trouble: single words, and phrases such as "not here"."""
    for at, text in enumerate(texts):
        if text in english().trouble:
            yield at, at
        for phrase in english().trouble_phrases:
            if tuple(texts[at : at + len(phrase)]) == phrase:
                yield at, at + len(phrase) - 1


def _is_electronic(texts: Sequence[str], at: int) -> bool:
    before, after = texts[max(at - 1, 0) : at], texts[at + 1 : at + 2]
    return bool(english().mail_after & {*before}) or bool(english().mail_before & {*after})
