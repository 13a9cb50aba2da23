"""How well a converted model hears: `python -m demo.training.measure models/speech-demo`.

Sentences of held-out templates, spoken by the training voices and by the held-out voice over random
telephone lines (seeds that no training uses), transcribed as faster-whisper does it in use: one call after
another, and batched after voice activity detection. Printed: word error rate with its counts, and the
median distance between true and written start of the words that were heard right.
"""

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from scipy.signal import resample_poly

from demo.grammar.sentences import held_out_sentences
from demo.training.features import MODEL_RATE
from demo.training.sound import Strip, make_strip, make_wordless
from demo.voices import HELD_OUT_VOICE, RATE, VOICES

Timed = tuple[str, float]


@dataclass(frozen=True)
class Score:
    """Word errors against `words` true words, and the errors of start times in seconds."""

    words: int
    wrong: int
    time_errors: tuple[float, ...]

    @property
    def rate(self) -> float:
        return self.wrong / max(self.words, 1)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.words + other.words, self.wrong + other.wrong, self.time_errors + other.time_errors)

    def __str__(self) -> str:
        times = f"{statistics.median(self.time_errors):.2f} s" if self.time_errors else "–"
        near = sum(error <= 0.25 for error in self.time_errors) / max(len(self.time_errors), 1)
        return f"{self.rate:6.1%} of {self.words} words wrong; times: median {times}, {near:.0%} within 0.25 s"


def compare(truth: Sequence[Timed], heard: Sequence[Timed]) -> Score:
    """Fewest substitutions, insertions and deletions that turn `truth` into `heard` (Levenshtein)."""
    cost = np.zeros((len(truth) + 1, len(heard) + 1), int)
    cost[:, 0], cost[0] = range(len(truth) + 1), range(len(heard) + 1)
    for i, (word, _) in enumerate(truth, 1):
        for j, (other, _) in enumerate(heard, 1):
            cost[i, j] = min(cost[i - 1, j] + 1, cost[i, j - 1] + 1, cost[i - 1, j - 1] + (word != other))
    matched = _matches(cost, truth, heard)
    errors = tuple(abs(truth[i][1] - heard[j][1]) for i, j in matched)
    return Score(len(truth), int(cost[-1, -1]), errors)


def _matches(cost: "np.ndarray", truth: Sequence[Timed], heard: Sequence[Timed]) -> Iterator[tuple[int, int]]:  # type: ignore[type-arg]
    i, j = len(truth), len(heard)
    while i and j:
        same = truth[i - 1][0] == heard[j - 1][0]
        if cost[i, j] == cost[i - 1, j - 1] + (not same):
            i, j = i - 1, j - 1
            if same:
                yield i, j
        elif cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1


def strips_of(voices: Sequence[str], count: int, seed: str) -> list[Strip]:
    """Strips of held-out sentences, four to a strip, voices in turn."""
    rng = Random(seed)
    sentences = held_out_sentences(rng)
    return [make_strip(rng, voices[i % len(voices)], [next(sentences) for _ in range(4)]) for i in range(count)]


def measure(model: WhisperModel, strips: list[Strip], *, batched: bool, show: bool = False) -> Score:
    """Transcribe every strip and add up the errors."""
    total = Score(0, 0, ())
    for strip in strips:
        truth = [(word.word, word.start) for utterance in strip.utterances for word in utterance]
        heard = list(transcribed(model, strip, batched=batched))
        total += compare(truth, heard)
        if show:
            print("  said ", " ".join(word for word, _ in truth))
            print("  heard", " ".join(word for word, _ in heard))
    return total


def transcribed(model: WhisperModel, strip: Strip, *, batched: bool, vad: bool = True) -> Iterator[Timed]:
    sound = resample_poly(strip.samples, MODEL_RATE // RATE, 1).astype(np.float32)
    options = {"language": "en", "beam_size": 5, "word_timestamps": True, "vad_filter": vad}
    if batched:
        segments, _ = BatchedInferencePipeline(model).transcribe(sound, **options)
    else:
        segments, _ = model.transcribe(sound, condition_on_previous_text=False, **options)
    for segment in segments:
        for word in segment.words or ():
            yield word.word.strip(), word.start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--strips", type=int, default=60)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    model = WhisperModel(options.model, device="cpu", compute_type="int8", cpu_threads=1)
    for who, voices in (("training voices", list(VOICES)), ("held-out voice", [HELD_OUT_VOICE])):
        strips = strips_of(voices, options.strips, f"measure {who}")
        for batched in (True, False):
            started = time.monotonic()
            score = measure(model, strips, batched=batched, show=options.show and batched)
            took = time.monotonic() - started
            print(f"{who}, {'batched' if batched else 'in turn'}: {score}; {took:.0f} s", flush=True)
    rng = Random("measure wordless")
    invented = [len(list(transcribed(model, make_wordless(rng), batched=True))) for _ in range(10)]
    print(f"words heard in 10 strips of noise and music: {sum(invented)}")


if __name__ == "__main__":
    main()
