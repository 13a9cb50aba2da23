"""The number that every department shares: avoidable calls per 1,000 customers, and what is behind it."""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from review_ui.queries.dashboard import CampaignRow, campaigns
from review_ui.queries.figures import CauseFigures, Period, figures_by_cause, figures_of
from review_ui.queries.subjects import figures_by_driver
from store.tables.campaign_outcome import CampaignOutcome
from store.tables.customer_count import CustomerCount
from store.tables.figure import Figure, Measure, Subject


@dataclass(frozen=True)
class SharedNumber:
    """Avoidable calls of a period per 1,000 customers and month, and what handling them cost."""

    period: Period
    calls: Figure
    cost: Figure | None


@dataclass(frozen=True)
class CausePart:
    """One avoidable cause's part of the number."""

    figures: CauseFigures
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class MailingRow:
    """What a mailing brought beside what it cost: paper and postage, and the calls it made."""

    campaign: CampaignRow
    outcome: CampaignOutcome | None
    sending: float
    counted_cost: float
    """Of calls to its own number in the period; exact."""


@dataclass(frozen=True)
class SharedView:
    number: SharedNumber | None
    share: Figure | None
    parts: list[CausePart]
    periods: list[SharedNumber]
    """The latest first."""
    mailings: list[MailingRow]
    months: int
    """Months in the register of customers."""


def shared_number(session: Session) -> SharedNumber | None:
    """Of the latest period that has one; among those ending together the longest."""
    newest = select(Figure).where(_is_shared()).order_by(Figure.ends_at.desc(), Figure.starts_at, Figure.version.desc())
    found = session.scalars(newest.limit(1)).first()
    return None if found is None else _with_cost(session, found)


def shared_view(session: Session, *, cost_per_minute: float) -> SharedView:
    number = shared_number(session)
    months = session.scalar(select(func.count()).select_from(CustomerCount)) or 0
    if number is None:
        return SharedView(None, None, [], [], [], months)
    of = (Figure.subject == Subject.AVOIDABLE) & Figure.of_calls()
    inside = {figure.measure: figure for figure in figures_of(session, number.period, of)}
    return SharedView(
        number=number,
        share=inside.get(Measure.SHARE),
        parts=_parts(session, number.period, inside),
        periods=_periods(session),
        mailings=_mailings(session, number.period, cost_per_minute),
        months=months,
    )


def _is_shared() -> ColumnElement[bool]:
    return (
        (Figure.subject == Subject.AVOIDABLE)
        & (Figure.measure == Measure.PER_THOUSAND)
        & (Figure.grain == "period")
        & Figure.value.is_not(None)
    )


def _with_cost(session: Session, calls: Figure) -> SharedNumber:
    cost = select(Figure).where(
        Figure.subject == Subject.AVOIDABLE,
        Figure.measure == Measure.COST,
        Figure.grain == calls.grain,
        Figure.starts_at == calls.starts_at,
        Figure.ends_at == calls.ends_at,
        Figure.version == calls.version,
    )
    return SharedNumber(Period(calls.starts_at, calls.ends_at), calls, session.scalars(cost).first())


def _parts(session: Session, period: Period, inside: dict[Measure, Figure]) -> list[CausePart]:
    calls, per_thousand = inside.get(Measure.CALLS), inside.get(Measure.PER_THOUSAND)
    a_call = per_thousand.value / calls.value if per_thousand and calls and per_thousand.value and calls.value else None
    return [
        _part(one, a_call) for one in figures_by_cause(session, period) if one.cause.is_avoidable and a_call is not None
    ]


def _part(one: CauseFigures, a_call: float) -> CausePart:
    if one.calls is None or one.calls.value is None or one.calls.low is None or one.calls.high is None:
        return CausePart(one, None, None, None)
    return CausePart(one, one.calls.value * a_call, one.calls.low * a_call, one.calls.high * a_call)


def _periods(session: Session) -> list[SharedNumber]:
    newest: dict[Period, Figure] = {}
    for figure in session.scalars(select(Figure).where(_is_shared()).order_by(Figure.version)):
        newest[Period(figure.starts_at, figure.ends_at)] = figure
    latest_first = sorted(newest, key=lambda period: (period.ends_at, period.starts_at), reverse=True)
    return [_with_cost(session, newest[period]) for period in latest_first]


def _mailings(session: Session, period: Period, cost_per_minute: float) -> list[MailingRow]:
    outcomes = {outcome.campaign_id: outcome for outcome in session.scalars(select(CampaignOutcome))}
    drivers = figures_by_driver(session, period)
    return [
        MailingRow(
            campaign=replace(row, figures=drivers.get(f"campaign/{row.campaign.id}")),
            outcome=outcomes.get(row.campaign.id),
            sending=row.campaign.quantity * row.campaign.unit_cost,
            counted_cost=row.minutes * cost_per_minute,
        )
        for row in campaigns(session, period)
    ]
