"""Make the sample calls from the dice: `python -m demo.make_calls`. Run by us; users get the files.

Needs Debian's espeak-ng and flite (their libraries), and PyAV. Finished calls are kept in the cache folder, so
that a run that was stopped goes on where it was. The same dice give the same calls, words and speakers; the sound
differs by traces from run to run, because both synthesisers carry noise from one sentence to the next.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from demo.grammar.template import stable_hash
from demo.recipe.calendar import NO_SPEECH, Slot
from demo.recipe.dice import read_dice, stream
from demo.recipe.labelling import LABEL_COLUMNS, labels
from demo.recipe.planning import Call, plan_calls
from demo.recipe.recording import record
from demo.recipe.sheets import MANIFEST_COLUMNS, manifest_row, truth_row, write_csv, write_truth
from demo.recipe.timeline import Said

DEMO = Path(__file__).parent
RECIPE = "1"
"""Changed by hand when the recipe changes, so that the cache does not serve older calls."""
IMPOSSIBLE_DATE = "2026-09-31T10:20:00+00:00"
OUTSIDE_FILE = "../archive/QM-200001.opus"
Made = tuple[bytes, dict[str, str], dict[str, Any]]


def main() -> None:
    """Make every call that is not in the cache, then write the sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=DEMO, help="folder of manifest.csv, truth.jsonl and calls/")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "sample-calls")
    parser.add_argument("--only", type=int, help="make only the first N calls, and no sheets")
    options = parser.parse_args()
    throws = read_dice()
    calls = plan_calls(throws)[: options.only]
    options.cache.mkdir(parents=True, exist_ok=True)
    made: dict[str, Made] = {}
    for i, call in enumerate(calls, 1):
        original = made.get(call.duplicate_of or "")
        made[call.external_id] = (
            delivered_again(call, original) if original else make_or_fetch(call, throws, options.cache)
        )
        if sys.stdout.isatty():
            print(f"\r{i} of {len(calls)} calls", end="" if i < len(calls) else "\n", flush=True)
    if options.only is None:
        write_all(options.out, list(made.values()), make_or_fetch(refused_call(calls), throws, options.cache), throws)


def make_or_fetch(call: Call, throws: str, cache: Path) -> Made:
    """Opus bytes, manifest row and truth row of one call."""
    name = stable_hash(f"{RECIPE} {throws} {asdict(call)}")[:24]
    sound, sheet = cache / f"{name}.opus", cache / f"{name}.json"
    if sheet.exists():
        rows = json.loads(sheet.read_text(encoding="utf-8"))
        return sound.read_bytes(), rows["manifest"], rows["truth"]
    recording = record(call, say, throws)
    manifest, truth = manifest_row(call, recording), truth_row(call, recording)
    sound.write_bytes(recording.data)
    sheet.write_text(json.dumps({"manifest": manifest, "truth": truth}), encoding="utf-8")
    return recording.data, manifest, truth


def delivered_again(call: Call, original: Made) -> Made:
    """The very same recording under another id: only the record around it differs."""
    data, manifest, truth = original
    file = f"calls/{call.external_id}.opus"
    record = {"external_id": call.external_id, "started_at": call.slot.started_at.isoformat(), "file": file}
    return data, manifest | record, truth | record | {"kind": "duplicate", "duplicate_of": call.duplicate_of}


def say(text: str, voice: str, speed: float) -> Said:
    """The synthesisers, in the shape the timeline wants."""
    from demo.voices import speak

    spoken = speak(text, voice, speed=speed)
    return Said(spoken.samples, tuple((word.word, word.start, word.end) for word in spoken.words))


def refused_call(calls: list[Call]) -> Call:
    """A good recording whose record has an impossible date; its words are nobody's evidence."""
    quiet = next(call for call in calls if call.plan is None)
    slot = Slot(NO_SPEECH, quiet.slot.started_at)
    return replace(quiet, external_id="QM-200000", slot=slot)


def write_all(out: Path, made: list[Made], refused: Made, throws: str) -> None:
    """Recordings, manifest (two records wrong on purpose), truth sheet and labels."""
    folder = out / "calls"
    folder.mkdir(parents=True, exist_ok=True)
    for data, manifest, _ in [*made, refused]:
        (out / manifest["file"]).write_bytes(data)
    write_csv(out / "manifest.csv", MANIFEST_COLUMNS, with_wrong_records([row for _, row, _ in made], refused[1]))
    truth = [row for _, _, row in made]
    write_truth(out / "truth.jsonl", truth)
    first, second = labels(truth, rng=stream(throws, "labels"))
    company = out / "company"
    company.mkdir(exist_ok=True)
    write_csv(company / "labels.csv", LABEL_COLUMNS, first)
    write_csv(company / "second_labels.csv", LABEL_COLUMNS, second)


def with_wrong_records(rows: list[dict[str, str]], refused: Mapping[str, str]) -> list[dict[str, str]]:
    """The export as it came: one record dated the 31st of September, one whose file lies outside the folder."""
    dated = {**refused, "external_id": "QM-200000", "started_at": IMPOSSIBLE_DATE}
    outside = {**rows[300], "external_id": "QM-200001", "file": OUTSIDE_FILE}
    return [*rows[:150], dated, *rows[150:300], outside, *rows[300:]]


if __name__ == "__main__":
    main()
