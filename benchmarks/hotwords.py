"""What a speech model hears of a register's words, told them beforehand and not: mentions that nobody made.

Run `python -m benchmarks.hotwords --model DIR`. The hotwords are names and offer codes of the demo's campaigns. A false
mention is a word of four letters or more that is in one of them and that nobody says in the whole call.
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from audio.decode import decode
from transcribe.engine import Engine
from transcribe.recording import transcribe_recording
from transcribe.whisper import WhisperEngine

_LETTERS: Final = 4
DEMO: Final = Path(__file__).resolve().parent.parent / "demo"


def hotwords_of(campaigns: Path) -> list[str]:
    """Names and offer codes, in the order of the register."""
    with campaigns.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [word for row in rows for word in (row["name"], row["offer_code"]) if word]


def false_mentions(heard: str, said: str, hotwords: Sequence[str]) -> int:
    """Words of the hotwords in what was heard that nobody says anywhere in the call."""
    listed = {word for phrase in hotwords for word in _words(phrase) if len(word) >= _LETTERS}
    return sum(word in listed for word in _words(heard) if word not in set(_words(said)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Count mentions that hotwords add to calls that never make them.")
    parser.add_argument("--model", default=str(DEMO.parent / "models" / "speech-demo"))
    parser.add_argument("--calls", type=int, default=40)
    parser.add_argument("--campaigns", type=Path, default=DEMO / "company" / "campaigns.csv")
    arguments = parser.parse_args()
    hotwords = hotwords_of(arguments.campaigns)
    plain = WhisperEngine.load(arguments.model, threads=1)
    engines: dict[str, Engine] = {"without": plain, "with": plain.expecting(hotwords)}
    rows = [json.loads(line) for line in (DEMO / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    normal = [row for row in rows if row["kind"] == "normal"]
    counts: dict[str, Counter[str]] = {name: Counter() for name in engines}
    for row in normal[:: max(1, len(normal) // arguments.calls)][: arguments.calls]:
        said = " ".join(turn["text"] for turn in row["turns"])
        sound = decode(DEMO / row["file"])
        for name, engine in engines.items():
            counts[name] += _counted(transcribe_recording(sound, engine).text, said, hotwords)
    report: dict[str, Any] = {
        "hotwords": len(hotwords),
        "calls": arguments.calls,
        **{n: dict(c) for n, c in counts.items()},
    }
    print(json.dumps(report, indent=2))


def _counted(heard: str, said: str, hotwords: Sequence[str]) -> Counter[str]:
    return Counter(words=len(_words(heard)), false_mentions=false_mentions(heard, said, hotwords))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


if __name__ == "__main__":
    main()
