"""The sample that figures are estimated from, as arrays: drawn calls, their labels, what the model said. No rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np

from survey.cells import FloatArray, IntArray
from survey.share import SETTLED, ShareEstimate, estimate_shares


@dataclass(frozen=True)
class PartFrame:
    """One queue or product: its calls by stratum, handle seconds, and drawn calls without an outcome by reason."""

    sizes: Mapping[str, int]
    handle_s: int
    nonresponse: Mapping[str, int]


@dataclass(frozen=True)
class Sample:
    """N drawn calls with an outcome, in the order of their ids; arrays have the shape (N,) unless said otherwise.

    `labels` holds positions in `causes` or `survey.share`'s NOT_LABELLED and SETTLED (no speech). `strata` name draw
    and plan stratum, `cells` begin with them and end with the frozen cell of the label draw (stratum and score band).
    `probabilities` (N, K) is None without a model, NaN in rows it has not predicted.
    """

    causes: tuple[str, ...]
    call_ids: tuple[UUID, ...]
    strata: tuple[str, ...]
    frame_sizes: Mapping[str, int]
    """M_g: calls of the frame by stratum."""
    cells: tuple[str, ...]
    labels: IntArray
    label_probabilities: FloatArray
    """Probability by which the label draw chose the call, NaN where it has no label."""
    draw_probabilities: FloatArray
    probabilities: FloatArray | None
    handle_s: IntArray
    started_at: tuple[datetime, ...]
    frame_handle_s: int
    """Handle seconds of all calls of the frame, drawn or not."""
    nonresponse: Mapping[str, int] = field(default_factory=dict)
    """Drawn calls without an outcome, by reason; they are not rows of the arrays."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """(N,) each: the `queue` and the `product` of every call, empty where it has none."""
    parts: Mapping[tuple[str, str], "PartFrame"] = field(default_factory=dict)
    """By field and value."""
    skipped: frozenset[UUID] = frozenset()
    """Calls of the label draw that somebody left to others and nobody has labelled."""

    @property
    def frame(self) -> int:
        """M: calls of the frame."""
        return sum(self.frame_sizes.values())

    @property
    def drawn(self) -> int:
        """All drawn calls, those without an outcome among them."""
        return len(self.call_ids) + sum(self.nonresponse.values())

    @property
    def labelled(self) -> int:
        """n: calls labelled by people."""
        return int((self.labels >= 0).sum())

    @property
    def nonresponse_share(self) -> float:
        """Part of the drawn calls that nothing is known of: without an outcome, or like those that were skipped."""
        without_outcome = sum(self.nonresponse.values()) / self.drawn if self.drawn else 0.0
        unanswered = len(self.skipped) / (len(self.skipped) + self.labelled) if self.skipped else 0.0
        return without_outcome + (1 - without_outcome) * unanswered

    @property
    def scores(self) -> FloatArray | None:
        """The model's probabilities if it has predicted every call that somebody spoke in, else None."""
        if self.probabilities is None or np.isnan(self.probabilities[self.labels != SETTLED]).any():
            return None
        return np.nan_to_num(self.probabilities)

    def of_part(self, name: str, value: str) -> "Sample":
        """The calls of one queue or product alone: those whose field `name` holds `value`.

        Within a stratum they are a plain random sample of the stratum's calls of that part, and within a label cell
        likewise, once the numbers of both are taken as given: so cells and strata are cut by it and nothing else
        changes (domain estimation; Cochran, *Sampling Techniques*, 1977, §5A.14).
        """
        rows = np.flatnonzero(np.array(self.fields[name]) == value)
        frame = self.parts[name, value]

        def chosen(values: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(values[row] for row in rows)

        return Sample(
            causes=self.causes,
            call_ids=chosen(self.call_ids),
            strata=chosen(self.strata),
            frame_sizes=frame.sizes,
            cells=chosen(self.cells),
            labels=self.labels[rows],
            label_probabilities=self.label_probabilities[rows],
            draw_probabilities=self.draw_probabilities[rows],
            probabilities=None if self.probabilities is None else self.probabilities[rows],
            handle_s=self.handle_s[rows],
            started_at=chosen(self.started_at),
            frame_handle_s=frame.handle_s,
            nonresponse=frame.nonresponse,
            fields={one: chosen(values) for one, values in self.fields.items()},
            parts={(name, value): frame},
            skipped=self.skipped.intersection(chosen(self.call_ids)),
        )

    def estimate(self) -> dict[str, ShareEstimate]:
        """Every cause's share of the frame; empty when nothing was drawn."""
        if not self.call_ids:
            return {}
        return estimate_shares(
            self.causes,
            self.scores,
            self.labels,
            strata=self.strata,
            frame_sizes=self.frame_sizes,
            cells=self.cells,
            nonresponse=self.nonresponse_share,
        )
