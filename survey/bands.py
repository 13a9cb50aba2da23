"""Which drawn calls people label: bands by how unsure the model is, labels where they tell most, all frozen.

One label draw serves all causes. Bands and probabilities are frozen in the draw record before any label exists; a
later model never re-bands. Every call keeps a known positive probability of being labelled, and inside a cell labels
are served in ticket order, so that an unfinished queue leaves a random part of it.

The band score is the model's spread, not its largest probability of a rarer cause: that one fills the top band with
calls the model is sure of. On 8,649 human conversations (model from 500 labels, 200 labels, N = 4,000) the effective
sample of the rare cause was 7.1 n with the spread and 2.4 n with the largest probability.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from survey.cells import LABELS_AT_LEAST, FloatArray, IntArray, pooled
from survey.errors import SurveyError
from survey.share import LABELS_FOR_MODEL

TOP_SHARE = 0.10
NEXT_SHARE = 0.25

RATE_AT_LEAST = 0.5
"""No cell is labelled at less than half the overall rate: with a strong model, a fifth left so few labels in the sure
bands that a human-only interval covered 0.86."""

_RAREST = 1e-3


class Band(IntEnum):
    """A call's place by score: the highest 10 %, the next 25 %, the rest. Sorted names keep neighbours together."""

    TOP = 0
    NEXT = 1
    REST = 2


@dataclass(frozen=True)
class LabelCell:
    """A cell of the label draw: `labels` (n_h) of its `drawn` calls (N_h) are served to people."""

    drawn: int
    labels: int

    @property
    def probability(self) -> float:
        return self.labels / self.drawn


@dataclass(frozen=True)
class LabelPlan:
    """The frozen plan of a label draw: the cell of each drawn call, in the order given, and the cells by name."""

    cell_of: tuple[str, ...]
    cells: Mapping[str, LabelCell]

    @property
    def sizes(self) -> dict[str, int]:
        """Calls to select by cell, as `draw.commit` takes them with the cells as its strata."""
        return {name: cell.labels for name, cell in self.cells.items()}


def spread_of(probabilities: FloatArray) -> FloatArray:
    """How unsure the model is of each call, for (N, K) probabilities; shape (N,).

    Σ_k f_k (1 − f_k) / (p_k (1 − p_k)) with p_k the mean of f_k: the expected squared error, in which a rare cause
    counts as much as a common one.
    """
    mean = np.clip(probabilities.mean(axis=0), _RAREST, 1 - _RAREST)
    return np.asarray((probabilities * (1 - probabilities) / (mean * (1 - mean))).sum(axis=1), dtype=float)


def bands_of(scores: FloatArray) -> IntArray:
    """Band of each call, shape (N,); equal scores keep their order."""
    place = np.empty(len(scores), dtype=np.int64)
    place[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    edges = np.ceil(np.array([TOP_SHARE, TOP_SHARE + NEXT_SHARE]) * len(scores))
    return np.searchsorted(edges, place, side="right").astype(np.int64)


def plan_labels(strata: Sequence[str], probabilities: FloatArray | None, labels: int) -> LabelPlan:
    """Plan which share of each cell is labelled, for N drawn calls with speech.

    `strata` (N,) are plan strata, `probabilities` (N, K) the current model's or None, `labels` how many people will
    give. Below 100 labels a figure uses no model, so there are no bands then and all strata have the same rate.
    Raises SurveyError when the numbers do not fit together.
    """
    if probabilities is not None and len(probabilities) != len(strata):
        raise SurveyError(
            f"{len(probabilities)} predictions are given for {len(strata)} drawn calls.",
            remedy="Predict every drawn call before the label draw.",
        )
    if labels < 0:
        raise SurveyError(f"{labels} labels are asked for.", remedy="Give 0 or more.")
    if probabilities is None or labels < LABELS_FOR_MODEL or len(strata) == 0:
        bands, spread = np.full(len(strata), int(Band.REST)), np.ones(len(strata))
    else:
        spread = spread_of(probabilities)
        bands = bands_of(spread)
    codes, names = _cells(strata, bands, labels)
    drawn = np.bincount(codes, minlength=len(names))
    expected = np.sqrt(np.bincount(codes, spread, minlength=len(names)) / np.maximum(drawn, 1))
    served = allocate(drawn, expected, labels)
    return LabelPlan(
        tuple(names[code] for code in codes),
        {name: LabelCell(int(N), int(n)) for name, N, n in zip(names, drawn, served, strict=True)},
    )


def _cells(strata: Sequence[str], bands: IntArray, labels: int) -> tuple[IntArray, list[str]]:
    """Cell of each call and the cells' names: neighbouring bands that would get too few labels are one cell."""
    pairs = sorted({(stratum, int(band)) for stratum, band in zip(strata, bands, strict=True)})
    place = {pair: number for number, pair in enumerate(pairs)}
    sizes = np.bincount([place[stratum, int(band)] for stratum, band in zip(strata, bands, strict=True)])
    least = np.floor(sizes * RATE_AT_LEAST * min(labels / max(len(strata), 1), 1.0)).astype(np.int64)
    merged: dict[tuple[str, int], str] = {}
    for stratum in sorted(set(strata)):
        own = [number for number, pair in enumerate(pairs) if pair[0] == stratum]
        for group in pooled(own, least, at_least=min(LABELS_AT_LEAST, int(least[own].sum()))):
            bands_here = [pairs[number][1] for number in group]
            merged |= {pairs[number]: _name(stratum, bands_here) for number in group}
    names = sorted(set(merged.values()))
    number_of = {name: number for number, name in enumerate(names)}
    codes = [number_of[merged[stratum, int(band)]] for stratum, band in zip(strata, bands, strict=True)]
    return np.array(codes, dtype=np.int64), names


def _name(stratum: str, bands: Sequence[int]) -> str:
    return f"{stratum}/{'+'.join(f'{band}-{Band(band).name.lower()}' for band in bands)}"


def allocate(drawn: IntArray, spread: FloatArray, labels: int) -> IntArray:
    """Labels by cell: in proportion to N_h · spread_h (Neyman), no cell below half the overall rate or two labels.

    `drawn` (H,) are N_h, `spread` (H,) standard deviations. Returns n_h ≤ N_h with Σ n_h = min(labels, Σ N_h), or the
    two labels a cell where even those are more.
    """
    labels = min(labels, int(drawn.sum()))
    if labels == 0:
        return np.zeros(len(drawn), dtype=np.int64)
    least = np.minimum(np.maximum(RATE_AT_LEAST * labels * drawn / drawn.sum(), 2), drawn)
    wanted = _filled(np.asarray(drawn * np.maximum(spread, _RAREST), dtype=float), least, drawn, labels)
    served = np.floor(wanted + 1e-9).astype(np.int64)
    for cell in np.argsort(served - wanted, kind="stable"):
        if served.sum() < labels and served[cell] < drawn[cell]:
            served[cell] += 1
    return served


def _filled(shape: FloatArray, least: FloatArray, most: IntArray, total: int) -> FloatArray:
    """Amounts in proportion to `shape`, held between `least` and `most`, that sum to `total` where that is possible."""
    low, high = 0.0, 1.0
    while np.clip(high * shape, least, most).sum() < min(total, most.sum()):
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        if np.clip(middle * shape, least, most).sum() < total:
            low = middle
        else:
            high = middle
    return np.asarray(np.clip(high * shape, least, most), dtype=float)
