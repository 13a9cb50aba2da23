"""May the before/after test be looked at every week? Series of weekly looks where nothing, or something, changed.

    python -m benchmarks.change [--series 1000] [--json]

Each series has 12 baseline weeks and 40 weekly looks, 40 calls labelled and 400 scored a week, as the product
estimates them. Without a change any verdict *dropped* or *rose* is false; with one, the week of the first *dropped* is
told. `worst of 20` promises a fix for the driver whose four weeks looked worst, and measures it against the twelve
weeks after the promise was made (kept apart, as the product does) or against those very weeks (as nobody should).
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from benchmarks.worlds import SyntheticWorld
from survey.cells import FloatArray, IntArray
from survey.change import Verdict, change_between
from survey.share import NOT_LABELLED, ShareEstimate, estimate_shares

BASELINE_WEEKS = 12
LOOKS = 40
LABELS_A_WEEK = 40
SCORED_A_WEEK = 400
CAUSES = ("cause", "another", "third")
SIGNAL = 2.0


@dataclass(frozen=True)
class Case:
    """Shares before and after, and the expected drop T that the commitment states."""

    name: str
    before: float
    after: float
    expected_drop: float


@dataclass(frozen=True)
class Found:
    """Over all series: share with a false verdict (or with *dropped*, where it did drop), and weeks until *dropped*."""

    case: str
    series: int
    verdicts: float
    dropped_by_week_6: float
    median_week: float | None


CASES = (
    Case("nothing changed, 12 %", 0.12, 0.12, 0.07),
    Case("nothing changed, 5 %", 0.05, 0.05, 0.03),
    Case("nothing changed, 35 %", 0.35, 0.35, 0.20),
    Case("fell from 12 to 5 %", 0.12, 0.05, 0.07),
    Case("rose from 12 to 18 %", 0.12, 0.18, 0.07),
)


def first_verdict(case: Case, rng: np.random.Generator, *, looks: int = LOOKS) -> tuple[int, Verdict] | None:
    """The week and kind of the first *dropped* or *rose* of one series; None if there is none."""
    before = _estimate(*_weeks(case.before, BASELINE_WEEKS, rng))
    scores, labels = _weeks(case.after, looks, rng)
    return first_look(before, scores, labels, case.expected_drop, looks=looks)


def first_look(
    before: ShareEstimate, scores: FloatArray, labels: IntArray, expected_drop: float, *, looks: int
) -> tuple[int, Verdict] | None:
    """Look every week at the cumulative after-estimate."""
    for week in range(1, looks + 1):
        calls = week * SCORED_A_WEEK
        change = change_between(before, _estimate(scores[:calls], labels[:calls]), expected_drop)
        if change.verdict in (Verdict.DROPPED, Verdict.ROSE):
            return week, change.verdict
    return None


def worst_of_twenty(rng: np.random.Generator, *, kept_apart: bool, looks: int = LOOKS) -> tuple[int, Verdict] | None:
    """Twenty drivers at 5 %, none of which changes; the one that looked worst in four weeks gets the promise."""
    prompting = [_weeks(0.05, 4, rng) for _ in range(20)]
    worst = max(prompting, key=lambda weeks: _estimate(*weeks).human_share or 0.0)
    before = _estimate(*_weeks(0.05, BASELINE_WEEKS, rng)) if kept_apart else _estimate(*worst)
    return first_look(before, *_weeks(0.05, looks, rng), 0.03, looks=looks)


def _weeks(share: float, weeks: int, rng: np.random.Generator) -> tuple[FloatArray, IntArray]:
    """Scores (calls, K) and labels (calls,) of some weeks, the labelled calls first in each."""
    shares = (share, 0.4 * (1 - share), 0.6 * (1 - share))
    world = SyntheticWorld("week", shares, SIGNAL, (0.12, 0.35, 0.53), weeks * SCORED_A_WEEK, weeks * SCORED_A_WEEK)
    drawn = world.draw(rng)
    is_labelled = np.arange(len(drawn.classes)) % SCORED_A_WEEK < LABELS_A_WEEK
    return drawn.probabilities, np.where(is_labelled, drawn.classes, NOT_LABELLED)


def _estimate(scores: FloatArray, labels: IntArray) -> ShareEstimate:
    return estimate_shares(CAUSES, scores, labels)[CAUSES[0]]


def repeated(name: str, series: Sequence[tuple[int, Verdict] | None], *, falls: bool) -> Found:
    weeks = [week for week, verdict in filter(None, series) if not falls or verdict is Verdict.DROPPED]
    never = len(series) - len(weeks)
    ordered = sorted(weeks) + [LOOKS + 1] * never
    return Found(
        name,
        len(series),
        len(weeks) / len(series),
        sum(week <= 6 for week in weeks) / len(series),
        float(np.median(ordered)) if falls else None,
    )


def measured(series: int, seed: int) -> Iterator[Found]:
    rng = np.random.default_rng(seed)
    for case in CASES:
        runs = [first_verdict(case, rng) for _ in range(series)]
        yield repeated(case.name, runs, falls=case.after < case.before)
    for kept_apart in (True, False):
        runs = [worst_of_twenty(rng, kept_apart=kept_apart) for _ in range(series)]
        yield repeated(f"worst of 20, {'kept apart' if kept_apart else 'same weeks'}", runs, falls=False)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="False alarms and speed of the before/after test, by simulation.")
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    if given.json:
        print(json.dumps({"change": [asdict(row) for row in measured(given.series, given.seed)]}))
        return
    print(f"{'case':28} {'series':>6} {'verdicts':>8} {'by week 6':>9} {'median week':>11}")
    for row in measured(given.series, given.seed):
        week = "" if row.median_week is None else f"{row.median_week:.0f}"
        print(f"{row.case:28} {row.series:6d} {row.verdicts:8.3f} {row.dropped_by_week_6:9.3f} {week:>11}", flush=True)


if __name__ == "__main__":
    main()
