"""Windows of training strips, cut as faster-whisper will cut a call, with the frames of every word."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from demo.training.features import FRAMES, normalised


@dataclass(frozen=True)
class TimedWord:
    """A word and its time in seconds from the start of its window (or strip)."""

    word: str
    start: float
    end: float

    def later(self, seconds: float) -> "TimedWord":
        return TimedWord(self.word, self.start + seconds, self.end + seconds)


@dataclass(frozen=True)
class Window:
    """Normalised log-mel (frames, 80), phone labels (frames / 2), and the utterances in it.

    `cut_short`: the last utterance goes on after the window's end.
    """

    mel: npt.NDArray[np.float32]
    phones: npt.NDArray[np.uint8]
    utterances: tuple[tuple[TimedWord, ...], ...]
    cut_short: bool = False


class Shelf:
    """All shards of a directory whose names begin with `prefix`; new ones are found by `refresh`."""

    def __init__(self, directory: Path, prefix: str) -> None:
        self.directory, self.prefix = directory, prefix
        self.strips: list[tuple[npt.NDArray[np.float16], npt.NDArray[np.uint8], list[tuple[TimedWord, ...]]]] = []
        self._known: set[str] = set()
        self.refresh()

    def refresh(self) -> None:
        for rows in sorted(self.directory.glob(f"{self.prefix}*.json")):
            if rows.stem in self._known:
                continue
            self._known.add(rows.stem)
            mel = np.load(self.directory / f"{rows.stem}.mel.npy", mmap_mode="r")
            phones = np.load(self.directory / f"{rows.stem}.phones.npy")
            for index, row in enumerate(json.loads(rows.read_text(encoding="utf-8"))):
                utterances = [tuple(TimedWord(*word) for word in utterance) for utterance in row["utterances"]]
                self.strips.append((mel[index], phones[index], utterances))

    def snippet(self, rng: Random, frames: int) -> Window:
        """Any `frames` frames of any strip, without words: for learning phones alone."""
        mel, phones, _ = rng.choice(self.strips)
        first = 2 * rng.randrange((FRAMES - frames) // 2 + 1)
        return _window(mel, phones, [], first, first + frames, rng)

    def window(self, rng: Random, frames: int) -> Window:
        """As many whole utterances of a strip, from a random one on, as fit into `frames`, pauses around them."""
        mel, phones, utterances = rng.choice(self.strips)
        if not utterances or rng.random() < 0.02:
            return self._wordless(mel, phones, utterances, frames, rng)
        begin = rng.randrange(len(utterances))
        earliest = utterances[begin - 1][-1].end + 0.08 if begin else 0.0
        first = _even(max(earliest, utterances[begin][0].start - rng.choice((0.15, 0.4, 0.4, 1.0, 2.0))))
        kept = [u for u in utterances[begin:] if _even(u[-1].end + 0.1) <= first + frames]
        if not kept:
            return self.window(rng, frames)
        kept = kept[: rng.choice((1, 2, 3, 99, 99))]
        after = begin + len(kept)
        latest = utterances[after][0].start - 0.05 if after < len(utterances) else FRAMES / 100
        last = _even(min(latest, kept[-1][-1].end + rng.choice((0.15, 0.4, 0.4, 1.0, 2.0))))
        return _window(mel, phones, kept, first, min(max(last, first + 20), first + frames, FRAMES), rng)

    def packed(self, rng: Random, frames: int) -> Window:
        """Pieces of two speakers laid one behind the other with little silence, as `transcribe.packing` does."""
        speakers = [strip for strip in rng.sample(self.strips, 4) if strip[2]][:2]
        turns = [_pieces(*speaker, rng) for speaker in speakers]
        parts: list[Window] = []
        room = frames
        while turns:
            turn = rng.choice(turns)
            part = next(turn, None)
            if part is None:
                turns.remove(turn)
            elif len(part.mel) > room:
                break
            else:
                parts.append(part)
                room -= len(part.mel)
        return joined(parts, rng) if parts else self.window(rng, frames)

    def cut_window(self, rng: Random, frames: int) -> Window:
        """`frames` frames from a pause on, wherever they end, as a long recording is cut every 30 seconds."""
        mel, phones, utterances = rng.choice(self.strips)
        starts = [i for i, u in enumerate(utterances) if u[0].start * 100 + frames <= FRAMES]
        if not starts:
            return self.window(rng, frames)
        begin = rng.choice(starts)
        earliest = utterances[begin - 1][-1].end + 0.05 if begin else 0.0
        first = _even(max(earliest, utterances[begin][0].start - 0.3))
        inside = [u for u in utterances[begin:] if u[0].start * 100 < first + frames - 20]
        return _window(mel, phones, inside, first, first + frames, rng)

    def _wordless(self, mel, phones, utterances, frames: int, rng: Random) -> Window:  # type: ignore[no-untyped-def]
        edges = [0.0, *[u[-1].end + 0.1 for u in utterances]]
        ends = [*[u[0].start - 0.05 for u in utterances], FRAMES / 100]
        first, last = max(zip(edges, ends, strict=True), key=lambda gap: gap[1] - gap[0])
        length = min(_even(last) - _even(first), 2 * rng.randrange(20, frames // 2))
        return _window(mel, phones, [], _even(first), _even(first) + max(length, 20), rng)


def _pieces(mel, phones, utterances, rng: Random) -> Iterator[Window]:  # type: ignore[no-untyped-def]
    """A strip's utterances from a random one on, each cut out with a little of the silence around it; raw mel."""
    level = rng.uniform(-0.5, 0.5)
    for index in range(int(len(utterances) * rng.random() ** 2), len(utterances)):
        words = utterances[index]
        before = utterances[index - 1][-1].end if index else 0.0
        after = utterances[index + 1][0].start if index + 1 < len(utterances) else FRAMES / 100
        first = _even(max(words[0].start - rng.uniform(0.05, 0.4), before))
        last = min(_even(min(words[-1].end + rng.uniform(0.05, 0.4), after)), FRAMES)
        moved = tuple(word.later(-first / 100) for word in words)
        yield Window(np.asarray(mel[first:last], np.float32) + level, phones[first // 2 : last // 2], (moved,))


def joined(parts: list[Window], rng: Random) -> Window:
    """Raw windows one behind the other, then roughened and normalised as one."""
    mel = np.concatenate([part.mel for part in parts])
    starts = np.cumsum([0, *(len(part.mel) for part in parts)]) / 100
    utterances = tuple(
        tuple(word.later(start) for word in utterance)
        for start, part in zip(starts[:-1], parts, strict=True)
        for utterance in part.utterances
    )
    return Window(normalised(roughened(mel, rng)), np.concatenate([part.phones for part in parts]), utterances)


def _even(seconds: float) -> int:
    return 2 * round(seconds * 50)


def _window(mel, phones, utterances, first: int, last: int, rng: Random) -> Window:  # type: ignore[no-untyped-def]
    part = roughened(np.asarray(mel[first:last], np.float32), rng)
    moved = tuple(tuple(word.later(-first / 100) for word in utterance) for utterance in utterances)
    cut_short = bool(moved) and moved[-1][-1].end * 100 > last - first
    return Window(normalised(part), phones[first // 2 : last // 2], moved, cut_short)


def roughened(mel: npt.NDArray[np.float32], rng: Random) -> npt.NDArray[np.float32]:
    """Another level, at times more noise with another spectrum, at times a few mel bands blanked."""
    mel = mel + rng.uniform(-1.2, 0.6)
    source = np.random.default_rng(rng.getrandbits(32))
    if rng.random() < 0.15:
        spectrum = np.interp(np.arange(80), (0, 25, 50, 79), source.uniform(-1, 1, 4)) - rng.uniform(3.0, 5.0)
        floor = spectrum + mel.max() + source.normal(0, 0.25, mel.shape)
        mel = np.logaddexp(mel * 2.302585, floor * 2.302585) / 2.302585
    if rng.random() < 0.1:
        width, at = rng.randint(2, 6), rng.randrange(72)
        mel[:, at : at + width] = mel[:, at : at + width].min()
    return mel.astype(np.float32)
