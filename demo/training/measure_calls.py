"""How well the product hears the sample calls: `python -m demo.training.measure_calls models/speech-demo`.

Calls go through `audio.decode` and `transcribe` as in use. Printed for calls whose sentences are all held out
of training, for the held-out voice, and for the rest: word error rate and start times of the words heard right.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from audio.decode import decode
from demo.training.measure import Score, Timed, compare
from transcribe.recording import transcribe_recording
from transcribe.whisper import WhisperEngine

DEMO = Path(__file__).parents[1]


def rows() -> Iterator[dict[str, Any]]:
    """Ordinary calls of the truth sheet: two true channels, somebody speaks, no second copy."""
    for line in (DEMO / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "normal":
            yield row


def kind_of(row: dict[str, Any]) -> str:
    if row["unseen_voice"]:
        return "held-out voice"
    return "held-out sentences" if row["held_out"] else "other calls"


def score(row: dict[str, Any], engine: WhisperEngine, *, show: bool) -> Score:
    """Both speakers of a call, each against what they said."""
    transcription = transcribe_recording(decode(DEMO / row["file"]), engine, language="en")
    total = Score(0, 0, ())
    for speaker in ("agent", "customer"):
        said: list[Timed] = [
            (word, start / 1_000)
            for turn in row["turns"]
            if turn["speaker"] == speaker
            for word, start, _ in turn["words"]
        ]
        heard = [(word.word, word.start) for who, word in transcription.words() if who.value == speaker]
        total += compare(said, heard)
        if show:
            print(f"  {speaker} said ", " ".join(word for word, _ in said))
            print(f"  {speaker} heard", " ".join(word for word, _ in heard))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--calls", type=int, default=30, help="calls of each kind")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    engine = WhisperEngine.load(options.model, device="cpu", threads=1)
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for row in rows():
        by_kind.setdefault(kind_of(row), []).append(row)
    for kind, calls in by_kind.items():
        chosen = Random(kind).sample(calls, min(options.calls, len(calls)))
        total = sum((score(row, engine, show=options.show) for row in chosen), Score(0, 0, ()))
        print(f"{kind}, {len(chosen)} calls: {total}", flush=True)


if __name__ == "__main__":
    main()
