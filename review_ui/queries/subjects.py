"""Figures of owners, campaigns and incidents, and the queues that have figures of their own."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from review_ui.queries.figures import Period, figures_of
from store.tables.cause import Cause
from store.tables.driver import Incident
from store.tables.figure import Figure, Measure, Subject
from store.tables.person import Person


@dataclass(frozen=True)
class OwnerFigures:
    """All causes of one executive together."""

    owner: Person
    causes: tuple[str, ...]
    share: Figure
    cost: Figure | None


@dataclass(frozen=True)
class DriverFigures:
    """Calls in which a driver was found and which people attribute to its owner's causes."""

    share: Figure
    cost: Figure | None


@dataclass(frozen=True)
class IncidentRow:
    incident: Incident
    owner: Person | None
    figures: DriverFigures


def figures_by_owner(session: Session, period: Period) -> list[OwnerFigures]:
    """Every owner of the period, the largest share first."""
    people = {str(person.id): person for person in session.scalars(select(Person))}
    causes = session.execute(select(Cause.owner_id, Cause.name).order_by(Cause.position)).all()
    found = []
    for owner_id, (share, cost) in _pairs(session, period, Subject.OWNER).items():
        names = tuple(name for owner, name in causes if owner == UUID(owner_id))
        found.append(OwnerFigures(people[owner_id], names, share, cost))
    return sorted(found, key=lambda one: (one.share.value is None, -(one.share.value or 0.0)))


def figures_by_driver(session: Session, period: Period) -> dict[str, DriverFigures]:
    """By `campaign/<id>` or `incident/<id>`."""
    pairs = _pairs(session, period, Subject.DRIVER)
    return {driver: DriverFigures(share, cost) for driver, (share, cost) in pairs.items()}


def incidents(session: Session, drivers: dict[str, DriverFigures]) -> list[IncidentRow]:
    """The incidents that have figures, the latest first."""
    rows = session.execute(
        select(Incident, Person)
        .outerjoin(Person, Person.id == Incident.owner_id)
        .order_by(Incident.starts_at.desc(), Incident.id)
    )
    return [
        IncidentRow(incident, owner, drivers[f"incident/{incident.id}"])
        for incident, owner in rows
        if f"incident/{incident.id}" in drivers
    ]


def queues(session: Session, period: Period) -> list[str]:
    """Queues with figures of their own in this period."""
    return _parts(session, period, Figure.queue)


def products(session: Session, period: Period) -> list[str]:
    """Products with figures of their own in this period."""
    return _parts(session, period, Figure.product)


def _parts(session: Session, period: Period, name: InstrumentedAttribute[str]) -> list[str]:
    wanted = (Figure.starts_at == period.starts_at, Figure.ends_at == period.ends_at, name != "")
    return list(session.scalars(select(name).where(*wanted).distinct().order_by(name)))


def _pairs(session: Session, period: Period, subject: Subject) -> dict[str, tuple[Figure, Figure | None]]:
    """Share and cost by subject."""
    found = figures_of(session, period, (Figure.subject == subject) & Figure.of_calls())
    cost = {figure.subject_id: figure for figure in found if figure.measure is Measure.COST}
    return {
        figure.subject_id: (figure, cost.get(figure.subject_id)) for figure in found if figure.measure is Measure.SHARE
    }
