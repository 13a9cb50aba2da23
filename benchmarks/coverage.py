"""Do the published intervals hold? Draw, label and estimate again and again where the truth is known.

    python -m benchmarks.coverage [--reps 500] [--csv FILE --text-column T --label-column L] [--json]

One line for each world, number of labels and cause: how often the published 95 % interval covered the truth, the
human-only one beside it, and that of classify-and-count (the share of calls the model assigns to the cause), which
nobody should publish; how many plain labels one label was worth (n_eff / n), by the mean of the reported variances and
by the simulated errors; and the ratio of the two, reported / simulated variance, which must not be well below 1.

Labels are drawn by score band as the product draws them; once more plainly at random, where the ppi-python package
can judge the same labels and scores as an oracle (columns `ppi-py`: how often its interval covered, and its width over
ours; `pip install ppi-python`, else the columns stay empty); and plainly with scores cross-fitted on the same labels.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from benchmarks.oracle import has_oracle, oracle_intervals
from benchmarks.worlds import (
    Drawn,
    SyntheticWorld,
    TextWorld,
    World,
    cross_fitted_scores,
    one_of_five,
    read_texts,
    readings,
)
from survey.bands import plan_labels
from survey.cells import BoolArray, FloatArray, IntArray
from survey.interval import wilson
from survey.share import LABELS_FOR_MODEL, NOT_LABELLED, Estimator, ShareEstimate, estimate_shares

SHARES = (0.41, 0.36, 0.165, 0.065)
DOUBLED = (0.38, 0.33, 0.16, 0.13)
LABELS = (50, 200, 500)
_MODELS = 25


class Design(StrEnum):
    """How the labelled calls were chosen, and whose scores stand beside them."""

    BANDS = "score bands"
    PLAIN = "plain"
    CROSS_FITTED = "cross-fitted"


@dataclass(frozen=True)
class Coverage:
    """What repeated draws showed for one cause. All shares of repetitions but `effective`, `simulated`, `variance`.

    `oracle_width` is the oracle's mean width over the published one's, where both used the model.
    """

    world: str
    design: Design
    labels: int
    cause: str
    share: float
    covered: float
    above: float
    below: float
    human_covered: float
    counted_covered: float
    by_model: float
    effective: float
    simulated: float
    variance: float
    oracle_covered: float | None = None
    oracle_width: float | None = None


@dataclass(frozen=True)
class _Outcome:
    """One repetition, arrays of shape (K,)."""

    covered: BoolArray
    above: BoolArray
    below: BoolArray
    human_covered: BoolArray
    counted_covered: BoolArray
    by_model: BoolArray
    error: FloatArray
    variance: FloatArray
    truth: FloatArray
    width: FloatArray
    oracle: FloatArray | None = None
    """Bounds (K, 2) of the oracle's intervals."""


def coverage(
    world: World, labels: int, *, reps: int, seed: int = 0, design: Design = Design.BANDS, oracle: bool = False
) -> list[Coverage]:
    """Repeat one design `reps` times; a line for each cause. `oracle` needs ppi-python and plain random labels."""
    rng = np.random.default_rng(seed)
    runs = [_once(world, labels, rng, design, oracle=oracle and design is Design.PLAIN) for _ in range(reps)]

    def mean(field: str) -> FloatArray:
        return np.asarray(np.mean([getattr(run, field) for run in runs], axis=0), dtype=float)

    share = mean("truth")
    variance = np.var([run.error for run in runs], axis=0)
    return [
        Coverage(
            world=world.name,
            design=design,
            labels=labels,
            cause=cause,
            share=float(share[k]),
            covered=float(mean("covered")[k]),
            above=float(mean("above")[k]),
            below=float(mean("below")[k]),
            human_covered=float(mean("human_covered")[k]),
            counted_covered=float(mean("counted_covered")[k]),
            by_model=float(mean("by_model")[k]),
            effective=float(share[k] * (1 - share[k]) / mean("variance")[k] / labels),
            simulated=float(share[k] * (1 - share[k]) / variance[k] / labels),
            variance=float(mean("variance")[k] / variance[k]),
            **_oracle(runs, k),
        )
        for k, cause in enumerate(world.causes)
    ]


def _oracle(runs: Sequence[_Outcome], k: int) -> dict[str, float]:
    both = [(run, run.oracle[k]) for run in runs if run.oracle is not None]
    if not both:
        return {}
    covered = [low <= run.truth[k] <= high for run, (low, high) in both]
    by_model = [(high - low, run.width[k]) for run, (low, high) in both if run.by_model[k]]
    widths = np.mean(by_model, axis=0) if by_model else (np.nan, np.nan)
    return {"oracle_covered": float(np.mean(covered)), "oracle_width": float(widths[0] / widths[1])}


def _once(world: World, labels: int, rng: np.random.Generator, design: Design, *, oracle: bool) -> _Outcome:
    drawn = world.draw(rng)
    cross_fitted = design is Design.CROSS_FITTED
    known, cells = labelled(drawn, labels, rng, banded=design is Design.BANDS)
    folds = one_of_five(list(known >= 0), rng) if cross_fitted else None
    estimates = estimate_shares(
        world.causes,
        None if cross_fitted else drawn.probabilities,
        known,
        strata=["all"] * len(known),
        frame_sizes={"all": drawn.frame},
        cells=cells,
        fold_probabilities=None if folds is None else cross_fitted_scores(drawn, known, folds),
        folds=folds,
    )
    outcome = _compared(drawn, list(estimates.values()))
    return replace(outcome, oracle=oracle_intervals(known, drawn.probabilities)) if oracle else outcome


def labelled(drawn: Drawn, labels: int, rng: np.random.Generator, *, banded: bool) -> tuple[IntArray, tuple[str, ...]]:
    """Labels (N,) of a label draw as the product plans it, and the cell of each call."""
    names = ["all"] * len(drawn.classes)
    plan = plan_labels(names, drawn.probabilities if banded else None, labels)
    cell_of = np.array(plan.cell_of)
    known = np.full(len(names), NOT_LABELLED)
    for name, cell in plan.cells.items():
        chosen = rng.choice(np.flatnonzero(cell_of == name), cell.labels, replace=False)
        known[chosen] = drawn.classes[chosen]
    return known, plan.cell_of


def _compared(drawn: Drawn, estimates: Sequence[ShareEstimate]) -> _Outcome:
    truth = drawn.truth
    low, high = _bounds([(estimate.low, estimate.high) for estimate in estimates])
    human_low, human_high = _bounds([(estimate.human_low, estimate.human_high) for estimate in estimates])
    counted = np.bincount(drawn.probabilities.argmax(axis=1), minlength=len(truth)) / len(drawn.classes)
    naive = [wilson(float(share), len(drawn.classes)) for share in counted]
    return _Outcome(
        covered=(low <= truth) & (truth <= high),
        above=low > truth,
        below=high < truth,
        human_covered=(human_low <= truth) & (truth <= human_high),
        counted_covered=np.array([interval.covers(share) for interval, share in zip(naive, truth, strict=True)]),
        by_model=np.array([estimate.estimator is Estimator.PPI for estimate in estimates]),
        error=np.array([estimate.share for estimate in estimates], dtype=float) - truth,
        variance=np.array([estimate.variance for estimate in estimates]),
        truth=truth,
        width=high - low,
    )


def _bounds(pairs: Sequence[tuple[float | None, float | None]]) -> tuple[FloatArray, FloatArray]:
    """Lower and upper bounds; a figure that is not published says nothing, so it covers everything."""
    low = np.array([0.0 if bound is None else bound for bound, _ in pairs])
    return low, np.array([1.0 if bound is None else bound for _, bound in pairs])


def synthetic_worlds() -> Iterator[World]:
    for strength, signal in (("weak", 0.7), ("fair", 2.0), ("strong", 3.5)):
        yield SyntheticWorld(f"{strength} model", SHARES, signal)
    yield SyntheticWorld("fair model, rare cause doubled", DOUBLED, 2.0, learned=SHARES)
    yield SyntheticWorld("fair model, most calls labelled", SHARES, 2.0, drawn=600)


def text_worlds(path: Path, text_column: str, label_column: str) -> Iterator[World]:
    features, classes, causes = read_texts(path, text_column=text_column, label_column=label_column)
    rarest = causes[int(np.bincount(classes).argmin())]
    good, poor = (readings(features, classes, older=older, models=_MODELS, K=len(causes)) for older in (500, 60))
    yield TextWorld("texts, 500 older labels", causes, features, classes, good)
    yield TextWorld("texts, 60 older labels", causes, features, classes, poor)
    yield TextWorld(f"texts, {rarest} doubled", causes, features, classes, good, doubled=rarest)


def lines(found: Sequence[Coverage]) -> Iterator[str]:
    yield (
        f"{'world':31} {'design':12} {'n':>4} {'cause':10} {'share':>6} | {'published':>9} {'above':>6} {'below':>6} "
        f"{'human':>6} {'counted':>7} | {'model':>5} {'n_eff/n':>7} {'simul.':>7} {'V/sim.':>6} | {'ppi-py':>6} "
        f"{'width':>6}"
    )
    for row in found:
        yield (
            f"{row.world:31} {row.design:12} {row.labels:4d} {row.cause:10} {row.share:6.3f} | {row.covered:9.3f} "
            f"{row.above:6.3f} {row.below:6.3f} {row.human_covered:6.3f} {row.counted_covered:7.3f} | "
            f"{row.by_model:5.2f} {row.effective:7.2f} {row.simulated:7.2f} {row.variance:6.2f} | "
            f"{_number(row.oracle_covered, 3)} {_number(row.oracle_width, 2)}"
        )


def _number(value: float | None, places: int) -> str:
    return f"{'–':>6}" if value is None or np.isnan(value) else f"{value:6.{places}f}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Coverage of the published intervals, by simulation.")
    parser.add_argument("--reps", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--labels", type=int, nargs="+", default=LABELS)
    parser.add_argument("--csv", type=Path, help="texts with a known cause, for a real model beside the synthetic ones")
    parser.add_argument("--text-column", default="customer_turns")
    parser.add_argument("--label-column", default="cause")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    worlds = list(text_worlds(given.csv, given.text_column, given.label_column) if given.csv else synthetic_worlds())
    runs = [(world, Design.BANDS, labels) for world in worlds for labels in given.labels]
    again = worlds[0] if given.csv else worlds[1]
    runs += [(again, Design.PLAIN, labels) for labels in given.labels]
    runs += [(again, Design.CROSS_FITTED, labels) for labels in given.labels if labels >= LABELS_FOR_MODEL]
    found = []
    for world, design, labels in runs:
        found += coverage(world, labels, reps=given.reps, seed=given.seed, design=design, oracle=has_oracle())
        print(f"{world.name}, {design}: {labels} labels done", file=sys.stderr)
    if given.json:
        print(json.dumps({"coverage": [asdict(row) for row in found]}))
    else:
        print("\n".join(lines(found)))


if __name__ == "__main__":
    main()
