"""Carries words from packed windows back to the channel and the time at which they were said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from audio.words import Word
from transcribe.engine import Utterance
from transcribe.guards import without_inventions
from transcribe.packing import Window
from transcribe.voice import VOICE_RATE, Piece

PAUSE_S: Final = 0.7
"""A pause that ends an utterance."""

_TOLERANCE: Final = round(0.1 * VOICE_RATE)
"""The voice detector may miss the breath before a word and the hiss after it by this many samples."""

_BELONGS_AT: Final = 0.8
"""Where in a word its piece is asked for. A recogniser gives the silence before a word to that word, so the middle of
the first word of a piece often lies in the piece before. On 24 sample calls 15 % of the words were wrong, or with the
wrong speaker, by the middle; 12 % by any point from 0.7 to 1."""

_LONGER_AT_MOST_S: Final = 0.5

_SHORTEST_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as the recogniser cut it: a leading blank starts a new word; seconds of its window."""

    text: str
    start: float
    end: float
    probability: float


def utterances_by_channel(
    windows: Iterable[tuple[Window, Sequence[RawWord]]], channels: int
) -> tuple[tuple[Utterance, ...], ...]:
    """Utterances in time order for each channel, without what cannot have been said."""
    by_channel: list[list[Word]] = [[] for _ in range(channels)]
    for window, raw_words in windows:
        placed = [_placed_back(raw, window) for raw in _joined(raw_words)]
        for index, (piece, word) in enumerate(placed):
            is_last = index + 1 == len(placed) or placed[index + 1][0] is not piece
            by_channel[piece.channel].append(_to_the_end(word, piece) if is_last else word)
    return tuple(tuple(_utterances(words)) for words in by_channel)


def _joined(words: Iterable[RawWord]) -> list[RawWord]:
    """Whole words: parts without letters or digits of their own (a comma, a full stop) join their neighbour."""
    whole: list[RawWord] = []
    lead: RawWord | None = None
    for word in words:
        if not word.text.strip():
            continue
        if any(letter.isalnum() for letter in word.text):
            whole.append(word if lead is None else _merged(lead, word, timed=word))
            lead = None
        elif whole and not word.text.startswith(" "):
            whole[-1] = _merged(whole[-1], word, timed=whole[-1])
        else:
            lead = word
    return whole


def _merged(first: RawWord, second: RawWord, *, timed: RawWord) -> RawWord:
    return RawWord(first.text.rstrip() + second.text.strip(), timed.start, timed.end, timed.probability)


def _to_the_end(word: Word, piece: Piece) -> Word:
    """The last word of a piece lasts as long as its voice: recognisers let it end too early."""
    voice_end = piece.voice_end / VOICE_RATE
    return replace(word, end=max(word.end, min(voice_end, word.end + _LONGER_AT_MOST_S)))


def _placed_back(raw: RawWord, window: Window) -> tuple[Piece, Word]:
    """A word belongs to the piece that is heard towards its end, and never reaches beyond that piece's voice."""
    first, last = round(raw.start * VOICE_RATE), round(raw.end * VOICE_RATE)
    placed = window.locate(first + round(_BELONGS_AT * (last - first)))
    piece, shift = placed.piece, placed.piece.start - placed.at
    start, end = _within(piece, first + shift), _within(piece, last + shift)
    end = max(end, start + round(_SHORTEST_S * VOICE_RATE))
    return piece, Word(raw.text.strip(), start / VOICE_RATE, end / VOICE_RATE, raw.probability)


def _within(piece: Piece, sample: int) -> int:
    first, last = max(piece.start, piece.voice_start - _TOLERANCE), min(piece.end, piece.voice_end + _TOLERANCE)
    return min(max(sample, first), last)


def _utterances(words: Sequence[Word]) -> Iterable[Utterance]:
    """Words split where somebody paused; each utterance passes the guards or is left out."""
    run: list[Word] = []
    for word in sorted(words, key=lambda word: (word.start, word.end)):
        if run and word.start - run[-1].end > PAUSE_S:
            yield from _guarded(run)
            run = []
        run.append(word)
    yield from _guarded(run)


def _guarded(run: Sequence[Word]) -> Iterable[Utterance]:
    kept = without_inventions(run) if run else ()
    if kept:
        yield Utterance(kept)
