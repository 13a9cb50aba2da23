"""A batch of windows as tensors: what the network reads, what it should write, and where it should look."""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from demo.training.tokens import Tokens
from demo.training.windows import TimedWord, Window

IGNORED = -100
IntArray = npt.NDArray[np.int64]
_NO_PLACE = (0, 0)


@dataclass(frozen=True)
class Lesson:
    """One batch; `phones` and `pieces` (batch, frames) hold what sounds in every encoder frame.

    `read` and `write` (batch, tokens); `look` (batch, tokens, 2): first and last encoder frame + 1 of what is
    written at that step, `behind` the same for what was read; equal numbers where there is no such place.
    """

    mel: Tensor
    phones: Tensor
    pieces: Tensor
    read: Tensor
    write: Tensor
    look: Tensor
    behind: Tensor


@dataclass(frozen=True)
class _Step:
    token: int
    place: tuple[int, int] = _NO_PLACE


def lesson(windows: list[Window], tokens: Tokens, rng: Random, *, frames: int, timed: bool) -> Lesson:
    """Windows padded with zeros to `frames`, as faster-whisper pads, with or without timestamp tokens."""
    mel, phones = padded(windows, frames)
    scripts = [_script(window, tokens, timed=timed) for window in windows]
    length = max(len(script) for script in scripts) - 1
    read = np.full((len(scripts), length), tokens.end)
    write = np.full((len(scripts), length), IGNORED)
    look, behind = np.zeros((2, len(scripts), length, 2), np.int64)
    for row, script in enumerate(scripts):
        for step, (before, after) in enumerate(pairwise(script)):
            read[row, step], write[row, step] = _misheard(before.token, tokens, rng), after.token
            behind[row, step], look[row, step] = before.place, after.place
    pieces = _sounding(write, look, tokens, frames // 2)
    return Lesson(mel, phones, *(torch.from_numpy(array) for array in (pieces, read, write, look, behind)))


def _sounding(write: IntArray, look: IntArray, tokens: Tokens, frames: int) -> IntArray:
    """The piece that sounds in every encoder frame, `IGNORED` where none does; margins of `look` left off."""
    pieces = np.full((len(write), frames), IGNORED)
    for row, step in zip(*np.nonzero((write >= 0) & (write < tokens.end)), strict=True):
        first, last = look[row, step]
        pieces[row, first + 1 : max(last - 1, first + 2)] = write[row, step]
    return pieces


def padded(windows: list[Window], frames: int) -> tuple[Tensor, Tensor]:
    mel = np.zeros((len(windows), 80, frames), np.float32)
    phones = np.zeros((len(windows), frames // 2), np.int64)
    for row, window in enumerate(windows):
        mel[row, :, : len(window.mel)] = window.mel.T
        phones[row, : len(window.phones)] = window.phones
    return torch.from_numpy(mel), torch.from_numpy(phones)


def _script(window: Window, tokens: Tokens, *, timed: bool) -> list[_Step]:
    """Start, words, end. Of a cut-short utterance only the start is written, as Whisper learns it."""
    if not window.utterances:
        return [_Step(tokens.start), _Step(tokens.no_speech), _Step(tokens.end)]
    steps = [_Step(tokens.start)] + ([] if timed else [_Step(tokens.no_times)])
    for index, utterance in enumerate(window.utterances):
        begin, end = utterance[0].start, utterance[-1].end
        if timed:
            steps.append(_Step(tokens.time(begin), _around(begin)))
        if window.cut_short and index == len(window.utterances) - 1:
            break
        for word in utterance:
            steps += _word(word, tokens)
        if timed:
            steps.append(_Step(tokens.time(end), _around(end)))
    last = window.utterances[-1][-1].end
    return [*steps, _Step(tokens.end, (round(last * 50) + 1, round(last * 50) + 12))]


def _word(word: TimedWord, tokens: Tokens) -> list[_Step]:
    """The word's pieces, each with its part of the word's frames by spelling length."""
    pieces = tokens.pieces(word.word)
    lengths = [len(tokens.tokenizer.id_to_token(piece).lstrip("Ġ")) or 1 for piece in pieces]
    edges = word.start + (word.end - word.start) * np.concatenate([[0], np.cumsum(lengths)]) / sum(lengths)
    return [
        _Step(piece, (max(round(first * 50) - 1, 0), round(last * 50) + 1))
        for piece, first, last in zip(pieces, edges[:-1], edges[1:], strict=True)
    ]


def _around(seconds: float) -> tuple[int, int]:
    frame = round(seconds * 50)
    return max(frame - 2, 0), frame + 3


def _misheard(token: int, tokens: Tokens, rng: Random) -> int:
    """Now and then a wrong piece is read, so that the decoder trusts its ears more than its own words."""
    return rng.randrange(tokens.end) if token < tokens.end and rng.random() < 0.06 else token
