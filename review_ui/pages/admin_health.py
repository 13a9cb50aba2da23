"""Is the work getting done? Backlog, speed, canaries, what was given up, and the doctor's findings."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from accounts.permissions import Action
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.queries.admin_health import health_view
from review_ui.render import page
from store.tables.job import Job, JobState
from store.tables.person import Person
from worker.backlog import retry_all_dead, retry_dead
from worker.checkup import check_up

router = APIRouter()
SEES = Depends(Allowed(Action.SEE_HEALTH))
Retrier = Annotated[Person, Depends(Allowed(Action.RETRY_WORK))]


@router.get("/admin/health", dependencies=[SEES])
def health(request: Request, session: Reading, here: Here, now: Now, retried: int | None = None) -> Response:
    view = health_view(session, here, now=now)
    return page(request, "admin_health.html", view=view, retried=retried, is_checked=False)


@router.post("/admin/health/checks", dependencies=[GENUINE, SEES])
def check(request: Request, session: Reading, here: Here, now: Now) -> Response:
    """What takes longer or writes: counts every call again and tries the storage."""
    view = health_view(session, here, now=now, findings=list(check_up(here)))
    return page(request, "admin_health.html", view=view, retried=None, is_checked=True)


@router.post("/admin/health/retries", dependencies=[GENUINE])
def retry_all(session: Writing, person: Retrier, now: Now) -> Response:
    return _to(f"/admin/health?retried={retry_all_dead(session, by=person, now=now)}")


@router.post("/admin/health/jobs/{job_id}/retry", dependencies=[GENUINE])
def retry_one(job_id: UUID, session: Writing, person: Retrier, now: Now) -> Response:
    """A second press finds it under way and does no harm."""
    job = session.get(Job, job_id)
    if job is None:
        raise PageNotFoundError("This job")
    if job.state is not JobState.DEAD:
        return _to("/admin/health?retried=0")
    retry_dead(session, job, by=person, now=now)
    return _to("/admin/health?retried=1")


def _to(path: str) -> Response:
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER)
