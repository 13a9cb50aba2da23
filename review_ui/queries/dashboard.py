"""The dashboard: what makes customers call, since when, at what cost, and how we know."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Final
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from review_ui.queries.actions import ActionView, actions
from review_ui.queries.figures import CauseFigures, Period, chosen_period, figures_by_cause, periods
from review_ui.queries.provenance import Provenance, provenance_of_period
from review_ui.queries.subjects import (
    DriverFigures,
    IncidentRow,
    OwnerFigures,
    figures_by_driver,
    figures_by_owner,
    incidents,
    products,
    queues,
)
from store.tables.driver import Campaign
from store.tables.link_count import LinkCount
from store.tables.number_count import NumberCount
from store.tables.person import Person


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
class Driver:
    """A mailing or an incident by what the calls it made cost."""

    name: str
    kind: str
    owner: Person | None
    figures: DriverFigures

    @property
    def cost(self) -> float:
        """For ranking; -1 where there are not enough calls to say."""
        cost = self.figures.cost
        return -1.0 if cost is None or cost.value is None else cost.value


@dataclass(frozen=True)
class Filters:
    """What the address asks for; empty fields do not narrow."""

    period: str = ""
    queue: str = ""
    product: str = ""
    owner: str = ""

    def address(self, path: str = "/dashboard", **changed: str) -> str:
        """The address of the same page with some of it changed."""
        told = {name: value for name, value in vars(replace(self, **changed)).items() if value}
        return f"{path}?{urlencode(told)}" if told else path


EVERYTHING: Final = Filters()


@dataclass(frozen=True)
class DashboardView:
    period: Period
    periods: list[Period]
    filters: Filters
    """As they hold: what is not there was left out."""
    queues: list[str]
    products: list[str]
    owner: Person | None
    """Only the causes, drivers and promises of this person are shown."""
    all_owners: list[Person]
    causes: list[CauseFigures]
    owners: list[OwnerFigures]
    campaigns: list[CampaignRow]
    drivers: list[Driver]
    """Ranked by cost; the ones without enough calls last."""
    promises: list[ActionView]
    known: Provenance

    @property
    def population(self) -> str:
        """The queue or product whose calls the causes are told of; empty for all calls."""
        return self.filters.queue or self.filters.product

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


def dashboard(session: Session, asked: Filters = EVERYTHING, *, now: datetime | None = None) -> DashboardView | None:
    """None when no figure was ever published. A queue or product without figures of its own shows all calls.

    A queue goes before a product: no figure is published of both at once.

    Promises are told only where `now` is given: what is drawn ahead needs none.
    """
    found = periods(session)
    period = chosen_period(found, asked.period)
    if period is None:
        return None
    known_queues, known_products = queues(session, period), products(session, period)
    queue = asked.queue if asked.queue in known_queues else ""
    product = asked.product if asked.product in known_products and not queue else ""
    causes = figures_by_cause(session, period, queue=queue, product=product)
    all_owners = sorted({one.owner.id: one.owner for one in causes if one.owner}.values(), key=attrgetter("name"))
    person = next((one for one in all_owners if str(one.id) == asked.owner), None)
    drivers = figures_by_driver(session, period)
    mailings = [replace(row, figures=drivers.get(f"campaign/{row.campaign.id}")) for row in campaigns(session, period)]
    mine = partial(_is_of, person)
    return DashboardView(
        period=period,
        periods=found,
        filters=Filters(period.key if asked.period else "", queue, product, str(person.id) if person else ""),
        queues=known_queues,
        products=known_products,
        owner=person,
        all_owners=all_owners,
        causes=[one for one in causes if mine(one.owner)],
        owners=[] if queue or product or person else _with_several(figures_by_owner(session, period)),
        campaigns=[row for row in mailings if mine(row.owner)],
        drivers=[one for one in _ranked(mailings, incidents(session, drivers)) if mine(one.owner)],
        promises=_measured(session, now, mine) if now else [],
        known=provenance_of_period(session, period.starts_at, period.ends_at),
    )


def _is_of(person: Person | None, owner: Person | None) -> bool:
    return person is None or (owner is not None and owner.id == person.id)


def _ranked(mailings: list[CampaignRow], incidents: list[IncidentRow]) -> list[Driver]:
    found = [Driver(row.campaign.name, "Mailing", row.owner, row.figures) for row in mailings if row.figures]
    found += [Driver(row.incident.name, "Incident", row.owner, row.figures) for row in incidents]
    return sorted(found, key=lambda one: (-one.cost, one.name))


def _measured(session: Session, now: datetime, mine: Callable[[Person | None], bool]) -> list[ActionView]:
    """Promises whose before and after were looked at."""
    return [one for one in actions(session, now=now) if one.measurement is not None and mine(one.by)]


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
