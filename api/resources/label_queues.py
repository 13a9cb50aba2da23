"""The queues of the desk for programs: what waits, the next call, leaving it to others, filling a queue."""

from datetime import datetime
from random import Random
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from accounts.permissions import Action
from api.entry import Allowed, Now, Reading, Writing, resource
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from classify.queueing import MOST
from store.tables.assignment import Assignment, AssignmentState
from store.tables.label import LabelPurpose
from store.tables.person import Person
from worker.desk import next_assignment, release_call, skip_call
from worker.label_queues import fill_queue, queue_counts
from worker.typed import redactor

router = resource("Labels")
Rater = Annotated[Person, Depends(Allowed(Action.SIT_AT_DESK))]
Lead = Annotated[Person, Depends(Allowed(Action.LEAD_DESK))]


def dice() -> Random:
    return Random()


class QueueOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    purpose: LabelPurpose
    waiting: int
    labelled: int


class QueuesOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    queues: list[QueueOut]
    held: int
    skipped: int


class AssignmentOut(BaseModel):
    """A call that is yours to label until `lease_until`. From which queue it comes is not told."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    call_id: UUID
    state: AssignmentState
    assigned_at: datetime
    lease_until: datetime


class SkipIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    why: str = Field(min_length=1, max_length=500, examples=["I know the customer"])


class FillIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    count: int = Field(ge=1, le=MOST, examples=[20])


class FilledOut(BaseModel):
    queued: int | None
    """Null for training: a worker is choosing."""


@router.get("/label-queues", operation_id="list_label_queues", response_model=QueuesOut)
def list_label_queues(session: Reading, _person: Lead) -> Any:
    """What waits by purpose; for calibration and gold the size of the set."""
    return queue_counts(session)


@router.post("/label-queues/{purpose}/calls", operation_id="fill_label_queue", status_code=201)
def fill_label_queue(
    purpose: LabelPurpose,
    body: FillIn,
    session: Writing,
    person: Lead,
    now: Now,
    rng: Annotated[Random, Depends(dice)],
) -> FilledOut:
    """Put calls into the calibration, gold or training queue."""
    return FilledOut(queued=fill_queue(session, purpose, count=body.count, by=person, now=now, rng=rng))


@router.post(
    "/assignments",
    operation_id="next_call_to_label",
    response_model=AssignmentOut,
    responses={204: {"description": "Nothing waits for you"}},
)
def next_call_to_label(session: Writing, person: Rater, now: Now, rng: Annotated[Random, Depends(dice)]) -> Any:
    """The call you have, its lease renewed, or the next one. Label it with `POST /calls/{call_id}/labels`."""
    given = next_assignment(session, person, now=now, rng=rng)
    return given if given is not None else Response(status_code=204)


@router.post(
    "/assignments/{assignment_id}/skip",
    operation_id="skip_call_to_label",
    response_model=AssignmentOut,
    responses=NOT_FOUND | CONFLICT,
)
def skip(assignment_id: UUID, body: SkipIn, session: Writing, person: Rater, now: Now) -> Assignment:
    """Leave the call to somebody else. It keeps its place and counts as non-response until it has a label."""
    assignment = _own(session, assignment_id, person)
    skip_call(session, assignment, why=body.why, by=person, redact=redactor(session), now=now)
    return assignment


@router.post(
    "/assignments/{assignment_id}/release",
    operation_id="release_call_to_label",
    response_model=AssignmentOut,
    responses=NOT_FOUND | CONFLICT,
)
def release(assignment_id: UUID, session: Writing, person: Rater, now: Now) -> Assignment:
    """Give the call back without a judgement."""
    assignment = _own(session, assignment_id, person)
    release_call(session, assignment, by=person, now=now)
    return assignment


def _own(session: Session, assignment_id: UUID, person: Person) -> Assignment:
    found = session.get(Assignment, assignment_id)
    if found is None or found.person_id != person.id:
        raise NotFoundError("assignment", assignment_id, remedy="Ask for one with POST /v1/assignments.")
    return found
