"""Leak rate of the redaction, in words and in sound: generated calls with planted values, with and without errors.

Run `python -m benchmarks.redaction`. A value leaks when more of it is left than tells nothing: any word of a
security code, PIN or expiry; more than two digits or words of a longer value (fewer of short ones). In the words
only what was heard right counts; in the sound everything that was said, whatever the recogniser made of it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from random import Random

from redact.transcript import redact_segments
from tests.redact.corpus.build import HALVES, Half
from tests.redact.corpus.cases import Case, outcome
from tests.redact.corpus.errors import ERRORS


@dataclass
class Measured:
    """Counts over the cases of one half under one kind of error, by type."""

    values: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    audible: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    """Values of which any word at all is left in the transcript."""
    innocent: int = 0
    innocent_cut: int = 0

    def add(self, said: Case, heard: Case) -> bool:
        """Redact a case as it was heard and count what is left; True where something leaks."""
        found = outcome(said, heard, redact_segments(heard.segments()))
        self.innocent += found.innocent
        self.innocent_cut += found.innocent_cut
        if said.type is None:
            return False
        name = said.type.value
        written, audible = found.leaks(said.type, found.written), found.leaks(said.type, found.audible)
        self.values[name] += 1
        self.written[name] += written
        self.audible[name] += audible
        self.touched[name] += found.written > 0
        return written or audible


def measure(half: Half, error: str, *, seed: int, rounds: int = 1, share: float = 1.0) -> Measured:
    """Counts over `rounds` corpora, or over a random `share` of their cases."""
    rng = Random(seed)
    measured = Measured()
    for _ in range(rounds):
        for case in half.cases(rng):
            if rng.random() < share:
                measured.add(case, ERRORS[error](case, rng))
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the redaction leaves and what it cuts too much.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3, help="times the corpus is generated")
    parser.add_argument("--half", choices=sorted(HALVES), help="only this half")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    report = {
        name: {error: measure(half, error, seed=arguments.seed, rounds=arguments.rounds) for error in ERRORS}
        for name, half in HALVES.items()
        if arguments.half in (None, name)
    }
    if arguments.json:
        print(json.dumps({name: {error: asdict(one) for error, one in row.items()} for name, row in report.items()}))
        return
    for name, row in report.items():
        show(name, row)


def show(half: str, row: dict[str, Measured]) -> None:
    """A line per type: leaks in words / in sound of values, for each error; then the innocent words cut."""
    print(f"\n{half} half: leaks in words / in sound / of values")
    print(f"{'':16}" + "".join(f"{error:>18}" for error in row))
    kinds = sorted({kind for one in row.values() for kind in one.values})
    for kind in kinds:
        cells = (f"{one.written[kind]} / {one.audible[kind]} / {one.values[kind]}" for one in row.values())
        print(f"{kind:16}" + "".join(f"{cell:>18}" for cell in cells))
    print(f"{'innocent cut':16}" + "".join(f"{one.innocent_cut / one.innocent:>18.2%}" for one in row.values()))


if __name__ == "__main__":
    main()
