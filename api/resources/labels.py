"""Labels of a call. A correction is a new label; nothing is overwritten."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from accounts.errors import StateForbidsError
from accounts.permissions import Action, may_see_labels, may_see_purposes
from api.entry import Allowed, Now, Reading, Writing
from api.problems import NOT_FOUND, NotFoundError
from api.resources.calls import call_or_404
from classify.labels import Verdict
from store.tables.label import Label, LabelOrigin, LabelPurpose
from store.tables.person import Person
from worker.judging import give_label, take_back
from worker.typed import redactor

router = APIRouter(tags=["Labels"])
_TIME = Field(None, ge=0, le=100_000_000, description="Milliseconds from the start of the call")


class LabelIn(BaseModel):
    """A named cause needs a quote from the transcript; `unknown` needs a reason instead."""

    model_config = ConfigDict(extra="forbid")

    cause_id: str = Field(max_length=80, examples=["marketing_mailer"])
    quote_start_ms: int | None = _TIME
    quote_end_ms: int | None = _TIME
    secondary_cause_id: str | None = Field(None, max_length=80)
    reason: str = Field("", max_length=2_000)
    agent_lacked_knowledge: bool = False


class LabelOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    call_id: UUID
    cause_id: str
    secondary_cause_id: str | None
    annotator_id: UUID
    labelled_at: datetime
    guide_version: int
    purpose: LabelPurpose | None
    """Null for those who are checked: which calls check people is not told to them."""
    origin: LabelOrigin
    is_blind: bool
    probability: float | None
    quote: str
    quote_start_ms: int | None
    quote_end_ms: int | None
    reason: str
    agent_lacked_knowledge: bool
    withdrawn_at: datetime | None


@router.get("/calls/{call_id}/labels", operation_id="list_labels", response_model=list[LabelOut], responses=NOT_FOUND)
def list_labels(
    call_id: UUID, session: Reading, person: Annotated[Person, Depends(Allowed(Action.READ_CALLS))], now: Now
) -> Any:
    """A reviewer sees the labels of others only after giving one."""
    call = call_or_404(session, call_id)
    if not may_see_labels(session, person, call.id, now=now):
        raise StateForbidsError("You have not labelled this call yet.", remedy="Give your own label first.")
    labels = session.scalars(select(Label).where(Label.call_id == call.id).order_by(Label.labelled_at))
    return [_shown(label, person) for label in labels]


@router.post(
    "/calls/{call_id}/labels",
    operation_id="create_label",
    status_code=201,
    response_model=LabelOut,
    responses=NOT_FOUND,
)
def create_label(
    call_id: UUID,
    body: LabelIn,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.SIT_AT_DESK))],
    now: Now,
) -> Any:
    """The label of a call that the desk gave you counts as what it was given for; of any other it only teaches."""
    call = call_or_404(session, call_id)
    verdict = Verdict(**body.model_dump())
    redact = redactor(session)
    given = give_label(session, call, verdict, by=person, origin=LabelOrigin.API, redact=redact, now=now)
    return _shown(given, person)


@router.post("/labels/{label_id}/withdraw", operation_id="withdraw_label", response_model=LabelOut, responses=NOT_FOUND)
def withdraw(
    label_id: UUID,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.SIT_AT_DESK))],
    now: Now,
) -> Any:
    """Take your own label back, for ten minutes. The row stays; the call is yours to label again."""
    found = session.get(Label, label_id)
    if found is None or found.annotator_id != person.id:
        raise NotFoundError("label", label_id, remedy="Only labels of your own can be taken back.")
    take_back(session, found, by=person, now=now)
    return _shown(found, person)


def _shown(label: Label, person: Person) -> LabelOut:
    shown = LabelOut.model_validate(label)
    return shown if may_see_purposes(person) else shown.model_copy(update={"purpose": None})
