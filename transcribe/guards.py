"""Guards against invented text: what a recogniser writes when there was nothing to hear.

A guard never takes away words that have sound of their own: a card number may really be fifteen times
"one", and text that vanished could not be redacted. It takes repetition and crowds of words that share
no more sound than one of them needs, syllables without end, and the closing lines of videos that Whisper
models learned by heart.
"""

import re
import zlib
from collections.abc import Sequence
from typing import Final

from audio.words import Word

MAX_COMPRESSION: Final = 2.4
"""A text that zlib makes smaller than this goes round in circles (the threshold of the Whisper paper)."""

_SECONDS_A_WORD: Final = 0.08
"""Nobody says a dozen words a second for long; the fastest speech has about seven."""

_LONGEST_WORD: Final = 45
"""Letters; what is longer is one syllable over and over."""

_LONGEST_PHRASE: Final = 8
_REPEATS: Final = 4
_UNSURE: Final = 0.5
_NO_SPEECH: Final = 0.6
_IMPROBABLE: Final = -1.0

_NUMBER_WORDS: Final = frozenset({
    "zero", "oh", "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "double", "triple",
})  # fmt: skip

_LEARNED_BY_HEART: Final = frozenset({
    "thanks for watching", "thank you for watching", "thank you so much for watching", "please subscribe",
    "like and subscribe", "dont forget to subscribe", "subtitles by the amaraorg community",
    "subtitles by", "transcription by castingwords", "see you in the next video",
})  # fmt: skip


def goes_in_circles(text: str) -> bool:
    """True for a window whose text repeats itself so much that a second try is worth its time."""
    encoded = text.encode()
    return len(encoded) > 80 and len(encoded) / len(zlib.compress(encoded)) > MAX_COMPRESSION


def heard_nothing(no_speech_probability: float, mean_log_probability: float) -> bool:
    """Whisper's own test for a window without speech."""
    return no_speech_probability > _NO_SPEECH and mean_log_probability < _IMPROBABLE


def without_inventions(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one utterance that can have been said; empty if none of them can."""
    kept = _without_circles([word for word in words if len(word.word) <= _LONGEST_WORD])
    if _crowded(kept) or _plain(kept) in _LEARNED_BY_HEART:
        return ()
    return tuple(kept)


def _without_circles(words: list[Word]) -> list[Word]:
    """Keeps one of a phrase said four or more times in a row without sound or certainty behind it."""
    plain = [_plain([word]) for word in words]
    kept: list[Word] = []
    at = 0
    while at < len(words):
        size, repeats = _circle(plain, at)
        run = words[at : at + size * repeats]
        if repeats >= _REPEATS and _hollow(run):
            kept += run[:size]
        elif repeats >= _REPEATS:
            kept += run
        else:
            run = words[at : at + 1]
            kept += run
        at += len(run)
    return kept


def _circle(plain: Sequence[str], at: int) -> tuple[int, int]:
    """Length of the phrase that repeats most often from `at` on, and how often it is said."""
    best = (1, 1)
    for size in range(1, min(_LONGEST_PHRASE, (len(plain) - at) // _REPEATS) + 1):
        phrase, repeats = plain[at : at + size], 1
        while plain[at + repeats * size : at + (repeats + 1) * size] == phrase:
            repeats += 1
        if repeats > best[1]:
            best = (size, repeats)
    return best


def _hollow(words: Sequence[Word]) -> bool:
    """True for words without sound of their own, and for unsure ones unless they may be a number."""
    unsure = sum(word.probability for word in words) / len(words) < _UNSURE
    return _crowded(words) or (unsure and not any(_is_number(word) for word in words))


def _is_number(word: Word) -> bool:
    plain = _plain([word])
    return plain in _NUMBER_WORDS or any(letter.isdigit() for letter in plain)


def _crowded(words: Sequence[Word]) -> bool:
    """Three or more words with less sound under them than the fastest talker needs."""
    return len(words) >= 3 and sum(word.end - word.start for word in words) < _SECONDS_A_WORD * len(words)


def _plain(words: Sequence[Word]) -> str:
    return re.sub(r"[^a-z0-9 ]+", "", " ".join(word.word for word in words).lower()).strip()
