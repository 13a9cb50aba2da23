"""How a figure is known: which calls it speaks about, which draws chose them, who is not in it, and by which model."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.call import CallState
from store.tables.call_count import CallCount
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.figure import Figure
from store.tables.model_version import ModelVersion
from store.tables.refusal_count import RefusalCount

ESTIMATORS = {
    "ppi": "people’s labels, sharpened by the model (stratified PPI++)",
    "ppi++": "people’s labels, sharpened by the model (stratified PPI++)",
    "human_only": "people’s labels alone",
    "not_enough": "none: fewer than 30 labels",
}


WITHOUT_MODEL = frozenset({"human_only", "not_enough"})
"""Estimators in which no model has a part."""


@dataclass(frozen=True)
class Frame:
    """Which calls the figures of a period speak about."""

    calls: int
    excluded: list[tuple[str, int]]
    refused: int
    draws: list[int]
    """Numbers of the draws behind the figures."""


@dataclass(frozen=True)
class Provenance:
    frame: Frame
    models: dict[UUID, int]
    """Numbers of the model versions by id."""

    def model(self, figure: Figure) -> str:
        if figure.estimator in WITHOUT_MODEL:
            return "no model had a part in it"
        if figure.model_version_id is None:
            return "five, each blind to the labels it was corrected by"
        return f"version {self.models.get(figure.model_version_id, '?')}, which saw none of these labels"

    def heard(self, figure: Figure) -> int:
        """Drawn calls with an outcome: written down, or found to hold no speech."""
        reasons = ((reason, calls) for reason, calls in figure.nonresponse.items() if isinstance(calls, int))
        return figure.drawn - sum(calls for reason, calls in reasons if reason != "skipped_at_the_desk")

    def unanswered(self, figure: Figure) -> list[tuple[str, int]]:
        return [(reason, calls) for reason, calls in figure.nonresponse.items() if isinstance(calls, int)]

    def bounds(self, figure: Figure) -> tuple[float, float] | None:
        """Worst case, shares 0–1, where more than 5 % of the drawn calls have no outcome."""
        found = figure.nonresponse.get("bounds")
        return (float(found[0]), float(found[1])) if found else None

    def estimator(self, figure: Figure) -> str:
        return ESTIMATORS.get(figure.estimator, figure.estimator)


def provenance(session: Session, figure: Figure) -> Provenance:
    return provenance_of_period(session, figure.starts_at, figure.ends_at)


def provenance_of_period(session: Session, starts_at: datetime, ends_at: datetime) -> Provenance:
    numbers = session.execute(select(ModelVersion.id, ModelVersion.number))
    return Provenance(_frame(session, starts_at, ends_at), {version: number for version, number in numbers})


def _frame(session: Session, starts_at: datetime, ends_at: datetime) -> Frame:
    counts = list(session.execute(CallCount.within(starts_at, ends_at)))
    draws = select(Draw.number).where(
        Draw.purpose.in_([DrawPurpose.CALLS, DrawPurpose.LABELS]),
        Draw.state != DrawState.ABANDONED,
        Draw.starts_at < ends_at,
        Draw.ends_at > starts_at,
    )
    return Frame(
        calls=sum(calls for state, _, calls, _ in counts if state is not CallState.EXCLUDED),
        excluded=[(reason, calls) for state, reason, calls, _ in counts if state is CallState.EXCLUDED],
        refused=session.scalars(RefusalCount.all()).one(),
        draws=list(session.scalars(draws.order_by(Draw.number))),
    )
