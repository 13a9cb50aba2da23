"""What figures are about beside single causes: all avoidable ones, all of an owner, a campaign or incident."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.estimation_sample import Sample
from store.tables.cause import Cause
from store.tables.driver import Campaign, Incident
from store.tables.driver_link import DriverKind, DriverLink
from store.tables.figure import Subject
from survey.cells import FloatArray, IntArray
from survey.share import NO_CAUSE

EVERYBODY = "all"
"""Whose the avoidable calls are."""


@dataclass(frozen=True)
class Group:
    """Calls that people attribute to one of `causes`; with `calls`, only those of them.

    A driver is found in a call by its link, a cause is a person's judgement: a driver's figure counts calls for which
    both hold, so that people's labels correct it like any other.
    """

    subject: Subject
    subject_id: str
    causes: frozenset[str]
    calls: frozenset[UUID] | None = None

    def labels(self, sample: Sample) -> IntArray:
        """(N,): 0 for a label that belongs to the group, NO_CAUSE for another; what was not labelled stays so."""
        inside = np.array([place for place, cause in enumerate(sample.causes) if cause in self.causes])
        named = np.isin(sample.labels, inside) & self._among(sample)
        return np.where(sample.labels < 0, sample.labels, np.where(named, 0, NO_CAUSE))

    def scores(self, sample: Sample, probabilities: FloatArray | None) -> FloatArray | None:
        """Probability of the group from those of causes, (…, N, K) to (…, N, 1)."""
        if probabilities is None:
            return None
        inside = np.array([cause in self.causes for cause in sample.causes])
        whole = np.asarray(probabilities[..., inside].sum(axis=-1, keepdims=True), dtype=float)
        return np.asarray(np.minimum(whole, 1.0) * self._among(sample)[:, None], dtype=float)

    def _among(self, sample: Sample) -> np.ndarray:
        if self.calls is None:
            return np.ones(len(sample.call_ids), dtype=bool)
        return np.array([call in self.calls for call in sample.call_ids], dtype=bool)


def groups_of(session: Session, sample: Sample) -> Iterator[Group]:
    """All avoidable causes; every owner of a cause; every campaign or incident of one that is found in a drawn call."""
    avoidable = frozenset(session.scalars(select(Cause.id).where(Cause.is_avoidable))) & set(sample.causes)
    if avoidable:
        yield Group(Subject.AVOIDABLE, EVERYBODY, avoidable)
    owned: dict[UUID, set[str]] = {}
    for cause in session.scalars(select(Cause).where(Cause.owner_id.is_not(None))):
        if cause.owner_id is not None and cause.id in sample.causes:
            owned.setdefault(cause.owner_id, set()).add(cause.id)
    for owner in sorted(owned, key=str):
        yield Group(Subject.OWNER, str(owner), frozenset(owned[owner]))
    linked = _linked(session, sample)
    drivers: list[Campaign | Incident] = [*session.scalars(select(Campaign)), *session.scalars(select(Incident))]
    for driver in sorted(drivers, key=lambda driver: driver.id):
        kind = DriverKind.CAMPAIGN if isinstance(driver, Campaign) else DriverKind.INCIDENT
        calls = linked.get((kind, driver.id))
        if calls and driver.owner_id in owned:
            name = f"{kind.value}/{driver.id}"
            yield Group(Subject.DRIVER, name, frozenset(owned[driver.owner_id]), frozenset(calls))


def _linked(session: Session, sample: Sample) -> dict[tuple[DriverKind, str], set[UUID]]:
    drawn, found = set(sample.call_ids), dict[tuple[DriverKind, str], set[UUID]]()
    for kind, driver_id, call_id in session.execute(select(DriverLink.kind, DriverLink.driver_id, DriverLink.call_id)):
        if call_id in drawn:
            found.setdefault((kind, driver_id), set()).add(call_id)
    return found
