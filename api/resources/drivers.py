"""What may make customers call: campaigns, incidents, offerings, approved exceptions, and their links."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy import select

from accounts.permissions import Action, labels_seen_by
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of, page_of_keys
from api.entry import Allowed, Now, Reading, Writing, resource
from api.etags import STALE, UNCHANGED, Match, Show
from api.filters import Word, narrowed
from api.listed import Row, drop_row, put_row, row_of, rows_of
from api.problems import CONFLICT, NOT_FOUND
from classify.register_sheets import CAMPAIGNS, CUSTOMERS, EXCEPTIONS, INCIDENTS, OFFERINGS, OUTCOMES
from store.tables.call import Call
from store.tables.driver_link import DriverKind, DriverLink
from store.tables.person import Person

router = resource("Drivers")
SEES = Depends(Allowed(Action.SEE_LISTS))
Keeper = Annotated[Person, Depends(Allowed(Action.KEEP_REGISTERS))]
Key = Annotated[str, Path(max_length=120, pattern=r"^[^\x00]+$")]
LINKS = orders(DriverLink.id, DriverLink.linked_at)
LinkSort = Literal["-linked_at", "linked_at"]
PUT: dict[int | str, dict[str, Any]] = {201: {"description": "It is new"}, **NOT_FOUND, **STALE}
Cell = Annotated[str, Field(max_length=1_000)]


class CampaignIn(Row):
    """A mailing, and how calls to it are recognised."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "name": "Autumn letter",
                "drop_date": "2026-09-07",
                "quantity": 12000,
                "phone": "18005550142",
                "offer_code": ["AUTUMN26"],
                "unit_cost": 0.42,
            }
        }
    )

    name: Cell
    drop_date: date
    quantity: int = Field(ge=0, lt=2**31, description="Pieces")
    audience: Cell = ""
    phone: Cell = Field("", description="Its own number, with the country code: calls to it are counted exactly")
    offer_code: list[Annotated[str, Field(min_length=1, max_length=60, pattern="^[^;]+$")]] = Field([])
    owner: Cell = Field("", description="E-mail address")
    unit_cost: float = Field(0.0, ge=0, le=1e9)


class CampaignOut(CampaignIn):
    id: str


class IncidentIn(Row):
    """Something that broke: from when to when, in which service."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"name": "Exchange north", "start": "2026-10-04T06:00:00Z", "service": "line"}}
    )

    name: Cell
    start: AwareDatetime
    end: AwareDatetime | None = Field(None, description="Null while it lasts")
    service: Cell = ""
    owner: Cell = Field("", description="E-mail address")


class IncidentOut(IncidentIn):
    id: str


class OutcomeIn(Row):
    """What a campaign brought so far; it stands beside the cost of its calls."""

    model_config = ConfigDict(json_schema_extra={"example": {"leads": 310, "sales": 42, "revenue": 18900}})

    leads: int = Field(ge=0, lt=2**31)
    sales: int = Field(ge=0, lt=2**31)
    revenue: float = Field(ge=0, le=1e12)


class OutcomeOut(OutcomeIn):
    campaign: str


class CustomersIn(Row):
    """The denominator of the shared number: avoidable calls per 1,000 customers."""

    model_config = ConfigDict(json_schema_extra={"example": {"customers": 48200}})

    customers: int = Field(ge=1, lt=2**31)


class CustomersOut(CustomersIn):
    month: str = Field(examples=["2026-09"])


class OfferingOut(Row):
    """The standard service, with what may be promised."""

    id: str
    name: str
    may_promise: str


class ExceptionOut(Row):
    """A promise outside the standard service that was approved."""

    id: str
    offering: str
    promise: str
    approved_by: str
    approved_date: date | None


class LinkOut(BaseModel):
    """A call put down to a campaign, an incident or a promise, with the evidence."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    call_id: UUID
    kind: DriverKind
    driver_id: str
    confidence: float
    evidence: str
    start_ms: int | None
    end_ms: int | None
    linked_at: datetime


@router.get("/campaigns", operation_id="list_campaigns", response_model=Page[CampaignOut], dependencies=[SEES])
def list_campaigns(session: Reading, limit: Limit = 50, cursor: Cursor = "") -> Any:
    """The latest drop first."""
    return page_of_keys(rows_of(session, CAMPAIGNS, CampaignOut), cursor=cursor, limit=limit)


@router.get(
    "/campaigns/{campaign_id}",
    operation_id="get_campaign",
    response_model=CampaignOut,
    responses=NOT_FOUND | UNCHANGED,
    dependencies=[SEES],
)
def get_campaign(campaign_id: Key, session: Reading, show: Show) -> Any:
    """With its `ETag`, which a change of it names."""
    return show.show(row_of(session, CAMPAIGNS, CampaignOut, campaign_id))


@router.put("/campaigns/{campaign_id}", operation_id="put_campaign", response_model=CampaignOut, responses=PUT)
def put_campaign(
    campaign_id: Key, body: CampaignIn, session: Writing, person: Keeper, now: Now, show: Show, match: Match
) -> Any:
    """Add it, or change it with `If-Match`; fields that are left out stay as they are."""
    row, is_new = put_row(session, CAMPAIGNS, CampaignOut, campaign_id, body, match=match, by=person, now=now)
    show.response.status_code = 201 if is_new else 200
    return show.show(row)


@router.delete(
    "/campaigns/{campaign_id}", operation_id="delete_campaign", status_code=204, responses=NOT_FOUND | CONFLICT | STALE
)
def delete_campaign(campaign_id: Key, session: Writing, person: Keeper, now: Now, match: Match) -> Response:
    """One that was added by mistake; with calls put down to it, it stays."""
    drop_row(session, CAMPAIGNS, CampaignOut, campaign_id, match=match, by=person, now=now)
    return Response(status_code=204)


@router.get("/incidents", operation_id="list_incidents", response_model=Page[IncidentOut], dependencies=[SEES])
def list_incidents(session: Reading, limit: Limit = 50, cursor: Cursor = "") -> Any:
    """The latest first."""
    return page_of_keys(rows_of(session, INCIDENTS, IncidentOut), cursor=cursor, limit=limit)


@router.get(
    "/incidents/{incident_id}",
    operation_id="get_incident",
    response_model=IncidentOut,
    responses=NOT_FOUND | UNCHANGED,
    dependencies=[SEES],
)
def get_incident(incident_id: Key, session: Reading, show: Show) -> Any:
    """With its `ETag`, which a change of it names."""
    return show.show(row_of(session, INCIDENTS, IncidentOut, incident_id))


@router.put("/incidents/{incident_id}", operation_id="put_incident", response_model=IncidentOut, responses=PUT)
def put_incident(
    incident_id: Key, body: IncidentIn, session: Writing, person: Keeper, now: Now, show: Show, match: Match
) -> Any:
    """Add it, or change it with `If-Match`; fields that are left out stay as they are."""
    row, is_new = put_row(session, INCIDENTS, IncidentOut, incident_id, body, match=match, by=person, now=now)
    show.response.status_code = 201 if is_new else 200
    return show.show(row)


@router.delete(
    "/incidents/{incident_id}", operation_id="delete_incident", status_code=204, responses=NOT_FOUND | CONFLICT | STALE
)
def delete_incident(incident_id: Key, session: Writing, person: Keeper, now: Now, match: Match) -> Response:
    """One that was added by mistake; with calls put down to it, it stays."""
    drop_row(session, INCIDENTS, IncidentOut, incident_id, match=match, by=person, now=now)
    return Response(status_code=204)


@router.get(
    "/campaigns/{campaign_id}/outcome",
    operation_id="get_outcome",
    response_model=OutcomeOut,
    responses=NOT_FOUND | UNCHANGED,
    dependencies=[SEES],
)
def get_outcome(campaign_id: Key, session: Reading, show: Show) -> Any:
    """With its `ETag`, which a change of it names."""
    return show.show(row_of(session, OUTCOMES, OutcomeOut, campaign_id))


@router.put("/campaigns/{campaign_id}/outcome", operation_id="put_outcome", response_model=OutcomeOut, responses=PUT)
def put_outcome(
    campaign_id: Key, body: OutcomeIn, session: Writing, person: Keeper, now: Now, show: Show, match: Match
) -> Any:
    """Say it, or change it with `If-Match`."""
    row, is_new = put_row(session, OUTCOMES, OutcomeOut, campaign_id, body, match=match, by=person, now=now)
    show.response.status_code = 201 if is_new else 200
    return show.show(row)


@router.get("/customers", operation_id="list_customers", response_model=Page[CustomersOut], dependencies=[SEES])
def list_customers(session: Reading, limit: Limit = 50, cursor: Cursor = "") -> Any:
    """How many customers there were, month by month, the latest first."""
    return page_of_keys(rows_of(session, CUSTOMERS, CustomersOut), cursor=cursor, limit=limit)


@router.put("/customers/{month}", operation_id="put_customers", response_model=CustomersOut, responses=PUT)
def put_customers(
    month: Annotated[str, Path(pattern=r"^\d{4}-\d{2}$")],
    body: CustomersIn,
    session: Writing,
    person: Keeper,
    now: Now,
    show: Show,
    match: Match,
) -> Any:
    """Say it, or change it with `If-Match`: the `ETag` that saying it answered."""
    row, is_new = put_row(session, CUSTOMERS, CustomersOut, month, body, match=match, by=person, now=now)
    show.response.status_code = 201 if is_new else 200
    return show.show(row)


@router.get("/offerings", operation_id="list_offerings", response_model=Page[OfferingOut], dependencies=[SEES])
def list_offerings(session: Reading, limit: Limit = 50, cursor: Cursor = "") -> Any:
    """The standard service; promises in calls are compared with it."""
    return page_of_keys(rows_of(session, OFFERINGS, OfferingOut), cursor=cursor, limit=limit)


@router.get("/exceptions", operation_id="list_exceptions", response_model=Page[ExceptionOut], dependencies=[SEES])
def list_exceptions(session: Reading, limit: Limit = 50, cursor: Cursor = "") -> Any:
    """Approved promises outside the standard."""
    return page_of_keys(rows_of(session, EXCEPTIONS, ExceptionOut), cursor=cursor, limit=limit)


@router.get("/driver-links", operation_id="list_driver_links", response_model=Page[LinkOut])
def list_links(
    session: Reading,
    person: Annotated[Person, Depends(Allowed(Action.READ_CALLS))],
    now: Now,
    call_id: UUID | None = None,
    kind: DriverKind | None = None,
    driver_id: Word = "",
    sort: Annotated[LinkSort, Query(description=SORT)] = "-linked_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Which calls are put down to which driver. Calls that the caller may still have to label blind are left out."""
    found = select(DriverLink).join(Call, Call.id == DriverLink.call_id).where(labels_seen_by(person, now=now))
    found = narrowed(found, (DriverLink.call_id, call_id), (DriverLink.kind, kind), (DriverLink.driver_id, driver_id))
    return page_of(session, found, LINKS[sort], cursor=cursor, limit=limit)
