"""What the second listen costs and finds on the sample calls, with the speech model of this installation.

Run `python -m benchmarks.second_listen --calls 40`. Every k-th sample call is transcribed and redacted by the
product's own path. Printed: the share of the speech that was heard again, in seconds of words; the share of
the processor's seconds it took; what was found; and calls that were refused because something was left.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from app.demo.truth import TrueCall, read_truth
from audio.decode import decode
from audio.sections import Overview, Section
from redact.check import RedactionIncomplete
from redact.exemptions import Exemptions
from redact.transcript import redact_segments
from settings.settings import Settings
from transcribe.channels import ChannelMap
from transcribe.passages import Listener
from transcribe.whisper import WhisperEngine
from worker.removal import silence_cuts

DEMO = Path(__file__).resolve().parents[1] / "demo"
CODES = frozenset({"AUTUMN 25", "LOYAL 40", "WELCOME 30"})


@dataclass
class Measured:
    calls: int = 0
    with_cuts: int = 0
    speech_s: float = 0.0
    heard_again_s: float = 0.0
    listens: int = 0
    first_cpu_s: float = 0.0
    second_cpu_s: float = 0.0
    found: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def measure(truth: list[TrueCall], engine: WhisperEngine, *, sheet: dict[str, Path]) -> Measured:
    measured = Measured()
    for call in truth:
        add(measured, call, engine, sheet[call.external_id])
    return measured


def add(measured: Measured, call: TrueCall, engine: WhisperEngine, path: Path) -> None:
    sound = decode(path)
    began = cpu_s()
    listener = Listener.of(Overview(sound.length, sound, is_whole=True), engine, channel_map=ChannelMap())
    passage = listener.hear(Section(0, sound))
    exempt = Exemptions(codes=CODES)
    redaction = redact_segments(passage.heard.segments, exempt=exempt)
    once = silence_cuts(passage, redaction, more=(), exempt=exempt, engine=None)
    between = cpu_s()
    measured.calls += 1
    measured.with_cuts += bool(redaction.entities)
    measured.speech_s += sum(word.end - word.start for _, word in passage.heard.words())
    measured.first_cpu_s += between - began
    try:
        checked = silence_cuts(passage, redaction, more=(), exempt=exempt, engine=engine)
    except RedactionIncomplete as error:
        measured.refused += [f"{call.external_id} {kind}" for kind in error.types]
        checked = once
    measured.second_cpu_s += cpu_s() - between
    measured.heard_again_s += checked.heard_again_s
    measured.listens += checked.listens
    measured.found += [hit.type.value for hit in checked.found]


def cpu_s() -> float:
    used = getrusage(RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the second listen on the sample calls.")
    parser.add_argument("--calls", type=int, default=40)
    parser.add_argument("--model", default="")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    truth = [call for call in read_truth(DEMO / "truth.jsonl").values() if call.cause is not None]
    chosen = truth[:: max(1, len(truth) // arguments.calls)][: arguments.calls]
    rows = (json.loads(line) for line in (DEMO / "truth.jsonl").read_text(encoding="utf-8").splitlines())
    sheet = {row["external_id"]: DEMO / row["file"] for row in rows}
    engine = WhisperEngine.load(arguments.model or Settings().speech_model, device="cpu", threads=1)
    measured = measure(chosen, engine, sheet=sheet)
    if arguments.json:
        print(json.dumps(vars(measured)))
        return
    print(f"calls                     {measured.calls}, {measured.with_cuts} of them with cuts")
    print(f"speech heard again        {measured.heard_again_s / measured.speech_s:.1%} of {measured.speech_s:.0f} s")
    print(f"listens                   {measured.listens}")
    print(f"processor, second / first {measured.second_cpu_s / measured.first_cpu_s:.2f}")
    print(f"found                     {len(measured.found)} {sorted(set(measured.found))}")
    print(f"refused                   {len(set(measured.refused))} {measured.refused}")


if __name__ == "__main__":
    main()
