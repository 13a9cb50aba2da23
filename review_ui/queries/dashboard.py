"""The dashboard: what makes customers call, since when, at what cost, and how we know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from review_ui.queries.figures import CauseFigures, Period, chosen_period, figures_by_cause, periods
from store.tables.call import Call, CallState
from store.tables.draw import Draw, DrawPurpose
from store.tables.driver import Campaign
from store.tables.driver_link import DriverKind, DriverLink
from store.tables.person import Person
from store.tables.refusal import Refusal


@dataclass(frozen=True)
class CampaignRow:
    """Calls to a campaign's own number are counted from all call records, so they have no interval."""

    campaign: Campaign
    owner: Person | None
    calls_to_number: int
    minutes: float
    linked_calls: int
    """Drawn calls in which the campaign was found: a count of the sample, not an estimate."""

    @property
    def calls_per_thousand(self) -> float | None:
        return self.calls_to_number * 1000 / self.campaign.quantity if self.campaign.quantity else None


@dataclass(frozen=True)
class Frame:
    """Which calls the figures speak about."""

    calls: int
    excluded: list[tuple[str, int]]
    refused: int
    draws: list[Draw]


@dataclass(frozen=True)
class DashboardView:
    period: Period
    periods: list[Period]
    causes: list[CauseFigures]
    campaigns: list[CampaignRow]
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


def dashboard(session: Session, *, period_key: str) -> DashboardView | None:
    """None when no figure was ever published."""
    found = periods(session)
    period = chosen_period(found, period_key)
    if period is None:
        return None
    return DashboardView(
        period=period,
        periods=found,
        causes=figures_by_cause(session, period),
        campaigns=campaigns(session, period),
        frame=_frame(session, period),
    )


def campaigns(session: Session, period: Period) -> list[CampaignRow]:
    """Campaigns that dropped before the period's end, the latest first."""
    found: Sequence[tuple[Campaign, Person | None]] = [
        (campaign, owner)
        for campaign, owner in session.execute(
            select(Campaign, Person)
            .outerjoin(Person, Person.id == Campaign.owner_id)
            .where(Campaign.drop_date < period.ends_at.date())
            .order_by(Campaign.drop_date.desc(), Campaign.id)
        )
    ]
    return [_campaign_row(session, campaign, owner, period) for campaign, owner in found]


def _campaign_row(session: Session, campaign: Campaign, owner: Person | None, period: Period) -> CampaignRow:
    dropped_at = datetime.combine(campaign.drop_date, time(), tzinfo=UTC)
    to_number = select(func.count(), func.coalesce(func.sum(Call.handle_s), 0)).where(
        Call.dialled_number == campaign.phone,
        Call.started_at >= max(dropped_at, period.starts_at),
        Call.started_at < period.ends_at,
        Call.state != CallState.EXCLUDED,
    )
    calls, seconds = session.execute(to_number).one() if campaign.phone else (0, 0)
    linked = (
        select(func.count())
        .select_from(DriverLink)
        .join(Call, Call.id == DriverLink.call_id)
        .where(
            DriverLink.kind == DriverKind.CAMPAIGN,
            DriverLink.driver_id == campaign.id,
            Call.started_at >= period.starts_at,
            Call.started_at < period.ends_at,
        )
    )
    return CampaignRow(campaign, owner, calls, seconds / 60, session.scalar(linked) or 0)


def _frame(session: Session, period: Period) -> Frame:
    inside = Call.in_frame(period.starts_at, period.ends_at).with_only_columns(func.count())
    draws = select(Draw).where(
        Draw.purpose.in_([DrawPurpose.CALLS, DrawPurpose.LABELS]),
        Draw.starts_at < period.ends_at,
        Draw.ends_at > period.starts_at,
    )
    exclusions = session.execute(Call.exclusions(period.starts_at, period.ends_at))
    return Frame(
        calls=session.scalar(inside) or 0,
        excluded=[(reason, number) for reason, number in exclusions],
        refused=_refused(session),
        draws=list(session.scalars(draws.order_by(Draw.number))),
    )


def _refused(session: Session) -> int:

    return session.scalar(select(func.count()).select_from(Refusal)) or 0
