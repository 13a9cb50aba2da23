"""The two phases of a sample: calls drawn from the frame, and of those, cell by cell, calls labelled by people."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

NOT_LABELLED = -1
"""Nobody has labelled this drawn call."""
NO_CAUSE = -2
"""A person labelled it as none of the causes asked about."""
SETTLED = -3
"""Known to have no cause without a person, such as a call without speech: stays in the denominator."""

LABELS_AT_LEAST = 8
"""A cell with fewer labels is merged with its neighbour, by count alone, before any label's value is looked at."""

_FLOAT_NOISE = 1e-9


@dataclass(frozen=True)
class Cell:
    """Calls among which labels were drawn at random. Row numbers point into the N drawn calls.

    `draw_weights` (N_h,) are 1/draw probability of the members; `weights` (n_h,) are 1/(draw × label probability) of
    the labelled calls, `unseen` (n_h,) is 1 − label probability. Label probabilities are n_h/N_h in a plain cell and
    unequal in a merged one.
    """

    members: IntArray
    labelled: IntArray
    draw_weights: FloatArray
    weights: FloatArray
    unseen: FloatArray

    @cached_property
    def total(self) -> float:
        """Calls of the frame that the cell stands for."""
        return float(self.draw_weights.sum())

    @cached_property
    def normed(self) -> FloatArray:
        """Weights of the labelled calls, summing to 1."""
        return np.asarray(self.weights / self.weights.sum(), dtype=float)


@dataclass(frozen=True)
class TwoPhase:
    """N drawn calls with their weights, grouped twice: by plan stratum (phase 1) and by label cell (phase 2).

    `draw_weights` is 1/draw probability, M_g/N_g, shape (N,); `strata` numbers the plan strata, shape (N,).
    `frame_known` is False where nobody said how many calls the frame has: then only the underlying rate can be
    estimated. Calls in no cell (settled without a person: no speech) count in every denominator and have no cause.
    """

    draw_weights: FloatArray
    strata: IntArray
    cells: tuple[Cell, ...]
    frame_known: bool

    @cached_property
    def frame_total(self) -> float:
        return float(self.draw_weights.sum())

    @cached_property
    def labelled(self) -> int:
        return sum(len(cell.labelled) for cell in self.cells)

    @cached_property
    def strata_count(self) -> int:
        return int(self.strata.max()) + 1

    @cached_property
    def labelled_by_stratum(self) -> IntArray:
        rows = np.concatenate([cell.labelled for cell in self.cells]) if self.cells else np.zeros(0, dtype=np.int64)
        return np.bincount(self.strata[rows], minlength=self.strata_count)

    def by_stratum(self, values: FloatArray) -> FloatArray:
        """Sums of (N,) values over each plan stratum, shape (G,)."""
        return np.asarray(np.bincount(self.strata, values, self.strata_count), dtype=float)

    @cached_property
    def is_one_plain_cell(self) -> bool:
        """One random draw of labels with equal weights: nothing was banded."""
        return len(self.cells) == 1 and bool(np.ptp(self.cells[0].unseen) < _FLOAT_NOISE)


def two_phase(
    labelled: BoolArray,
    settled: BoolArray,
    *,
    strata: IntArray,
    cells: IntArray,
    draw_weights: FloatArray,
    frame_known: bool,
    label_probabilities: FloatArray | None = None,
) -> TwoPhase:
    """Group N drawn calls. All arrays have shape (N,); `cells` and `strata` are codes whose order is nearness.

    Without `label_probabilities` every label of a cell stands for N_h/n_h calls: an unfinished queue, served in ticket
    order, leaves a random part of the cell labelled.
    """
    open_rows = np.flatnonzero(~settled)
    labelled = labelled & ~settled
    codes, first, inverse = np.unique(cells[open_rows], return_index=True, return_inverse=True)
    counts = np.bincount(inverse[labelled[open_rows]], minlength=len(codes))
    weights = np.ones(len(cells))
    if label_probabilities is None:
        weights[open_rows] = (np.bincount(inverse, minlength=len(codes)) / np.maximum(counts, 1))[inverse]
    else:
        weights[labelled] = 1 / label_probabilities[labelled]
    grouped = []
    for group in _merged(counts, strata[open_rows[first]]):
        members = open_rows[np.isin(inverse, group)]
        rows = members[labelled[members]]
        drawn = draw_weights[rows] * weights[rows]
        grouped.append(Cell(members, rows, draw_weights[members], drawn, 1 - 1 / weights[rows]))
    return TwoPhase(draw_weights, strata, tuple(grouped), frame_known)


def _merged(counts: IntArray, strata: IntArray) -> list[list[int]]:
    """Groups of neighbouring cells with enough labels: first within a plan stratum, then whole strata."""
    inside = [
        group for stratum in np.unique(strata) for group in pooled(np.flatnonzero(strata == stratum).tolist(), counts)
    ]
    totals = np.array([counts[group].sum() for group in inside], dtype=np.int64)
    return [
        sorted(code for place in places for code in inside[place])
        for places in pooled(list(range(len(inside))), totals)
    ]


def pooled(order: Sequence[int], counts: IntArray, at_least: int = LABELS_AT_LEAST) -> list[list[int]]:
    """Join neighbours of `order` until each group counts `at_least`; a short rest joins the group before it."""
    groups: list[list[int]] = []
    current: list[int] = []
    for place in order:
        current.append(place)
        if counts[current].sum() >= at_least:
            groups.append(current)
            current = []
    if current and groups:
        groups[-1].extend(current)
    elif current:
        groups.append(current)
    return groups
