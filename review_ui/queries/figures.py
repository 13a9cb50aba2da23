"""Published figures as the dashboard and the excerpt page show them. Only the latest version of each is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from store.tables.cause import Cause
from store.tables.figure import Figure, Measure, Subject
from store.tables.person import Person

CHART_LASTS: Final = timedelta(weeks=26)


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


def latest(
    session: Session, *, grain: str, starts_at: datetime, ends_at: datetime, of: ColumnElement[bool] | None = None
) -> list[Figure]:
    """The newest version of every figure that lies inside the given time; of single causes unless `of` says else."""
    wanted = (
        Figure.headline() if of is None else of,
        Figure.grain == grain,
        Figure.starts_at >= starts_at,
        Figure.ends_at <= ends_at,
    )
    key = (
        Figure.measure,
        Figure.subject,
        Figure.subject_id,
        Figure.queue,
        Figure.product,
        Figure.starts_at,
        Figure.ends_at,
    )
    newest = select(*key, func.max(Figure.version).label("version")).where(*wanted).group_by(*key).subquery("newest")
    found = select(Figure).join(newest, and_(*(newest.c[column.key] == column for column in (*key, Figure.version))))
    return list(session.scalars(found.where(*wanted).order_by(Figure.starts_at)))


def figures_by_cause(session: Session, period: Period, *, queue: str = "", product: str = "") -> list[CauseFigures]:
    """Every cause of the period with its figures: the largest share first, "not enough yet" last."""
    of = (Figure.subject == Subject.CAUSE) & Figure.of_calls(queue=queue, product=product)
    of_period = figures_of(session, period, of)
    weeks = [] if queue or product else weeks_until(session, period.ends_at)
    causes = {cause.id: cause for cause in session.scalars(select(Cause))}
    owners = {person.id: person for person in session.scalars(select(Person))}
    found = [
        _of_cause(causes[share.subject_id], owners, share, of_period, weeks)
        for share in of_period
        if share.measure is Measure.SHARE
    ]
    return sorted(found, key=lambda one: (one.share.value is None, -(one.share.value or 0.0), one.cause.position))


def figures_of(session: Session, period: Period, of: ColumnElement[bool]) -> list[Figure]:
    """The newest figures of just this period."""
    inside = latest(session, grain="period", starts_at=period.starts_at, ends_at=period.ends_at, of=of)
    return [figure for figure in inside if (figure.starts_at, figure.ends_at) == (period.starts_at, period.ends_at)]


def weeks_until(session: Session, ends_at: datetime) -> list[Figure]:
    """Shares by stretch of weeks over the last half year, each week once: as it was published last."""
    of = Figure.headline() & (Figure.measure == Measure.SHARE)
    shares = latest(session, grain="weeks", starts_at=ends_at - CHART_LASTS, ends_at=ends_at, of=of)
    kept: dict[tuple[datetime, datetime], datetime] = {}
    for figure in sorted(shares, key=attrgetter("published_at"), reverse=True):
        stretch = (figure.starts_at, figure.ends_at)
        rivals = [other for other in kept if other != stretch and _overlap(other, stretch)]
        if not rivals:
            kept.setdefault(stretch, figure.published_at)
    return [figure for figure in shares if kept.get((figure.starts_at, figure.ends_at)) == figure.published_at]


def _overlap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _of_cause(
    cause: Cause, owners: dict[UUID, Person], share: Figure, of_period: list[Figure], weeks: list[Figure]
) -> CauseFigures:
    beside = {figure.measure: figure for figure in of_period if figure.subject_id == cause.id}
    return CauseFigures(
        cause=cause,
        owner=owners.get(cause.owner_id) if cause.owner_id else None,
        share=share,
        cost=beside.get(Measure.COST),
        minutes=beside.get(Measure.MINUTES),
        calls=beside.get(Measure.CALLS),
        weeks=tuple(week for week in weeks if week.cause_id == cause.id),
    )


def current_figures_of(session: Session, cause_id: str) -> CauseFigures | None:
    """A cause in the latest period, for the page that says why an excerpt is heard."""
    period = chosen_period(periods(session), "")
    if period is None:
        return None
    return next((one for one in figures_by_cause(session, period) if one.cause.id == cause_id), None)
