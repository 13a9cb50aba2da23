"""One side of a before/after comparison, as it is kept in a measurement's row."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from survey.share import Estimator, ShareEstimate


@dataclass(frozen=True)
class Side:
    """`n` labels among `N` drawn calls; `variance` is that of the underlying rate, not of the share of the frame."""

    share: float | None
    low: float | None
    high: float | None
    n: int
    N: int
    estimator: str
    variance: float | None

    @classmethod
    def of(cls, estimate: ShareEstimate | None) -> "Side":
        """What is stored of an estimate; without one, nothing was drawn on this side."""
        if estimate is None:
            return cls(None, None, None, 0, 0, Estimator.NOT_ENOUGH.value, None)
        variance = None if estimate.share is None else estimate.rate_variance
        return cls(
            estimate.share, estimate.low, estimate.high, estimate.n, estimate.N, estimate.estimator.value, variance
        )

    @classmethod
    def stored(cls, document: Mapping[str, Any]) -> "Side":
        return cls(
            document["share"],
            document["low"],
            document["high"],
            int(document["n"]),
            int(document["N"]),
            str(document["estimator"]),
            document.get("variance"),
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
