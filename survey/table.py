"""Figures from a plain CSV of labels, scores and weights: the product's estimators for anybody's data.

Columns: `label` (empty where nobody labelled the call), one `score_<cause>` for each cause from a model that did not
see these labels, optional `weight` (1/draw probability, so at least 1), and optionally either `stratum` (the cell
within which labels were drawn; label probability n_h/N_h) or `label_probability` on every row. Neither means that
labels are a plain random sample of the rows. Other columns are ignored.

With `weight` the figure is the share of the frame that the rows were drawn from; without it nobody said how large
that frame is, and the interval is for the underlying rate.
"""

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TextIO

import numpy as np

from survey.cells import LABELS_AT_LEAST, NOT_LABELLED, FloatArray, IntArray, TwoPhase, two_phase
from survey.errors import TableError
from survey.share import ShareEstimate, shares_of

_SUM_SLACK = 0.05
_SCORE = "score_"
_MOST_GROUPS = 50


@dataclass(frozen=True)
class Table:
    """N rows read from a CSV. `labels` (N,) are positions in `causes` or NOT_LABELLED; `scores` (N, K).

    The first `scored` causes have a score column; causes that only people named follow and have score 0.
    """

    causes: tuple[str, ...]
    scored: int
    labels: IntArray
    scores: FloatArray
    weights: FloatArray | None
    strata: tuple[str, ...] | None
    label_probabilities: FloatArray | None


def read_table(stream: TextIO, *, name: str = "the table") -> Table:
    """Read a CSV with commas, semicolons or tabs, with or without byte-order mark; `name` stands in messages.

    Raises TableError naming line and column.
    """
    header, rows = _rows(stream, name)
    scored = [column.removeprefix(_SCORE) for column in header if column.startswith(_SCORE)]
    _check_header(header, scored, name)
    column_of = {column: [row[place] for _, row in rows] for place, column in enumerate(header)}
    lines = [line for line, _ in rows]

    def numbers(column: str, is_good: Callable[[float], bool], meaning: str) -> FloatArray:
        return _numbers(column_of[column], lines, column, is_good, f"{name}, line {{}}", meaning)

    named = column_of["label"]
    causes = scored + sorted(set(named) - set(scored) - {""})
    position = {cause: place for place, cause in enumerate(causes)} | {"": NOT_LABELLED}
    scores = np.zeros((len(rows), len(causes)))
    for place, cause in enumerate(scored):
        scores[:, place] = numbers(_SCORE + cause, lambda value: 0 <= value <= 1, "a probability between 0 and 1")
    _check_sum(scores, name)
    return Table(
        causes=tuple(causes),
        scored=len(scored),
        labels=np.array([position[label] for label in named], dtype=np.int64),
        scores=scores,
        weights=numbers("weight", lambda value: value >= 1, "1/draw probability, at least 1")
        if "weight" in header
        else None,
        strata=_strata(column_of["stratum"], lines, name) if "stratum" in header else None,
        label_probabilities=numbers("label_probability", lambda value: 0 < value <= 1, "above 0 and at most 1")
        if "label_probability" in header
        else None,
    )


def _check_sum(scores: FloatArray, name: str) -> None:
    """A call has one cause: its probabilities may leave something over, but not sum to more than 1.

    Judged over the whole table, because scores of one model for each cause are noisy in single rows.
    """
    mean = float(scores.sum(axis=1).mean())
    if mean > 1 + _SUM_SLACK:
        raise TableError(
            f"{name}: the scores of a call sum to {mean:.2f} on average, but a call has one cause.",
            remedy="Give probabilities that sum to at most 1 over the `score_<cause>` columns of a row.",
        )


def _rows(stream: TextIO, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    first = stream.readline().removeprefix("\ufeff")
    if not first.strip():
        raise TableError(f"{name} is empty.", remedy="Give a header line with `label` and `score_<cause>` columns.")
    delimiter = max(",;\t", key=first.count)
    header = [column.strip() for column in next(csv.reader([first], delimiter=delimiter))]
    rows = []
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if not any(field.strip() for field in row):
                continue
            if len(row) != len(header):
                raise TableError(
                    f"{name}, line {reader.line_num + 1}: {len(row)} fields under {len(header)} columns.",
                    remedy="Quote fields that hold the separator.",
                )
            rows.append((reader.line_num + 1, [field.strip() for field in row]))
    except csv.Error as broken:
        raise TableError(f"{name}, line {reader.line_num + 1}: {broken}.", remedy="Write plain CSV.") from broken
    if not rows:
        raise TableError(f"{name} has a header but no rows.", remedy="Give one row for each drawn call.")
    return header, rows


def _check_header(header: Sequence[str], scored: Sequence[str], name: str) -> None:
    twice = [column for column, times in Counter(header).items() if times > 1 and column]
    if twice:
        raise TableError(f"{name} has column {twice[0]!r} twice.", remedy="Keep one of them.")
    if "label" not in header:
        raise TableError(
            f"{name} has no column `label` (its columns: {', '.join(header)}).",
            remedy="Name the people's label column `label` and leave it empty where nobody labelled.",
        )
    if not scored or "" in scored:
        raise TableError(
            f"{name} has no `score_<cause>` column.",
            remedy="Give one for each cause, from a model that did not see these labels.",
        )
    if "stratum" in header and "label_probability" in header:
        raise TableError(
            f"{name} has both `stratum` and `label_probability`, which may disagree.",
            remedy="Remove one: `stratum` if the probabilities are exact, else `label_probability`.",
        )


def _numbers(
    texts: Sequence[str], lines: Sequence[int], column: str, is_good: Callable[[float], bool], where: str, meaning: str
) -> FloatArray:
    values = np.empty(len(texts))
    for place, (line, text) in enumerate(zip(lines, texts, strict=True)):
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not (isfinite(value) and is_good(value)):
            raise TableError(
                f"{where.format(line)}, column {column!r}: {text!r} is not {meaning}.",
                remedy="Correct the value; every row needs one.",
            )
        values[place] = value
    return values


def _strata(names: Sequence[str], lines: Sequence[int], table: str) -> tuple[str, ...]:
    for line, stratum in zip(lines, names, strict=True):
        if not stratum:
            raise TableError(
                f"{table}, line {line}, column 'stratum' is empty.", remedy="Name the label cell of every row."
            )
    return tuple(names)


def estimate_table(stream: TextIO, *, name: str = "the table") -> list[dict[str, object]]:
    """One figure for each cause of a CSV, in the order of its columns, as `figures estimate --json` prints them.

    Causes that people named and no column scores come last, from the labels alone. Raises TableError.
    """
    return figures_of(read_table(stream, name=name))


def figures_of(table: Table) -> list[dict[str, object]]:
    """`estimate_table` for a table that was read already."""
    sample = _sample(table)
    found = shares_of(table.causes, sample, table.labels, table.scores)
    people_only = shares_of(table.causes, sample, table.labels, None)
    return [
        _figure(cause, (found if place < table.scored else people_only)[cause])
        for place, cause in enumerate(table.causes)
    ]


def _figure(cause: str, estimate: ShareEstimate) -> dict[str, object]:
    return {
        "cause": cause,
        "share": estimate.share,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
        "N": estimate.N,
        "estimator": estimate.estimator.value,
        "effective_n": estimate.effective_n,
        "human_share": estimate.human_share,
        "human_low": estimate.human_low,
        "human_high": estimate.human_high,
    }


def _sample(table: Table) -> TwoPhase:
    """Rows of equal weight were drawn alike, so they are the plan strata; rows of equal label probability are cells.

    Where nearly every row has a probability of its own there are no cells, and each label carries its own weight.
    """
    N = len(table.labels)
    labelled = table.labels != NOT_LABELLED
    weights = np.ones(N) if table.weights is None else table.weights
    cells, probabilities = np.zeros(N, dtype=np.int64), table.label_probabilities
    if table.strata is not None:
        cells = np.unique(np.array(table.strata), return_inverse=True)[1].astype(np.int64)
    elif probabilities is not None:
        alike = _alike(probabilities)
        if np.bincount(alike[labelled], minlength=int(alike.max()) + 1).min() >= LABELS_AT_LEAST:
            cells, probabilities = alike, None
    return two_phase(
        labelled,
        np.zeros(N, dtype=np.bool_),
        strata=_alike(weights),
        cells=cells,
        draw_weights=weights,
        frame_known=table.weights is not None,
        label_probabilities=probabilities,
    )


def _alike(values: FloatArray) -> IntArray:
    """Codes of equal values; one code for all where there are too many different ones to be groups."""
    found, codes = np.unique(values.round(9), return_inverse=True)
    return codes.astype(np.int64) if len(found) <= _MOST_GROUPS else np.zeros(len(values), dtype=np.int64)
