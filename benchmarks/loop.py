"""The demo's arithmetic without its audio: draw, label, estimate, compare, over many seeds.

    python -m benchmarks.loop [--seeds 200] [--truth demo/truth.jsonl]

Of about 430 calls in eight weeks 240 are drawn by a verifiable draw, stratified by four-week half; a model of moderate
quality scores them; about 220 are labelled blind; figures of the whole period and of both halves follow, and the test
of before and after. The truth is known, so the intervals and the verdict can be checked. The same functions of
`survey` that the product calls, in the same order.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from survey.bands import plan_labels
from survey.cells import FloatArray, IntArray
from survey.change import Verdict, change_between
from survey.draw import commit, reveal
from survey.rates import sizes_by_target
from survey.share import NOT_LABELLED, SETTLED, ShareEstimate, estimate_shares

MAILER = "marketing_mailer"
CAUSES = (MAILER, "ops_issue", "sales_overpromise", "agent_knowledge_gap", "customer_need", "unknown")
BEFORE = (0.50, 0.13, 0.10, 0.07, 0.16, 0.04)
AFTER = (0.05, 0.28, 0.20, 0.13, 0.30, 0.04)
CHANGED_AT = datetime(2026, 10, 5, tzinfo=UTC)
DRAWN = 240
LABELS = 220
EXPECTED_DROP = 0.2
SIGNAL = 1.5
HALVES = ("before", "after")


@dataclass(frozen=True)
class TrueCall:
    """A call of the frame: `cause` is None where nobody speaks."""

    call_id: str
    half: str
    cause: str | None


@dataclass(frozen=True)
class LoopResult:
    """What one seed's loop said, beside the truth of its frame."""

    covered: dict[str, bool]
    estimators: dict[str, str]
    verdict: Verdict
    change: float
    change_covered: bool


def synthetic_frame(rng: np.random.Generator) -> list[TrueCall]:
    """430 calls with the demo's shares, three of them without speech."""
    calls: list[TrueCall] = []
    for half, shares in zip(HALVES, (BEFORE, AFTER), strict=True):
        for cause in rng.choice(CAUSES, 215, p=shares):
            calls.append(TrueCall(f"{len(calls):04d}", half, str(cause)))
    for place in (7, 130, 333):
        calls[place] = TrueCall(calls[place].call_id, calls[place].half, None)
    return calls


def read_frame(path: Path) -> list[TrueCall]:
    """The frame of the shipped sample calls from their truth sheet, duplicates left out."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return [
        TrueCall(
            row["external_id"],
            HALVES[datetime.fromisoformat(row["started_at"]) >= CHANGED_AT],
            row["cause"],
        )
        for row in rows
        if not row["duplicate_of"]
    ]


def run_loop(frame: Sequence[TrueCall], seed: int) -> LoopResult:
    """Draw, score, label, estimate and compare once."""
    rng = np.random.default_rng(seed)
    by_id = {call.call_id: call for call in frame}
    sizes = Counter(call.half for call in frame)
    chosen = _select({call.call_id: call.half for call in frame}, sizes_by_target(sizes, DRAWN).sizes, f"calls {seed}")
    drawn = [by_id[call_id] for call_id in sorted(chosen)]
    scores = _scores(drawn, rng)
    labels, cells = _labels(drawn, scores, seed)
    whole = _estimates(drawn, scores, labels, cells, sizes, HALVES)
    before, after = (_estimates(drawn, scores, labels, cells, sizes, [half]) for half in HALVES)
    truth = {half: _truth([call for call in frame if half in ("", call.half)]) for half in ("", *HALVES)}
    moved = truth["after"][MAILER] - truth["before"][MAILER]
    change = change_between(before[MAILER], after[MAILER], EXPECTED_DROP)
    assert change.change is not None
    assert change.low is not None
    assert change.high is not None
    return LoopResult(
        covered={cause: _covers(whole[cause], truth[""][cause]) for cause in CAUSES},
        estimators={cause: whole[cause].estimator.value for cause in CAUSES},
        verdict=change.verdict,
        change=change.change,
        change_covered=change.low <= moved <= change.high,
    )


def _select(strata: Mapping[str, str], sizes: Mapping[str, int], seed: str) -> tuple[str, ...]:
    return reveal(commit(strata, sizes, committed_at="2026-11-02T00:00:00+00:00"), seed.encode()).selected


def _scores(drawn: Sequence[TrueCall], rng: np.random.Generator) -> FloatArray:
    """A model of moderate quality that learned when all causes were equally common; 0 for calls without speech."""
    features = rng.normal(size=(len(drawn), len(CAUSES)))
    for row, call in enumerate(drawn):
        if call.cause is not None:
            features[row, CAUSES.index(call.cause)] += SIGNAL
    odds = np.exp(SIGNAL * features)
    silent = np.array([call.cause is None for call in drawn])
    return np.where(silent[:, None], 0.0, odds / odds.sum(axis=1, keepdims=True))


def _labels(drawn: Sequence[TrueCall], scores: FloatArray, seed: int) -> tuple[IntArray, list[str]]:
    spoken = [row for row, call in enumerate(drawn) if call.cause is not None]
    plan = plan_labels([drawn[row].half for row in spoken], scores[spoken], LABELS)
    cell_of = {drawn[row].call_id: cell for row, cell in zip(spoken, plan.cell_of, strict=True)}
    served = set(_select(cell_of, plan.sizes, f"labels {seed}"))
    labels = [
        SETTLED if call.cause is None else CAUSES.index(call.cause) if call.call_id in served else NOT_LABELLED
        for call in drawn
    ]
    return np.array(labels, dtype=np.int64), [cell_of.get(call.call_id, "") for call in drawn]


def _estimates(
    drawn: Sequence[TrueCall],
    scores: FloatArray,
    labels: IntArray,
    cells: Sequence[str],
    sizes: Counter[str],
    halves: Sequence[str],
) -> dict[str, ShareEstimate]:
    rows = [row for row, call in enumerate(drawn) if call.half in halves]
    return estimate_shares(
        CAUSES,
        scores[rows],
        labels[rows],
        strata=[drawn[row].half for row in rows],
        frame_sizes=sizes,
        cells=[f"{drawn[row].half}|{cells[row]}" for row in rows],
    )


def _truth(calls: Sequence[TrueCall]) -> dict[str, float]:
    counts = Counter(call.cause for call in calls)
    return {cause: counts[cause] / len(calls) for cause in CAUSES}


def _covers(estimate: ShareEstimate, truth: float) -> bool:
    return estimate.low is not None and estimate.high is not None and estimate.low <= truth <= estimate.high


def summary(results: Iterable[LoopResult]) -> dict[str, float]:
    """Coverage over all causes and by cause, how often the drop was found, and its interval's coverage."""
    found = list(results)
    by_cause = {f"covered {cause}": sum(result.covered[cause] for result in found) / len(found) for cause in CAUSES}
    return {
        "covered": sum(by_cause.values()) / len(by_cause),
        **by_cause,
        "dropped": sum(result.verdict is Verdict.DROPPED for result in found) / len(found),
        "change covered": sum(result.change_covered for result in found) / len(found),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="The demo's arithmetic over many seeds.")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--truth", type=Path, help="a truth sheet; without it every seed has a frame of its own")
    given = parser.parse_args(arguments)
    fixed = read_frame(given.truth) if given.truth else None
    results = [
        run_loop(fixed or synthetic_frame(np.random.default_rng(10_000 + seed)), seed) for seed in range(given.seeds)
    ]
    for name, value in summary(results).items():
        print(f"{name:32} {value:.3f}")


if __name__ == "__main__":
    main()
