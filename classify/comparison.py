"""Champion against challenger on the same randomly drawn labels: a paired test, so that shared luck cancels."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.calibration import FLOOR
from survey.interval import NORMAL_QUANTILE, Interval

Floats = NDArray[np.float64]

FEWEST_CALLS = 30
SHUFFLES = 4_000
AT_ONCE = 200
SIGNIFICANT = 0.05


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no_difference"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Comparison:
    """Log loss of the challenger minus the champion's, in nats a call: below zero the challenger is better."""

    calls: int
    difference: float
    interval: Interval
    p_value: float
    only_challenger_right: int
    only_champion_right: int
    verdict: Verdict

    def as_json(self) -> dict[str, Any]:
        return {
            "calls": self.calls,
            "log_loss_difference": round(self.difference, 4),
            "low": round(self.interval.low, 4) if np.isfinite(self.interval.low) else None,
            "high": round(self.interval.high, 4) if np.isfinite(self.interval.high) else None,
            "p_value": round(self.p_value, 4),
            "only_challenger_right": self.only_challenger_right,
            "only_champion_right": self.only_champion_right,
            "verdict": self.verdict.value,
        }


@dataclass(frozen=True)
class Opinion:
    """One model's probabilities, shape (n, len(causes))."""

    probabilities: Floats
    causes: tuple[str, ...]

    def losses(self, truth: Sequence[str]) -> Floats:
        """-log of the probability given to each true cause; a cause the model does not know has the floor's."""
        at = {cause: number for number, cause in enumerate(self.causes)}
        given = [row[at[cause]] if cause in at else FLOOR for row, cause in zip(self.probabilities, truth, strict=True)]
        return -np.log(np.maximum(np.asarray(given, dtype=np.float64), FLOOR))

    def right(self, truth: Sequence[str]) -> NDArray[np.bool_]:
        said = np.asarray(self.causes)[self.probabilities.argmax(axis=1)]
        return np.asarray(said == np.asarray(truth))


def compare_models(
    champion: Opinion, challenger: Opinion, truth: Sequence[str], *, rng: np.random.Generator
) -> Comparison:
    """Paired sign-flip test on the difference of log losses (R. A. Fisher, 1935).

    `truth` must come from labels drawn at random that neither model learned from. Below `FEWEST_CALLS` nothing is
    said.
    """
    if len(truth) < FEWEST_CALLS:
        return Comparison(len(truth), 0.0, Interval(-np.inf, np.inf), 1.0, 0, 0, Verdict.TOO_FEW)
    gaps = challenger.losses(truth) - champion.losses(truth)
    mean = float(gaps.mean())
    half = NORMAL_QUANTILE * float(gaps.std(ddof=1)) / np.sqrt(len(gaps))
    p_value = (_as_extreme(gaps, rng) + 1) / (SHUFFLES + 1)
    right, left = challenger.right(truth), champion.right(truth)
    return Comparison(
        calls=len(truth),
        difference=mean,
        interval=Interval(float(mean - half), float(mean + half)),
        p_value=p_value,
        only_challenger_right=int((right & ~left).sum()),
        only_champion_right=int((left & ~right).sum()),
        verdict=_verdict(mean, p_value),
    )


def _as_extreme(gaps: Floats, rng: np.random.Generator) -> int:
    """Of `SHUFFLES` random choices of signs, how many give a sum as far from zero; in parts, to spare the memory."""
    least = abs(gaps.sum()) - 1e-12
    return sum(
        int((np.abs(rng.choice((-1.0, 1.0), size=(AT_ONCE, len(gaps))) @ gaps) >= least).sum())
        for _ in range(SHUFFLES // AT_ONCE)
    )


def _verdict(mean: float, p_value: float) -> Verdict:
    if p_value > SIGNIFICANT or mean == 0:
        return Verdict.NO_DIFFERENCE
    return Verdict.BETTER if mean < 0 else Verdict.WORSE
