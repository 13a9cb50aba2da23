"""A sampling plan as a value: by which strata calls are drawn, how many of each, and what the cap does to that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sample.strata import PlanError
from store.tables.sampling_plan import SamplingPlan
from survey.rates import Sizes, sizes_by_rate, sizes_by_target

MOST_CALLS = 1_000_000


@dataclass(frozen=True)
class Plan:
    """Strata by fields of the call; a target or a rate for all of them, single strata apart; a cap on each month."""

    fields: tuple[str, ...] = ("queue",)
    target: int | None = None
    rate: float | None = None
    targets: Mapping[str, int] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=dict)
    monthly_hours: float | None = None
    """The most hours of speech that the draws of a month may take."""
    labels: int | None = None
    """Calls of a draw that people label."""

    def __post_init__(self) -> None:
        self._check_size()
        if (self.rates and self.rate is None) or (self.targets and self.target is None):
            raise PlanError(
                "single strata have rates under a target, or targets under a rate.",
                remedy="Use rates with a rate and targets with a target.",
                field="single",
            )
        if self.monthly_hours is not None and not 0 < self.monthly_hours < float("inf"):
            raise PlanError(
                f"a cap of {self.monthly_hours} hours draws nothing.",
                remedy="Leave it out, or allow hours.",
                field="monthly_hours",
            )
        if self.labels is not None and not 0 < self.labels <= MOST_CALLS:
            raise PlanError(
                f"{self.labels} labels tell nothing.", remedy="Say how many people can give.", field="labels"
            )

    @classmethod
    def of(cls, row: SamplingPlan) -> "Plan":
        """The plan that a row holds."""
        return cls(
            fields=fields_of(row.stratum_field),
            target=row.target,
            rate=row.rate,
            targets=dict(row.options.get("targets") or {}),
            rates=dict(row.options.get("rates") or {}),
            monthly_hours=row.monthly_hours,
            labels=row.labels,
        )

    @property
    def single(self) -> Mapping[str, float]:
        """Strata with a rate or target of their own."""
        return self.rates or self.targets

    def sizes(
        self, frame: Mapping[str, int], *, hours: float | None = None, seconds: Mapping[str, float] | None = None
    ) -> Sizes:
        """Calls to draw from a frame of that many calls by stratum.

        `hours` is what the cap leaves for this draw, `seconds` the mean length of a call by stratum.
        """
        cap = None if hours is None else hours * 3600
        if self.target is not None:
            target = min(self.target, sum(frame.values()))
            return sizes_by_target(frame, target, by_stratum=self.targets, cap=cap, cost=seconds)
        return sizes_by_rate(frame, self.rates, default_rate=self.rate, cap=cap, cost=seconds)

    def as_terms(self) -> dict[str, Any]:
        """The plan as it is published with a draw; what is not said is left out."""
        terms: dict[str, Any] = {"strata": list(self.fields)}
        said = {
            "target": self.target,
            "rate": self.rate,
            "single_strata": dict(self.single) or None,
            "monthly_speech_hours": self.monthly_hours,
            "labels": self.labels,
        }
        return terms | {name: value for name, value in said.items() if value is not None}

    def _check_size(self) -> None:
        if (self.target is None) == (self.rate is None):
            raise PlanError(
                "a plan needs a target or a rate, not both.", remedy="Give --target 240 or --rate 0.1.", field="target"
            )
        if self.target is not None and not 0 < self.target <= MOST_CALLS:
            raise PlanError(
                f"a target of {self.target} calls is none.", remedy="Give a number of calls above 0.", field="target"
            )
        for rate in (self.rate, *self.rates.values()):
            if rate is not None and not 0 <= rate <= 1:
                raise PlanError(f"a rate of {rate} is not between 0 and 1.", remedy="Give 0.1 for 10 %.", field="rate")
        if any(size < 0 for size in self.targets.values()):
            raise PlanError("a stratum's target is negative.", remedy="Give 0 or more calls.", field="single")


def fields_of(stratum_field: str) -> tuple[str, ...]:
    """The fields that a plan's row or a person joined by commas; `none` and nothing are one stratum."""
    names = tuple(name.strip() for name in stratum_field.split(",") if name.strip())
    return () if names == ("none",) else names
