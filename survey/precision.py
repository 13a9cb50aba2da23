"""How well a share is known: its variance in two terms, its effective sample size, its interval.

    V = Σ_g W_g² · (1 − N_g/M_g) · share_g (1 − share_g) / N_g     the calls drawn from the frame
      + Σ_h W_h² · (1/n_h − 1/N_h) · var(e over n_h)               the labels among them (`mean.py`)

Both terms always. The factor (1 − N_g/M_g) belongs to the share *in this frame*; the underlying rate, which
before/after compares, leaves it out. The interval is Wilson's at n_eff = p (1 − p) / V.
"""

from dataclasses import dataclass

import numpy as np

from survey.cells import FloatArray, TwoPhase
from survey.interval import Interval, widened, wilson
from survey.mean import Mean

MOST_GAIN = 20
"""No model makes one label worth more than twenty: a variance estimated from few labels can be too good to be true."""

_PRIOR_CALLS = 2.0


@dataclass(frozen=True)
class Known:
    """A share as one estimator knows it. `variance` is of the share of the frame, `rate_variance` of the rate."""

    share: float
    interval: Interval
    effective_n: float
    variance: float
    rate_variance: float


@dataclass(frozen=True)
class Unevenness:
    """How much less calls of unequal length m tell of a share R of minutes; all ones for a share of calls.

    `seen` is E[m² (Y − R)²] / (m̄² R (1 − R)); `prior` is E[m²] / m̄², its value if length tells nothing of the cause;
    `kurtosis` is E[m⁴] / E[m²]², by which a variance estimated from few calls is itself uncertain.
    """

    seen: float = 1.0
    prior: float = 1.0
    kurtosis: float = 1.0


def known(sample: TwoPhase, mean: Mean, k: int, *, confirmed: int, by_people: bool, uneven: Unevenness) -> Known:
    """Precision of outcome `k` of `mean`, of which people confirmed that many calls."""
    n = sample.labelled
    share = float(np.clip(mean.value[k], 0.0, 1.0))
    held = float(np.clip(share, 1 / (2 * n), 1 - 1 / (2 * n)))
    rare = min(confirmed, n - confirmed)
    factor = _steadied(uneven.seen, uneven.prior, rare)
    of_labels = float(mean.labels_variance[k])
    if by_people:
        of_labels = _steadied(of_labels, held * (1 - held) * uneven.prior * _plain_factor(sample), rare)
    in_frame, at_large = _drawing_variance(sample, mean.by_stratum[:, k], held)
    least = held * (1 - held) / (MOST_GAIN * n)
    rate_variance = max(at_large * factor + of_labels, least)
    variance = max(in_frame * factor + of_labels, least) if sample.frame_known else rate_variance
    effective_n = held * (1 - held) / variance
    by_cells = float(mean.labels_variance_squared[k]) / variance**2
    freedom = 1 / max(by_cells, (uneven.kurtosis - 1) / (2 * n), 1e-9)
    return Known(share, wilson(share, widened(effective_n, freedom)), effective_n, variance, rate_variance)


def _steadied(seen: float, prior: float, rare: int) -> float:
    """A quantity estimated from `rare` calls of a cause, averaged with a prior value that counts as much as two.

    The variance by cells is zero where no call of the cause was seen, and a guess where few were.
    """
    return (rare * seen + _PRIOR_CALLS * prior) / (rare + _PRIOR_CALLS)


def _plain_factor(sample: TwoPhase) -> float:
    """Labels' variance divided by p(1 − p) if the share were the same in every cell (Kish's design effect over n)."""
    return sum(
        (cell.total / sample.frame_total) ** 2 * float((cell.normed**2 * cell.unseen).sum()) for cell in sample.cells
    )


def _drawing_variance(sample: TwoPhase, by_stratum: FloatArray, overall: float) -> tuple[float, float]:
    """The first term of V: for the share of the frame, and for the underlying rate.

    A stratum's own share is steadied by the overall one, which counts as one call: a stratum of three labels without
    the cause does not know that it has none. The overall share is the one held away from 0 and 1.
    """
    labels, sizes = sample.labelled_by_stratum, sample.by_stratum(sample.draw_weights)
    steadied = (by_stratum * labels + overall) / (labels + 1)
    steadied = np.clip(steadied + overall - float(sizes @ steadied) / sample.frame_total, 0.0, 1.0)
    spread = steadied * (1 - steadied) / sample.frame_total**2
    squares = sample.by_stratum(sample.draw_weights**2)
    return float(spread @ (squares - sizes)), float(spread @ squares)
