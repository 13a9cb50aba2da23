"""Work that waits, runs, is done or was given up, and sending it round again."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from accounts.permissions import Action
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Now, Reading, Writing, resource
from api.filters import EndsAt, StartsAt, Word, narrowed, within
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from store.tables.job import Job, JobState
from store.tables.person import Person
from worker.backlog import retry_all_dead, retry_dead
from worker.queues import Kind
from worker.stopping import NothingToDoError

router = resource("Jobs")
SEES = Depends(Allowed(Action.SEE_HEALTH))
Retrier = Annotated[Person, Depends(Allowed(Action.RETRY_WORK))]
ORDERS = orders(Job.id, Job.created_at)
Sort = Literal["-created_at", "created_at"]


class JobOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: Kind
    subject: str = Field(description="What the work is about, mostly an id")
    queue: str = Field(examples=["speech", "light"])
    state: JobState
    attempt: int
    progress: float = Field(description="Share of the work that is done and kept, 0–1")
    reason: str = Field(description="Why it waits or was given up")
    not_before: datetime
    created_at: datetime
    claimed_at: datetime | None
    finished_at: datetime | None


class RetriedOut(BaseModel):
    retried: int


@router.get("/jobs", operation_id="list_jobs", response_model=Page[JobOut], dependencies=[SEES])
def list_jobs(
    session: Reading,
    state: JobState | None = None,
    kind: Kind | None = None,
    subject: Word = "",
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-created_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """What was given up: `state=dead`."""
    found = narrowed(select(Job), (Job.state, state), (Job.kind, kind), (Job.subject, subject))
    found = within(found, Job.created_at, starts_at, ends_at)
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.post("/jobs/retry", operation_id="retry_all_jobs", response_model=RetriedOut)
def retry_all(session: Writing, person: Retrier, now: Now) -> RetriedOut:
    """Send everything that was given up round again, as after a disk was full."""
    return RetriedOut(retried=retry_all_dead(session, by=person, now=now))


@router.get("/jobs/{job_id}", operation_id="get_job", response_model=JobOut, responses=NOT_FOUND, dependencies=[SEES])
def get_job(job_id: UUID, session: Reading) -> Any:
    """How far it is."""
    found = session.get(Job, job_id)
    if found is None:
        raise NotFoundError("job", job_id, remedy="List them with GET /v1/jobs.")
    return found


@router.post("/jobs/{job_id}/retry", operation_id="retry_job", response_model=JobOut, responses=NOT_FOUND | CONFLICT)
def retry_one(job_id: UUID, session: Writing, person: Retrier, now: Now) -> Job:
    """Send one that was given up round again, as if it had never been tried."""
    found = session.get(Job, job_id, with_for_update=True)
    if found is None:
        raise NotFoundError("job", job_id, remedy="List them with GET /v1/jobs.")
    if found.state is not JobState.DEAD:
        raise NothingToDoError(f"job {found.id} is {found.state}, not dead.", remedy="It needs no retry.")
    retry_dead(session, found, by=person, now=now)
    return found
