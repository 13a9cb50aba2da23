"""Do the published intervals hold? Draw, label and estimate again and again where the truth is known.

    python -m benchmarks.coverage [--reps 500] [--csv FILE --text-column T --label-column L] [--json]

One line for each world, number of labels and cause: how often the published 95 % interval covered the truth, the
human-only one beside it, and that of classify-and-count (the share of calls the model assigns to the cause), which
nobody should publish; how many plain labels one label was worth (n_eff / n), as reported and as the simulated errors
say; and reported / simulated variance, which must not be well below 1.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

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
from survey.share import NOT_LABELLED, Estimator, ShareEstimate, estimate_shares

SHARES = (0.41, 0.36, 0.165, 0.065)
DOUBLED = (0.38, 0.33, 0.16, 0.13)
LABELS = (50, 200, 500)
_MODELS = 25


@dataclass(frozen=True)
class Coverage:
    """What repeated draws showed for one cause. All shares of repetitions but `effective`, `simulated`, `variance`."""

    world: str
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


@dataclass(frozen=True)
class _Outcome:
    """One repetition, arrays of shape (K,)."""

    covered: BoolArray
    above: BoolArray
    below: BoolArray
    human_covered: BoolArray
    counted_covered: BoolArray
    by_model: BoolArray
    effective: FloatArray
    error: FloatArray
    variance: FloatArray
    truth: FloatArray


def coverage(world: World, labels: int, *, reps: int, seed: int = 0, cross_fitted: bool = False) -> list[Coverage]:
    """Repeat one design `reps` times; a line for each cause."""
    rng = np.random.default_rng(seed)
    runs = [_once(world, labels, rng, cross_fitted=cross_fitted) for _ in range(reps)]

    def mean(field: str) -> FloatArray:
        return np.asarray(np.mean([getattr(run, field) for run in runs], axis=0), dtype=float)

    share = mean("truth")
    variance = np.var([run.error for run in runs], axis=0)
    effective = np.median([run.effective for run in runs], axis=0)
    return [
        Coverage(
            world=f"{world.name}, cross-fitted" if cross_fitted else world.name,
            labels=labels,
            cause=cause,
            share=float(share[k]),
            covered=float(mean("covered")[k]),
            above=float(mean("above")[k]),
            below=float(mean("below")[k]),
            human_covered=float(mean("human_covered")[k]),
            counted_covered=float(mean("counted_covered")[k]),
            by_model=float(mean("by_model")[k]),
            effective=float(effective[k] / labels),
            simulated=float(share[k] * (1 - share[k]) / variance[k] / labels),
            variance=float(mean("variance")[k] / variance[k]),
        )
        for k, cause in enumerate(world.causes)
    ]


def _once(world: World, labels: int, rng: np.random.Generator, *, cross_fitted: bool) -> _Outcome:
    drawn = world.draw(rng)
    known, cells = labelled(drawn, labels, rng, banded=not cross_fitted)
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
    return _compared(drawn, list(estimates.values()))


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
        effective=np.array([estimate.effective_n for estimate in estimates]),
        error=np.array([estimate.share for estimate in estimates], dtype=float) - truth,
        variance=np.array([estimate.variance for estimate in estimates]),
        truth=truth,
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
        f"{'world':42} {'n':>4} {'cause':10} {'share':>6} | {'published':>9} {'above':>6} {'below':>6} {'human':>6} "
        f"{'counted':>7} | {'model':>5} {'n_eff/n':>7} {'simul.':>7} {'V/sim.':>6}"
    )
    for row in found:
        yield (
            f"{row.world:42} {row.labels:4d} {row.cause:10} {row.share:6.3f} | {row.covered:9.3f} {row.above:6.3f} "
            f"{row.below:6.3f} {row.human_covered:6.3f} {row.counted_covered:7.3f} | {row.by_model:5.2f} "
            f"{row.effective:7.2f} {row.simulated:7.2f} {row.variance:6.2f}"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Coverage of the published intervals, by simulation.")
    parser.add_argument("--reps", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--csv", type=Path, help="texts with a known cause, for a real model beside the synthetic ones")
    parser.add_argument("--text-column", default="customer_turns")
    parser.add_argument("--label-column", default="cause")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    worlds = list(text_worlds(given.csv, given.text_column, given.label_column) if given.csv else synthetic_worlds())
    found = []
    for world in worlds:
        for labels in LABELS:
            found += coverage(world, labels, reps=given.reps, seed=given.seed)
            print(f"{world.name}: {labels} labels done", file=sys.stderr)
    for labels in LABELS[1:]:
        found += coverage(worlds[1], labels, reps=given.reps, seed=given.seed, cross_fitted=True)
    if given.json:
        print(json.dumps({"coverage": [asdict(row) for row in found]}))
    else:
        print("\n".join(lines(found)))


if __name__ == "__main__":
    main()
