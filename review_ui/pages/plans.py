"""Sampling plans: how calls are drawn, what that costs and tells, and drawing by one."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import Filled, typed_date
from review_ui.plan_form import fresh_values, read_plan, values_of
from review_ui.queries.plans import field_choices, find_plan_row, plan_lines, plan_view
from review_ui.render import page
from sample.draws import Seed, commit_sample, draw_sample
from sample.outlook import foresee
from sample.periods import WEEKDAYS, midnight
from sample.plan import Plan
from sample.plans import find_plan, pause_plan, resume_plan, state_plan
from sample.preview import Preview
from sample.strata import PlanError
from store.tables.draw import SeedSource
from store.tables.person import Person
from store.tables.sampling_plan import SamplingPlan
from survey.errors import DrawError
from worker.pace import measured_pace
from worker.pipeline import send_drawn

router = APIRouter()
Planner = Annotated[Person, Depends(Allowed(Action.PLAN_DRAWS))]
SEES = Depends(Allowed(Action.SEE_DRAWS))
Text = Annotated[str, Form()]


@router.get("/plans", dependencies=[SEES])
def plans(request: Request, session: Reading) -> Response:
    return page(request, "plans.html", lines=plan_lines(session))


@router.get("/plans/new")
def new(request: Request, session: Reading, here: Here, _person: Planner) -> Response:
    return _form(request, session, Filled(fresh_values(here.settings.time_zone)), ["queue"])


@router.get("/plans/{plan_id}", dependencies=[SEES])
def plan(request: Request, plan_id: UUID, session: Reading, now: Now) -> Response:
    return _page(request, session, _plan(session, plan_id), now)


@router.get("/plans/{plan_id}/edit")
def edit(request: Request, plan_id: UUID, session: Reading, _person: Planner) -> Response:
    row = _plan(session, plan_id)
    return _form(request, session, Filled(values_of(row)), list(Plan.of(row).fields), row=row)


def plan_values(
    name: Text = "",
    target: Text = "",
    rate: Text = "",
    single: Text = "",
    monthly_hours: Text = "",
    labels: Text = "",
    schedule: Text = "",
    weekday: Text = "0",
    hour: Text = "",
    zone: Text = "",
    since: Text = "",
) -> dict[str, str]:
    return {
        "name": name, "target": target, "rate": rate, "single": single, "monthly_hours": monthly_hours,
        "labels": labels, "schedule": schedule, "weekday": weekday, "hour": hour, "zone": zone, "since": since,
    }  # fmt: skip


@router.post("/plans", dependencies=[GENUINE])
def state(
    request: Request,
    session: Writing,
    person: Planner,
    now: Now,
    values: Annotated[dict[str, str], Depends(plan_values)],
    fields: Annotated[list[str] | None, Form()] = None,
    plan_id: Annotated[UUID | None, Form()] = None,
    do: Text = "save",
) -> Response:
    """State a new plan or change one, or only look at what it would cost and tell."""
    chosen = fields or []
    row = _plan(session, plan_id) if plan_id else None
    try:
        stated = read_plan(values | ({"name": row.name} if row else {}), chosen)
        if do == "preview":
            seen = foresee(session, stated.plan, stated.timing, now=now, pace=measured_pace(session))
            return _form(request, session, Filled(values), chosen, row=row, preview=seen)
        if row is None and find_plan(session, stated.name) is not None:
            raise PlanError(f"there is a plan {stated.name!r} already.", remedy="Choose another name.", field="name")
        made = state_plan(session, stated.name, stated.plan, stated.timing, now=now, since=stated.since)
    except PlanError as error:
        return _form(request, session, Filled(values, {error.field or "name": _sentence(error)}), chosen, row=row)
    audit.record(
        session, by=person, action="stated plan", subject=f"plan:{made.id}", details={"version": made.version}, now=now
    )
    return _to(f"/plans/{made.id}")


@router.post("/plans/{plan_id}/pause", dependencies=[GENUINE])
def pause(plan_id: UUID, session: Writing, person: Planner, now: Now) -> Response:
    row = _plan(session, plan_id)
    pause_plan(row)
    audit.record(session, by=person, action="paused plan", subject=f"plan:{row.id}", details={}, now=now)
    return _to(f"/plans/{row.id}")


@router.post("/plans/{plan_id}/resume", dependencies=[GENUINE])
def resume(request: Request, plan_id: UUID, session: Writing, person: Planner, now: Now) -> Response:
    row = _plan(session, plan_id)
    try:
        resume_plan(session, row, now=now)
    except PlanError as error:
        return _page(request, session, row, now, problem=_sentence(error))
    audit.record(session, by=person, action="resumed plan", subject=f"plan:{row.id}", details={}, now=now)
    return _to(f"/plans/{row.id}")


@router.post("/plans/{plan_id}/draws", dependencies=[GENUINE])
def draw(
    request: Request,
    plan_id: UUID,
    session: Writing,
    person: Planner,
    now: Now,
    starts: Text = "",
    last: Text = "",
    source: Text = SeedSource.SERVER.value,
    named: Text = "",
) -> Response:
    """Draw a period by hand: at once with the server's seed, else only the list until the named seed comes."""
    row = _plan(session, plan_id)
    values = {"starts": starts, "last": last, "source": source, "named": named}
    try:
        starts_at, ends_at = _period(row, starts, last)
        seed = Seed(SeedSource(source), named.strip())
        if seed.source is SeedSource.SERVER:
            made = draw_sample(session, row, starts_at=starts_at, ends_at=ends_at, seed=seed, now=now)
            send_drawn(session, made, now=now)
        else:
            made = commit_sample(session, row, starts_at=starts_at, ends_at=ends_at, seed=seed, now=now)
    except (PlanError, DrawError, ValueError) as error:
        return _page(request, session, row, now, problem=_sentence(error), drawing=Filled(values))
    audit.record(session, by=person, action="made draw", subject=f"draw:{made.number}", details={}, now=now)
    return _to(f"/draws/{made.number}")


def _period(row: SamplingPlan, starts: str, last: str) -> tuple[datetime, datetime]:
    first, end = typed_date(starts), typed_date(last)
    if first is None or end is None:
        raise ValueError("Please give the first and the last day.")
    return midnight(first, row.time_zone), midnight(date.fromordinal(end.toordinal() + 1), row.time_zone)


def _plan(session: Session, plan_id: UUID) -> SamplingPlan:
    found = find_plan_row(session, plan_id)
    if found is None:
        raise PageNotFoundError("This plan")
    return found


def _page(
    request: Request,
    session: Session,
    row: SamplingPlan,
    now: datetime,
    *,
    problem: str = "",
    drawing: Filled | None = None,
) -> Response:
    return page(
        request,
        "plan.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        view=plan_view(session, row, now=now),
        problem=problem,
        drawing=drawing or Filled({"source": SeedSource.SERVER.value}),
    )


def _form(
    request: Request,
    session: Session,
    form: Filled,
    chosen: list[str],
    *,
    row: SamplingPlan | None = None,
    preview: Preview | None = None,
) -> Response:
    return page(
        request,
        "plan_edit.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK,
        form=form,
        chosen=chosen,
        choices=field_choices(session),
        weekdays=[day.title() for day in WEEKDAYS],
        row=row,
        preview=preview,
    )


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:]


def _to(path: str) -> Response:
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER)
