"""What the champion says of a call, and why, for somebody who may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import may_see_labels
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.label import COUNTING, Label
from store.tables.model_version import ModelVersion
from store.tables.person import Person
from store.tables.prediction import Prediction


@dataclass(frozen=True)
class Alike:
    """A labelled call that is much like this one; `nearness` 1 for the same words."""

    call: Call
    cause_name: str
    nearness: float


@dataclass(frozen=True)
class Opinion:
    """`origin` is `suggestion`, `model` or `rule`; `others` are the causes it thought of besides, likeliest first."""

    prediction: Prediction
    version: ModelVersion
    origin: str
    cause_name: str
    others: list[tuple[str, float]]
    alike: list[Alike]

    @property
    def probability(self) -> float:
        return float(self.prediction.probabilities.get(self.prediction.cause_id, 0.0))


WORTH_NAMING = 0.1


def opinion_of(session: Session, person: Person, call_id: UUID, *, now: datetime) -> Opinion | None:
    """The champion's opinion; of calls like it only those whose labels this person may see."""
    found = session.execute(Prediction.of_champion(call_id)).one_or_none()
    if found is None:
        return None
    prediction, version = found
    names = {cause.id: cause.name for cause in session.scalars(select(Cause))}
    return Opinion(
        prediction=prediction,
        version=version,
        origin=prediction.origin_under(version),
        cause_name=names[prediction.cause_id],
        others=_others(prediction, names),
        alike=list(_alike(session, person, prediction.neighbours, names, now=now)),
    )


def _others(prediction: Prediction, names: dict[str, str]) -> list[tuple[str, float]]:
    shares = sorted(prediction.probabilities.items(), key=lambda pair: -pair[1])
    return [
        (names[cause], share)
        for cause, share in shares
        if cause != prediction.cause_id and share >= WORTH_NAMING and cause in names
    ]


def _alike(
    session: Session, person: Person, stored: list[Any], names: dict[str, str], *, now: datetime
) -> Iterator[Alike]:
    """Calls that were erased since, or whose label was withdrawn, are left out."""
    for one in stored:
        call = session.get(Call, UUID(one["call_id"]))
        if call is None or not may_see_labels(session, person, call.id, now=now):
            continue
        label = session.scalars(
            select(Label)
            .where(
                Label.call_id == call.id,
                Label.withdrawn_at.is_(None),
                Label.purpose.in_(COUNTING),
            )
            .order_by(Label.labelled_at.desc(), Label.id)
            .limit(1)
        ).first()
        if label is not None:
            yield Alike(call, names[label.cause_id], one["nearness"])
