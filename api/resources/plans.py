"""Sampling plans: how calls are drawn, what that costs and tells, and drawing by one."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import Action
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Now, Reading, Writing, resource
from api.etags import STALE, UNCHANGED, Match, Show
from api.filters import narrowed
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from sample.periods import Timing
from sample.plan import Plan
from store.tables.person import Person
from store.tables.sampling_plan import SamplingPlan, Schedule
from worker import planning

router = resource("Plans")
SEES = Depends(Allowed(Action.SEE_DRAWS))
Planner = Annotated[Person, Depends(Allowed(Action.PLAN_DRAWS))]
ORDERS = orders(SamplingPlan.id, SamplingPlan.name, SamplingPlan.created_at)
Sort = Literal["name", "-name", "created_at", "-created_at"]


class PlanTerms(BaseModel):
    """Exactly one of target and rate is given."""

    fields: list[Annotated[str, Field(max_length=60)]] = Field(
        ["queue"], max_length=3, description="Fields of a call that name its stratum; none for one stratum"
    )
    target: int | None = Field(None, ge=1, le=1_000_000, description="Calls that a draw takes")
    rate: float | None = Field(None, gt=0, le=1, description="Share of the calls that a draw takes")
    single: dict[str, Annotated[float, Field(ge=0, le=1_000_000)]] = Field(
        {}, description="Strata with a target, or a rate, of their own", max_length=60
    )
    monthly_hours: float | None = Field(None, gt=0, le=1e6, description="The most hours of speech a month")
    labels: int | None = Field(None, ge=1, le=1_000_000, description="Calls of a draw that people label")
    schedule: Schedule = Schedule.MANUAL
    weekday: int = Field(0, ge=0, le=6, description="The day a week begins, 0 for Monday")
    hour: int = Field(6, ge=0, le=23, description="When an elapsed period is drawn, local time")
    zone: str = Field("UTC", max_length=60, examples=["Europe/Berlin"])

    def plan(self) -> Plan:
        """Raises PlanError."""
        by_rate = self.rate is not None
        return Plan(
            fields=tuple(self.fields),
            target=self.target,
            rate=self.rate,
            rates=self.single if by_rate else {},
            targets={} if by_rate else {name: round(size) for name, size in self.single.items()},
            monthly_hours=self.monthly_hours,
            labels=self.labels,
        )

    def timing(self) -> Timing:
        return Timing(self.schedule, self.weekday, self.hour, self.zone)


class PlanChangeIn(PlanTerms):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"fields": ["queue"], "target": 240, "schedule": "weekly", "zone": "UTC"}},
    )

    since: date | None = Field(None, description="The first day that the clock draws")


class PlanIn(PlanChangeIn):
    model_config = ConfigDict(
        json_schema_extra={"example": {"name": "Weekly", "fields": ["queue"], "target": 240, "schedule": "manual"}},
    )

    name: str = Field(min_length=1, max_length=60)


class PlanOut(PlanTerms):
    id: UUID
    name: str
    version: int = Field(description="Counts changes; a draw keeps the plan as it was")
    is_paused: bool
    drawn_until: date | None = Field(description="Local day on which the next period of the clock begins")
    created_at: datetime
    changed_at: datetime | None

    @classmethod
    def of(cls, row: SamplingPlan) -> "PlanOut":
        plan = Plan.of(row)
        return cls(
            id=row.id,
            name=row.name,
            fields=list(plan.fields),
            target=plan.target,
            rate=plan.rate,
            single=dict(plan.single),
            monthly_hours=plan.monthly_hours,
            labels=plan.labels,
            schedule=row.schedule,
            weekday=row.weekday,
            hour=row.hour,
            zone=row.time_zone,
            version=row.version,
            is_paused=row.is_paused,
            drawn_until=row.drawn_until,
            created_at=row.created_at,
            changed_at=row.changed_at,
        )


@router.get("/plans", operation_id="list_plans", response_model=Page[PlanOut], dependencies=[SEES])
def list_plans(
    session: Reading,
    schedule: Schedule | None = None,
    sort: Annotated[Sort, Query(description=SORT)] = "name",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Paused ones too."""
    found = narrowed(select(SamplingPlan), (SamplingPlan.schedule, schedule))
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit, show=PlanOut.of)


@router.get(
    "/plans/{plan_id}",
    operation_id="get_plan",
    response_model=PlanOut,
    responses=NOT_FOUND | UNCHANGED,
    dependencies=[SEES],
)
def get_plan(plan_id: UUID, session: Reading, show: Show) -> Any:
    """With its `ETag`, which a change of it names."""
    return show.show(PlanOut.of(plan_or_404(session, plan_id)))


@router.post("/plans", operation_id="create_plan", status_code=201, response_model=PlanOut)
def create_plan(body: PlanIn, session: Writing, person: Planner, now: Now, show: Show) -> Any:
    """State a plan under a new name."""
    plan, timing = body.plan(), body.timing()
    made = planning.state(session, body.name, plan, timing, by=person, is_new=True, since=body.since, now=now)
    return show.show(PlanOut.of(made))


@router.put("/plans/{plan_id}", operation_id="change_plan", response_model=PlanOut, responses=NOT_FOUND | STALE)
def change_plan(
    plan_id: UUID, body: PlanChangeIn, session: Writing, person: Planner, now: Now, show: Show, match: Match
) -> Any:
    """State it anew, whole; draws that were made keep it as it was."""
    row = plan_or_404(session, plan_id, is_changed=True)
    match.demand(PlanOut.of(row))
    plan, timing = body.plan(), body.timing()
    planning.state(session, row.name, plan, timing, by=person, is_new=False, since=body.since, now=now)
    return show.show(PlanOut.of(row))


@router.post(
    "/plans/{plan_id}/pause", operation_id="pause_plan", response_model=PlanOut, responses=NOT_FOUND | CONFLICT
)
def pause(plan_id: UUID, session: Writing, person: Planner, now: Now) -> Any:
    """The clock draws no more by it; periods that end meanwhile are not drawn."""
    row = plan_or_404(session, plan_id, is_changed=True)
    planning.pause(session, row, by=person, now=now)
    return PlanOut.of(row)


@router.post(
    "/plans/{plan_id}/resume", operation_id="resume_plan", response_model=PlanOut, responses=NOT_FOUND | CONFLICT
)
def resume(plan_id: UUID, session: Writing, person: Planner, now: Now) -> Any:
    """Draw by the clock again, from the period that is running."""
    row = plan_or_404(session, plan_id, is_changed=True)
    planning.resume(session, row, by=person, now=now)
    return PlanOut.of(row)


def plan_or_404(session: Session, plan_id: UUID, *, is_changed: bool = False) -> SamplingPlan:
    found = session.get(SamplingPlan, plan_id, with_for_update=is_changed or None)
    if found is None:
        raise NotFoundError("plan", plan_id, remedy="List plans with GET /v1/plans.")
    return found
