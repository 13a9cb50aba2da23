"""Published figures as the dashboard and the excerpt page show them. Only the latest version of each is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.cause import Cause
from store.tables.figure import Figure, Measure
from store.tables.person import Person


@dataclass(frozen=True, order=True)
class Period:
    starts_at: datetime
    ends_at: datetime

    @property
    def key(self) -> str:
        """How the period is named in an address."""
        return f"{self.starts_at:%Y-%m-%d}..{self.ends_at:%Y-%m-%d}"


@dataclass(frozen=True)
class CauseFigures:
    """One cause in one period: its share and what follows from it."""

    cause: Cause
    owner: Person | None
    share: Figure
    cost: Figure | None = None
    minutes: Figure | None = None
    calls: Figure | None = None
    weeks: tuple[Figure, ...] = ()


def periods(session: Session) -> list[Period]:
    """Every period with published shares, latest first."""
    rows = session.execute(
        select(Figure.starts_at, Figure.ends_at)
        .where(Figure.headline(), Figure.grain == "period", Figure.measure == Measure.SHARE)
        .distinct()
    )
    found = [Period(starts_at, ends_at) for starts_at, ends_at in rows]
    return sorted(found, key=attrgetter("ends_at", "starts_at"), reverse=True)


def chosen_period(found: Sequence[Period], key: str) -> Period | None:
    """The period an address names, else the latest; among those ending together, the longest."""
    named = next((period for period in found if period.key == key), None)
    if named or not found:
        return named
    last = max(period.ends_at for period in found)
    return min((period for period in found if period.ends_at == last), key=attrgetter("starts_at"))


def latest(session: Session, *, grain: str, starts_at: datetime, ends_at: datetime) -> list[Figure]:
    """The newest version of every figure that lies inside the given time."""
    newest = (
        select(func.max(Figure.version))
        .where(Figure.headline(), Figure.grain == grain, Figure.starts_at >= starts_at, Figure.ends_at <= ends_at)
        .group_by(Figure.measure, Figure.cause_id, Figure.starts_at, Figure.ends_at)
        .with_only_columns(
            Figure.measure, Figure.cause_id, Figure.starts_at, Figure.ends_at, func.max(Figure.version).label("version")
        )
        .subquery()
    )
    found = select(Figure).join(
        newest,
        (Figure.measure == newest.c.measure)
        & (Figure.cause_id == newest.c.cause_id)
        & (Figure.starts_at == newest.c.starts_at)
        & (Figure.ends_at == newest.c.ends_at)
        & (Figure.version == newest.c.version),
    )
    return list(session.scalars(found.where(Figure.headline(), Figure.grain == grain).order_by(Figure.starts_at)))


def figures_by_cause(session: Session, period: Period) -> list[CauseFigures]:
    """Every cause of the period with its figures: the largest share first, "not enough yet" last."""
    of_period = [
        figure
        for figure in latest(session, grain="period", starts_at=period.starts_at, ends_at=period.ends_at)
        if (figure.starts_at, figure.ends_at) == (period.starts_at, period.ends_at)
    ]
    weeks = latest(session, grain="weeks", starts_at=period.starts_at, ends_at=period.ends_at)
    causes = {cause.id: cause for cause in session.scalars(select(Cause))}
    owners = {person.id: person for person in session.scalars(select(Person))}
    found = [
        _of_cause(causes[share.subject_id], owners, share, of_period, weeks)
        for share in of_period
        if share.measure is Measure.SHARE
    ]
    return sorted(found, key=lambda one: (one.share.value is None, -(one.share.value or 0.0), one.cause.position))


def _of_cause(
    cause: Cause, owners: dict[UUID, Person], share: Figure, of_period: list[Figure], weeks: list[Figure]
) -> CauseFigures:
    beside = {figure.measure: figure for figure in of_period if figure.cause_id == cause.id}
    return CauseFigures(
        cause=cause,
        owner=owners.get(cause.owner_id) if cause.owner_id else None,
        share=share,
        cost=beside.get(Measure.COST),
        minutes=beside.get(Measure.MINUTES),
        calls=beside.get(Measure.CALLS),
        weeks=tuple(week for week in weeks if week.cause_id == cause.id and week.measure is Measure.SHARE),
    )


def current_figures_of(session: Session, cause_id: str) -> CauseFigures | None:
    """A cause in the latest period, for the page that says why an excerpt is heard."""
    period = chosen_period(periods(session), "")
    if period is None:
        return None
    return next((one for one in figures_by_cause(session, period) if one.cause.id == cause_id), None)
