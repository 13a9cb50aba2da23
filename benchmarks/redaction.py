"""Leak rate of the redaction, in text: generated calls with planted values, with and without errors.

Run `python -m benchmarks.redaction`. A value leaks when more of its words are left than tell nothing: none of a
security code, PIN or expiry, two of a longer value (fewer of short ones). Words an error has changed
are no leak.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from random import Random
from typing import Any

from redact.transcript import redact_segments
from tests.redact.corpus.build import corpus
from tests.redact.corpus.cases import Case, outcome
from tests.redact.corpus.errors import ERRORS


def measure(cases: list[Case], error: str, rng: Random) -> dict[str, Any]:
    """Counts over all cases under one kind of error, by type of entity."""
    values: Counter[str] = Counter()
    leaks: Counter[str] = Counter()
    words = {"innocent": 0, "innocent_cut": 0}
    for case in cases:
        heard = ERRORS[error](case, rng)
        found = outcome(heard, redact_segments(heard.segments()))
        name = case.type.value if case.type else "INNOCENT"
        values[name] += 1
        leaks[name] += found.leaks(case.type)
        words["innocent"] += found.innocent
        words["innocent_cut"] += found.innocent_cut
    return {"values": dict(values), "leaks": dict(leaks), **words}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the redaction leaves and what it cuts too much.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1, help="times the corpus is generated")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    report: dict[str, dict[str, Any]] = {}
    for half in ("seen", "unseen"):
        for error in ERRORS:
            rng = Random(arguments.seed)
            cases = [case for _ in range(arguments.rounds) for case in corpus(rng, seen=half == "seen")]
            report[f"{half}/{error}"] = measure(cases, error, rng)
    if arguments.json:
        print(json.dumps(report))
    else:
        show(report)


def show(report: dict[str, dict[str, Any]]) -> None:
    """One line per type: leaks of values for each half and error, then the innocent words cut."""
    columns = list(report)
    print(f"{'leaks of values':16}" + "".join(f"{column:>24}" for column in columns))
    for name in sorted({name for column in columns for name in report[column]["values"]} - {"INNOCENT"}):
        cells = (f"{report[c]['leaks'].get(name, 0)} / {report[c]['values'].get(name, 0)}" for c in columns)
        print(f"{name:16}" + "".join(f"{cell:>24}" for cell in cells))
    cells = (f"{report[c]['innocent_cut'] / report[c]['innocent']:.2%}" for c in columns)
    print(f"{'innocent cut':16}" + "".join(f"{cell:>24}" for cell in cells))


if __name__ == "__main__":
    main()
