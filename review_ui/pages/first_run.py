"""The first steps: who owns what, calls, a draw, labels, the first digest."""

from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import classify
from accounts import audit
from accounts.people import add_person
from accounts.permissions import Action
from classify.taxonomy import load_causes, read_causes
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.forms import FRESH, Filled
from review_ui.queries.first_run import TARGET, first_plan, first_run
from review_ui.render import page
from sample.draws import Seed, draw_sample
from sample.periods import Timing, midnight
from sample.plans import find_plan, state_plan
from settings.errors import ListenbackError
from store.tables.call import Call, CallState
from store.tables.cause import Cause
from store.tables.draw import Draw, DrawPurpose, DrawState, SeedSource
from store.tables.person import Person, Role
from worker.digests import ask_for_digests
from worker.pipeline import send_drawn
from worker.schedule import FIRST_DRAW, publish_period

router = APIRouter()
Starter = Annotated[Person, Depends(Allowed(Action.PLAN_DRAWS))]
Manager = Annotated[Person, Depends(Allowed(Action.MANAGE_PEOPLE))]
Text = Annotated[str, Form()]
USUAL_CAUSES: Final = Path(classify.__file__).with_name("usual_causes.toml")


@router.get("/first-run")
def steps(
    request: Request,
    session: Reading,
    now: Now,
    _person: Starter,
    target: Annotated[int, Query(ge=30, le=20_000)] = TARGET,
) -> Response:
    return _page(request, session, now, target=target)


@router.post("/first-run/causes", dependencies=[GENUINE])
def usual_causes(session: Writing, person: Manager, now: Now) -> Response:
    """Begin with the usual six; where there are causes already nothing changes."""
    if session.scalar(select(func.count()).select_from(Cause)) == 0:
        load_causes(session, read_causes(USUAL_CAUSES), now=now)
        audit.record(session, by=person, action="loaded causes", subject="causes", details={}, now=now)
    return _back()


@router.post("/first-run/owners", dependencies=[GENUINE])
def owner(
    request: Request,
    session: Writing,
    person: Manager,
    now: Now,
    cause_id: Text = "",
    name: Text = "",
    email: Text = "",
    department: Text = "",
) -> Response:
    """Say who owns a cause: somebody known by this address, or a new executive."""
    typed = {"cause_id": cause_id, "name": name, "email": email, "department": department}
    cause = session.get(Cause, cause_id)
    problems = _problems(session, cause, email, name)
    if problems or cause is None:
        return _page(request, session, now, form=Filled(typed, problems))
    found = _known(session, email) or add_person(
        session, email=email, name=name, role=Role.EXECUTIVE, department=department, now=now
    )
    cause.owner_id = found.id
    details = {"owner": str(found.id)}
    audit.record(session, by=person, action="named owner", subject=f"cause:{cause.id}", details=details, now=now)
    return _back()


@router.post("/first-run/draw", dependencies=[GENUINE])
def draw(request: Request, session: Writing, here: Here, person: Starter, now: Now, target: Text = "") -> Response:
    """State a plan for the calls there are, draw them with the server's seed, and send them to be heard."""
    wanted = int(target) if target.isascii() and target.isdigit() else 0
    if not 30 <= wanted <= 20_000:
        form = Filled({"target": target}, {"target": "Give a number from 30 to 20,000: fewer say nothing."})
        return _page(request, session, now, form=form)
    zone = here.settings.time_zone
    try:
        plan = find_plan(session, FIRST_DRAW) or state_plan(
            session, FIRST_DRAW, first_plan(wanted), Timing(zone=zone), now=now
        )
        starts_at, ends_at = _days_of_calls(session, zone)
        made = draw_sample(
            session, plan, starts_at=starts_at, ends_at=ends_at, seed=Seed(SeedSource.SERVER, ""), now=now
        )
        send_drawn(session, made, now=now)
    except ListenbackError as error:
        session.rollback()
        return _page(request, session, now, form=Filled({"target": target}, {"target": _sentence(error)}))
    audit.record(session, by=person, action="made draw", subject=f"draw:{made.number}", details={}, now=now)
    return _back("listen")


@router.post("/first-run/figures", dependencies=[GENUINE])
def figures(session: Writing, person: Starter, now: Now) -> Response:
    """Publish now what the clock would publish at night."""
    for starts_at, ends_at in _periods(session):
        publish_period(session, starts_at, ends_at, now=now, run=f"{now:%Y-%m-%dT%H:%M}")
    audit.record(session, by=person, action="asked for figures", subject="figures", details={}, now=now)
    return _back("digest")


@router.post("/first-run/digest", dependencies=[GENUINE])
def digest(session: Writing, person: Starter, now: Now) -> Response:
    """Ask for everybody's first digest; a worker draws, renders and sends."""
    period = next(iter(_periods(session)), None)
    if period is not None:
        asked = ask_for_digests(session, starts_at=period[0], ends_at=period[1], now=now)
        told = {"digests": asked}
        audit.record(session, by=person, action="asked for digests", subject="digests", details=told, now=now)
    return _back("digest")


def _problems(session: Session, cause: Cause | None, email: str, name: str) -> dict[str, str]:
    problems = {}
    if cause is None:
        problems["cause_id"] = "Please choose a cause."
    if "@" not in email:
        problems["email"] = "Please type the whole e-mail address."
    elif not name.strip() and _known(session, email) is None:
        problems["name"] = "Nobody has this address yet: please give the name too."
    return problems


def _known(session: Session, email: str) -> Person | None:
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def _days_of_calls(session: Session, zone: str) -> tuple[datetime, datetime]:
    """Whole local days from the first call of the frame to the last."""
    framed = select(func.min(Call.started_at), func.max(Call.started_at)).where(Call.state != CallState.EXCLUDED)
    first, last = session.execute(framed).one()
    if first is None:
        raise ListenbackError("there is no call to draw from.", remedy="Bring calls in first.")
    begins, ends = (at.astimezone(ZoneInfo(zone)).date() for at in (first, last))
    return midnight(begins, zone), midnight(ends + timedelta(days=1), zone)


def _periods(session: Session) -> list[tuple[datetime, datetime]]:
    """Periods that were drawn, the latest first."""
    drawn = select(Draw.starts_at, Draw.ends_at).where(
        Draw.purpose == DrawPurpose.CALLS, Draw.state == DrawState.REVEALED
    )
    rows = session.execute(drawn.order_by(Draw.number.desc())).all()
    return list(dict.fromkeys((starts_at, ends_at) for starts_at, ends_at in rows))


def _page(request: Request, session: Session, now: datetime, *, target: int = TARGET, form: Filled = FRESH) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK
    view = first_run(session, target=target, now=now)
    return page(request, "first_run.html", status=status, view=view, form=form, target=target)


def _sentence(error: ListenbackError) -> str:
    said = f"{error.message} {error.remedy}".strip()
    return said[:1].upper() + said[1:]


def _back(step: str = "") -> Response:
    return RedirectResponse(f"/first-run#{step}" if step else "/first-run", status_code=HTTPStatus.SEE_OTHER)
