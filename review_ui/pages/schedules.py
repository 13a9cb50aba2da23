"""When digests come: everybody's own schedule, and for admins and QA leads those of all."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action, may
from deliver.eml import page_of
from deliver.preview import preview_digest, preview_message
from deliver.schedules import ScheduleError, chosen_wishes, period_of, set_schedule
from deliver.smtp import PostError, post_of
from deliver.stops import resume_mail
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import Filled, typed
from review_ui.queries.schedules import DAYS, schedule_lines, schedule_view
from review_ui.render import page
from review_ui.schedule_form import PERIODS, read_wishes, values_of
from store.installation import Installation
from store.tables.digest import Digest, DigestState
from store.tables.person import Person
from worker.digests import ask_for_digest

router = APIRouter()
Listener = Annotated[Person, Depends(Allowed(Action.SET_SCHEDULE))]
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'"
"""A mail has its style inside; nothing in it runs, is sent or fetched."""


@router.get("/schedule")
def own(person: Listener) -> Response:
    return RedirectResponse(f"/schedules/{person.id}", status_code=HTTPStatus.SEE_OTHER)


@router.get("/schedules", dependencies=[Depends(Allowed(Action.LEAD_SCHEDULES))])
def schedules(request: Request, session: Reading, here: Here, now: Now) -> Response:
    return page(request, "schedules.html", lines=schedule_lines(session, here.settings, now=now))


@router.get("/schedules/{person_id}")
def schedule(
    request: Request, person_id: UUID, session: Reading, here: Here, person: Listener, now: Now, done: str = ""
) -> Response:
    return _page(request, session, here, _listener(session, person, person_id), now, done=done)


@router.get("/schedules/{person_id}/preview")
def preview(person_id: UUID, session: Reading, here: Here, person: Listener, now: Now) -> Response:
    """The mail as it would look now, as a page of its own."""
    listener, settings = _listener(session, person, person_id), here.settings
    wishes = chosen_wishes(session, listener, settings)
    seen = preview_digest(session, listener, wishes, currency=settings.currency, now=now)
    message = preview_message(seen, person=listener, to=listener.email, settings=settings, now=now, is_test=False)
    headers = {"Content-Security-Policy": MAIL_POLICY, "Cache-Control": "private, no-store"}
    return HTMLResponse(page_of(message), headers=headers)


typed_values = typed("hour", "time_zone", "excerpts", "chat", "weeks", "when_empty", "days_off", "paused_until")


@router.post("/schedules/{person_id}", dependencies=[GENUINE])
def change(
    request: Request,
    person_id: UUID,
    session: Writing,
    here: Here,
    person: Listener,
    now: Now,
    values: Annotated[dict[str, str], Depends(typed_values)],
    weekdays: Annotated[list[str] | None, Form()] = None,
    channels: Annotated[list[str] | None, Form()] = None,
) -> Response:
    listener = _listener(session, person, person_id)
    try:
        wishes = read_wishes(values, weekdays or [], channels or [], services=here.settings.chat.services)
        set_schedule(session, listener, wishes, settings=here.settings, now=now)
    except ScheduleError as error:
        form = Filled(values, {error.field: str(error)})
        chosen = ([int(day) for day in weekdays or [] if day.isdecimal()], list(channels or []))
        return _page(request, session, here, listener, now, form=form, chosen=chosen)
    subject = f"person:{listener.id}"
    audit.record(session, by=person, action="changed schedule", subject=subject, details={}, now=now)
    return _to(listener, "saved")


@router.post("/schedules/{person_id}/digests", dependencies=[GENUINE])
def send_one(person_id: UUID, session: Writing, here: Here, person: Listener, now: Now) -> Response:
    """One now. Asked twice on the same day it is the same one."""
    listener = _listener(session, person, person_id)
    wishes = chosen_wishes(session, listener, here.settings)
    starts_at, ends_at = period_of(session, listener, wishes, at=now, asked=True)
    known = (
        session.query(Digest.state)
        .filter_by(person_id=listener.id, starts_at=starts_at, ends_at=ends_at)
        .filter(Digest.state != DigestState.OPEN)
        .first()
    )
    if known is not None:
        return _to(listener, "there" if known[0] is DigestState.READY else "nothing")
    ask_for_digest(session, listener, starts_at=starts_at, ends_at=ends_at, now=now, is_asked=True)
    subject = f"person:{listener.id}"
    audit.record(session, by=person, action="asked for digest", subject=subject, details={}, now=now)
    return _to(listener, "asked")


@router.post("/schedules/{person_id}/test", dependencies=[GENUINE])
def test_mail(person_id: UUID, session: Reading, here: Here, person: Listener, now: Now) -> Response:
    """The preview, mailed to whoever presses the button and to nobody else."""
    listener, settings = _listener(session, person, person_id), here.settings
    wishes = chosen_wishes(session, listener, settings)
    seen = preview_digest(session, listener, wishes, currency=settings.currency, now=now)
    message = preview_message(seen, person=person, to=person.email, settings=settings, now=now)
    try:
        post_of(settings).send(message)
    except PostError:
        return _to(listener, "unsent")
    return _to(listener, "tested" if settings.mail.host else "kept")


@router.post("/schedules/{person_id}/mail", dependencies=[GENUINE])
def mail_again(person_id: UUID, session: Writing, person: Listener, now: Now) -> Response:
    listener = _listener(session, person, person_id)
    resume_mail(session, listener, now=now)
    audit.record(session, by=person, action="resumed mail", subject=f"person:{listener.id}", details={}, now=now)
    return _to(listener, "resumed")


def _listener(session: Session, viewer: Person, person_id: UUID) -> Person:
    """Executives only see their own; anybody else's looks as if it were not there."""
    found = session.get(Person, person_id)
    is_theirs = person_id == viewer.id or may(viewer, Action.LEAD_SCHEDULES)
    if found is None or not is_theirs:
        raise PageNotFoundError("This schedule")
    return found


def _page(
    request: Request,
    session: Session,
    here: Installation,
    listener: Person,
    now: datetime,
    *,
    form: Filled | None = None,
    chosen: tuple[list[int], list[str]] | None = None,
    done: str = "",
) -> Response:
    view = schedule_view(session, listener, here.settings, now=now)
    return page(
        request,
        "schedule.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK,
        view=view,
        form=form or Filled(values_of(view.wishes)),
        weekdays=chosen[0] if chosen else list(view.wishes.weekdays),
        channels=chosen[1] if chosen else [channel.value for channel in view.wishes.channels],
        days=DAYS,
        periods=PERIODS,
        services=sorted(here.settings.chat.services),
        usual=here.settings.chat.usual,
        holidays=here.settings.digests.holidays,
        done=done,
    )


def _to(listener: Person, done: str) -> Response:
    return RedirectResponse(f"/schedules/{listener.id}?done={done}", status_code=HTTPStatus.SEE_OTHER)
