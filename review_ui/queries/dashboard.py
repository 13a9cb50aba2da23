"""The dashboard: what makes customers call, since when, at what cost, and how we know."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from review_ui.queries.figures import CauseFigures, Period, chosen_period, figures_by_cause, periods
from review_ui.queries.subjects import (
    DriverFigures,
    IncidentRow,
    OwnerFigures,
    figures_by_driver,
    figures_by_owner,
    incidents,
    queues,
)
from store.tables.call import CallState
from store.tables.call_count import CallCount
from store.tables.draw import Draw, DrawPurpose
from store.tables.driver import Campaign
from store.tables.link_count import LinkCount
from store.tables.number_count import NumberCount
from store.tables.person import Person
from store.tables.refusal_count import RefusalCount


@dataclass(frozen=True)
class CampaignRow:
    """Calls to a campaign's own number are counted from all call records, so they have no interval."""

    campaign: Campaign
    owner: Person | None
    calls_to_number: int
    minutes: float
    linked_calls: int
    """Drawn calls in which the campaign was found: a count of the sample, not an estimate."""
    figures: DriverFigures | None = None

    @property
    def calls_per_thousand(self) -> float | None:
        return self.calls_to_number * 1000 / self.campaign.quantity if self.campaign.quantity else None


@dataclass(frozen=True)
class Frame:
    """Which calls the figures speak about."""

    calls: int
    excluded: list[tuple[str, int]]
    refused: int
    draws: list[int]
    """Numbers of the draws behind the figures."""


@dataclass(frozen=True)
class DashboardView:
    period: Period
    periods: list[Period]
    queue: str
    """The population the causes are told of; empty for all calls."""
    queues: list[str]
    causes: list[CauseFigures]
    owners: list[OwnerFigures]
    campaigns: list[CampaignRow]
    incidents: list[IncidentRow]
    frame: Frame

    @property
    def enough(self) -> list[CauseFigures]:
        return [one for one in self.causes if one.share.is_enough]

    @property
    def not_enough(self) -> list[CauseFigures]:
        return [one for one in self.causes if not one.share.is_enough]

    @property
    def over_time(self) -> list[CauseFigures]:
        """Causes with at least two stretches of weeks to compare."""
        return [one for one in self.causes if sum(week.is_enough for week in one.weeks) > 1]

    @property
    def finding(self) -> CauseFigures | None:
        """The largest avoidable cause: what the page says first."""
        return next((one for one in self.enough if one.cause.is_avoidable), None)

    @property
    def has_cost(self) -> bool:
        return any(one.cost and one.cost.is_enough for one in self.causes)


def dashboard(session: Session, *, period_key: str, queue: str = "") -> DashboardView | None:
    """None when no figure was ever published. A queue without figures of its own shows all calls."""
    found = periods(session)
    period = chosen_period(found, period_key)
    if period is None:
        return None
    known = queues(session, period)
    chosen = queue if queue in known else ""
    drivers = figures_by_driver(session, period)
    return DashboardView(
        period=period,
        periods=found,
        queue=chosen,
        queues=known,
        causes=figures_by_cause(session, period, queue=chosen),
        owners=[] if chosen else _with_several(figures_by_owner(session, period)),
        campaigns=[
            replace(row, figures=drivers.get(f"campaign/{row.campaign.id}")) for row in campaigns(session, period)
        ],
        incidents=incidents(session, drivers),
        frame=_frame(session, period),
    )


def _with_several(owners: list[OwnerFigures]) -> list[OwnerFigures]:
    """All owners as soon as one of them has several causes; until then the causes' own table says it all."""
    return owners if any(len(one.causes) > 1 for one in owners) else []


def campaigns(session: Session, period: Period) -> list[CampaignRow]:
    """Campaigns that dropped before the period's end, the latest first."""
    found = session.execute(
        select(Campaign, Person)
        .outerjoin(Person, Person.id == Campaign.owner_id)
        .where(Campaign.drop_date < period.ends_at.date())
        .order_by(Campaign.drop_date.desc(), Campaign.id)
    )
    to_number = {
        campaign_id: (calls, handle_s)
        for campaign_id, calls, handle_s in session.execute(NumberCount.of_campaigns(period.starts_at, period.ends_at))
    }
    linked = {
        campaign_id: calls
        for campaign_id, calls in session.execute(LinkCount.of_campaigns(period.starts_at, period.ends_at))
    }
    rows = []
    for campaign, owner in found:
        calls, handle_s = to_number.get(campaign.id, (0, 0))
        rows.append(CampaignRow(campaign, owner, calls, handle_s / 60, linked.get(campaign.id, 0)))
    return rows


def _frame(session: Session, period: Period) -> Frame:
    counts = list(session.execute(CallCount.within(period.starts_at, period.ends_at)))
    draws = select(Draw.number).where(
        Draw.purpose.in_([DrawPurpose.CALLS, DrawPurpose.LABELS]),
        Draw.starts_at < period.ends_at,
        Draw.ends_at > period.starts_at,
    )
    return Frame(
        calls=sum(calls for state, _, calls, _ in counts if state is not CallState.EXCLUDED),
        excluded=[(reason, calls) for state, reason, calls, _ in counts if state is CallState.EXCLUDED],
        refused=session.scalars(RefusalCount.all()).one(),
        draws=list(session.scalars(draws.order_by(Draw.number))),
    )
