"""Sampling plans: how calls are drawn, what that costs and tells, and drawing by one."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.permissions import Action
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import Filled, typed, typed_date
from review_ui.plan_form import fresh_values, read_plan, values_of
from review_ui.queries.plans import field_choices, find_plan_row, plan_lines, plan_view
from review_ui.render import page
from sample.draws import Seed
from sample.outlook import foresee
from sample.periods import WEEKDAYS
from sample.plan import Plan
from sample.preview import Preview
from sample.strata import PlanError
from store.tables.draw import SeedSource
from store.tables.person import Person
from store.tables.sampling_plan import SamplingPlan
from survey.errors import DrawError
from worker import planning
from worker.pace import measured_pace

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


plan_values = typed(
    "name", "target", "rate", "single", "monthly_hours", "labels", "schedule", "hour", "zone", "since", weekday="0"
)


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
        made = planning.state(
            session, stated.name, stated.plan, stated.timing, by=person, is_new=row is None, since=stated.since, now=now
        )
    except PlanError as error:
        return _form(request, session, Filled(values, {error.field or "name": _sentence(error)}), chosen, row=row)
    return _to(f"/plans/{made.id}")


@router.post("/plans/{plan_id}/pause", dependencies=[GENUINE])
def pause(plan_id: UUID, session: Writing, person: Planner, now: Now) -> Response:
    row = _plan(session, plan_id)
    planning.pause(session, row, by=person, now=now)
    return _to(f"/plans/{row.id}")


@router.post("/plans/{plan_id}/resume", dependencies=[GENUINE])
def resume(request: Request, plan_id: UUID, session: Writing, person: Planner, now: Now) -> Response:
    row = _plan(session, plan_id)
    try:
        planning.resume(session, row, by=person, now=now)
    except PlanError as error:
        return _page(request, session, row, now, problem=_sentence(error))
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
        first, end = _days(starts, last)
        seed = Seed(SeedSource(source), named.strip())
        made = planning.draw_by_hand(session, row, first=first, last=end, seed=seed, by=person, now=now)
    except (PlanError, DrawError, ValueError) as error:
        return _page(request, session, row, now, problem=_sentence(error), drawing=Filled(values))
    return _to(f"/draws/{made.number}")


def _days(starts: str, last: str) -> tuple[date, date]:
    first, end = typed_date(starts), typed_date(last)
    if first is None or end is None:
        raise ValueError("Please give the first and the last day.")
    return first, end


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
