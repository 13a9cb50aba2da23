"""Speed of our pipeline beside faster-whisper's own batched pipeline, called directly for each channel.

    python -m benchmarks.speech [--model tiny-shape | NAME | DIRECTORY] [--recording FILE …]

Ours: the file is decoded in the confined child, voice is found, both sides share windows, words get times, personal
data is cut out of the text. Theirs: `decode_audio` and `BatchedInferencePipeline.transcribe` with word times for
each channel, nothing redacted. Same file, model, beam and threads; rounds alternate who goes first. Times are
CPU seconds of this process and of the decoding child, so that other work on the machine matters little.

`tiny-shape` (the default) is a model of Whisper tiny's exact shape with random weights: it prices the work where real
weights cannot be had (`base-shape` and `small-shape` likewise). It never ends a window by itself, so both sides write
the same number of tokens for a call, 3.3 for each second of speech, spread evenly over their windows: ours are fewer,
with longer texts in them. With a real model the check by second listening is timed too, in a column of its own.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from audio.encode import encode_opus
from audio.sound import Sound
from benchmarks.pipelines import Ours, Theirs, load_both
from benchmarks.recordings import CALLS as CALLS_FOLDER
from benchmarks.recordings import is_two_channel, tiled
from benchmarks.shapes import SHAPES, write_shape

TOKENS_A_SECOND: Final = 3.3
"""Of fluent English speech with Whisper's vocabulary: 2.5 words of 1.3 tokens."""

SAMPLE_CALLS: Final = 12
CALL_S: Final = (180, 300, 420, 600)


@dataclass(frozen=True)
class Case:
    """A set of recordings measured together, and the speed that is promised for it."""

    name: str
    title: str
    target: float


@dataclass(frozen=True)
class Row:
    """CPU seconds of both sides for one recording, the least of all rounds."""

    name: str
    seconds: float
    ours_s: float
    theirs_s: float
    window_ratio: float
    checked_s: float | None = None
    """Ours with the check by second listening, where the model writes real words."""

    @property
    def speed(self) -> float:
        """How many times as fast as theirs."""
        return self.theirs_s / self.ours_s


SAMPLES: Final = Case("samples", "sample calls as they are", 0.97)
CALLS: Final = Case("calls", "two channels of 3 to 10 minutes", 1.20)
GIVEN: Final = Case("given", "recordings of your own", 0.97)


def recordings_of(case: Case, folder: Path, given: Sequence[Path]) -> Iterator[Path]:
    """The files of a case, made when they are needed."""
    if case is SAMPLES:
        paths = [path for path in sorted(CALLS_FOLDER.glob("*.opus")) if is_two_channel(path)]
        yield from paths[:: max(1, len(paths) // SAMPLE_CALLS)][:SAMPLE_CALLS]
    elif case is CALLS:
        for number, seconds in enumerate(CALL_S):
            yield _written(folder / f"call-{seconds}s.opus", tiled(seconds, first=5 * number))
    else:
        yield from given


def _written(path: Path, sound: Sound) -> Path:
    path.write_bytes(encode_opus(sound))
    return path


def mono_of(path: Path, folder: Path, ours: Ours) -> Path:
    """The mix-down of a two-channel recording."""
    sound = ours.sound(path)
    return _written(folder / f"{path.stem}-mono.opus", sound.mono())


def joined(folder: Path, agent: Path, caller: Path, ours: Ours) -> Path:
    """Two one-channel files of one call as one file."""
    return _written(folder / "both-sides.opus", ours.decoder.decode(agent, caller))


def measure(path: Path, ours: Ours, theirs: Theirs, *, rounds: int, fixed: bool) -> Row:
    """Both sides on one recording, by turns."""
    plan = ours.plan(path)
    if fixed:
        tokens = TOKENS_A_SECOND * plan.speech_s
        ours.tokens_a_window = max(1, round(tokens / max(plan.windows, 1)))
        theirs.tokens_a_window = max(1, round(tokens / max(theirs.windows(path), 1)))
    runs: dict[str, list[float]] = {"ours": [], "theirs": []}
    sides: list[tuple[str, Callable[[], float]]] = [
        ("ours", partial(ours.cpu_seconds, path)),
        ("theirs", partial(theirs.cpu_seconds, path)),
    ]
    for turn in range(rounds):
        for name, run in sides if turn % 2 == 0 else sides[::-1]:
            runs[name].append(run())
    checked_s = None if fixed else ours.cpu_seconds(path, checked=True)
    return Row(path.stem, plan.seconds, min(runs["ours"]), min(runs["theirs"]), plan.window_ratio, checked_s)


def compare_with_mono(path: Path, folder: Path, ours: Ours, *, rounds: int, fixed: bool) -> float:
    """CPU seconds of a two-channel call over those of its mix-down."""
    mono = mono_of(path, folder, ours)
    times: dict[Path, list[float]] = {path: [], mono: []}
    if fixed:
        tokens = TOKENS_A_SECOND * ours.plan(path).speech_s
    for turn in range(rounds):
        for file in (path, mono) if turn % 2 == 0 else (mono, path):
            if fixed:
                ours.tokens_a_window = max(1, round(tokens / max(ours.plan(file).windows, 1)))
            times[file].append(ours.cpu_seconds(file))
    return min(times[path]) / min(times[mono])


def run(options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fixed = options.model in SHAPES
        model = str(write_shape(folder / options.model, SHAPES[options.model])) if fixed else options.model
        ours, theirs = load_both(model, threads=options.threads, beam=options.beam, batch=options.their_batch)
        given = list(options.recording)
        if options.agent and options.caller:
            given.append(joined(folder, options.agent, options.caller, ours))
        report: dict[str, Any] = {"model": options.model, "threads": options.threads, "beam": options.beam, "cases": []}
        for case in (SAMPLES, CALLS, GIVEN):
            if case.name in options.case:
                files = list(recordings_of(case, folder, given))
                report["cases"] += [_measured(case, files, folder, ours, theirs, options.rounds, fixed=fixed)]
        ours.close()
    return report


def _measured(
    case: Case, files: Sequence[Path], folder: Path, ours: Ours, theirs: Theirs, rounds: int, *, fixed: bool
) -> dict[str, Any]:
    rows, mono = [], []
    for path in files:
        rows.append(measure(path, ours, theirs, rounds=rounds, fixed=fixed))
        print(rows[-1], file=sys.stderr, flush=True)
        if case is not SAMPLES:
            mono.append(compare_with_mono(path, folder, ours, rounds=rounds, fixed=fixed))
            print(f"of its mix-down: {mono[-1]:.3f}", file=sys.stderr, flush=True)
    ours_s, theirs_s = sum(row.ours_s for row in rows), sum(row.theirs_s for row in rows)
    return {
        "title": case.title,
        "target": case.target,
        "speed": theirs_s / ours_s if rows else None,
        "mono": float(np.mean(mono)) if mono else None,
        "rows": [{**vars(row), "speed": row.speed} for row in rows],
    }


def show(report: dict[str, Any]) -> None:
    print(f"{report['model']}, beam {report['beam']}, {report['threads']} thread(s); CPU seconds, least of the rounds")
    for case in filter(lambda case: case["rows"], report["cases"]):
        print(f"\n{case['title']}: {case['speed']:.2f} times as fast (target {case['target']:.2f})", end="")
        print(f"; two channels cost {case['mono']:.2f} of their mix-down (target 1.05)" if case["mono"] else "")
        print(
            f"{'recording':26}{'seconds':>9}{'ours':>8}{'theirs':>8}{'speed':>7}{'encoded / speech':>18}{'checked':>9}"
        )
        for row in case["rows"]:
            print(
                f"{row['name'][:25]:26}{row['seconds']:>9.0f}{row['ours_s']:>8.2f}{row['theirs_s']:>8.2f}"
                f"{row['speed']:>7.2f}{row['window_ratio']:>18.2f}{_seconds(row['checked_s']):>9}"
            )


def _seconds(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="tiny-shape")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--beam", type=int, default=5)
    parser.add_argument("--their-batch", type=int, default=8, help="their default; ours is what was measured best")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--recording", type=Path, nargs="*", default=[], help="two-channel files of your own")
    parser.add_argument("--agent", type=Path, help="one side of a call in two files")
    parser.add_argument("--caller", type=Path, help="the other side")
    cases = ["samples", "calls", "given"]
    parser.add_argument("--case", nargs="+", choices=cases, default=cases)
    parser.add_argument("--json", action="store_true")
    report = run(parser.parse_args())
    print(json.dumps(report)) if parser.parse_args().json else show(report)


if __name__ == "__main__":
    main()
