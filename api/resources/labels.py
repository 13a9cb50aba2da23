"""Labels of a call. A correction is a new label; nothing is overwritten."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import false, select
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from accounts.permissions import Action, labels_seen_by, may_see_labels, may_see_purposes
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Now, Reading, Writing, resource
from api.filters import EndsAt, StartsAt, Word, narrowed, within
from api.problems import CONFLICT, NOT_FOUND, NotFoundError, Problem, problem_of
from api.resources.calls import call_or_404
from classify.labels import Verdict
from settings.errors import ListenbackError
from store.tables.call import Call
from store.tables.label import Label, LabelOrigin, LabelPurpose
from store.tables.person import Person
from worker.judging import give_label, take_back
from worker.typed import Redact, redactor

router = resource("Labels")
MOST_LABELS = 500
ORDERS = orders(Label.id, Label.labelled_at)
Sort = Literal["-labelled_at", "labelled_at"]
_TIME = Field(None, ge=0, le=100_000_000, description="Milliseconds from the start of the call")


class LabelIn(BaseModel):
    """A named cause needs a quote from the transcript; `unknown` needs a reason instead."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"cause_id": "marketing_mailer", "quote_start_ms": 4200, "quote_end_ms": 9100}},
    )

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


class LabelOfCallIn(LabelIn):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "call_id": "5b0f1d0e-6f4a-4b0c-9a3e-0d6a3c1c2f11",
                "cause_id": "marketing_mailer",
                "quote_start_ms": 4200,
                "quote_end_ms": 9100,
            }
        },
    )

    call_id: UUID


class ManyLabelsIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    labels: list[LabelOfCallIn] = Field(min_length=1, max_length=MOST_LABELS)


class GivenOut(BaseModel):
    """What became of one label: the label, or the problem that a request for it alone would have got."""

    call_id: UUID
    label: LabelOut | None
    problem: Problem | None


class ManyGivenOut(BaseModel):
    created: int
    refused: int
    results: list[GivenOut] = Field(description="In the order in which they were sent")


@router.get("/labels", operation_id="list_all_labels", response_model=Page[LabelOut])
def list_all(
    session: Reading,
    person: Annotated[Person, Depends(Allowed(Action.READ_CALLS))],
    now: Now,
    cause_id: Word = "",
    annotator_id: UUID | None = None,
    purpose: LabelPurpose | None = None,
    origin: LabelOrigin | None = None,
    is_withdrawn: bool | None = None,
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-labelled_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """By when they were given. Calls that the caller may still have to label blind are left out."""
    found = select(Label).join(Call, Call.id == Label.call_id).where(labels_seen_by(person, now=now))
    found = narrowed(found, (Label.cause_id, cause_id), (Label.annotator_id, annotator_id), (Label.origin, origin))
    if purpose is not None:
        found = found.where(Label.purpose == purpose if may_see_purposes(person) else false())
    if is_withdrawn is not None:
        found = found.where(Label.withdrawn_at.is_not(None) if is_withdrawn else Label.withdrawn_at.is_(None))
    found = within(found, Label.labelled_at, starts_at, ends_at)
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit, show=lambda row: _shown(row, person))


@router.post("/labels", operation_id="create_labels", response_model=ManyGivenOut)
def create_many(
    body: ManyLabelsIn,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.SIT_AT_DESK))],
    now: Now,
) -> ManyGivenOut:
    """Many labels at once, each taken or refused by itself, by the same rules as one alone."""
    redact = redactor(session)
    results = [_given(session, one, person, redact, now) for one in body.labels]
    created = sum(one.label is not None for one in results)
    return ManyGivenOut(created=created, refused=len(results) - created, results=results)


@router.get(
    "/calls/{call_id}/labels", operation_id="list_labels", response_model=list[LabelOut], responses=NOT_FOUND | CONFLICT
)
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
    responses=NOT_FOUND | CONFLICT,
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


@router.post(
    "/labels/{label_id}/withdraw",
    operation_id="withdraw_label",
    response_model=LabelOut,
    responses=NOT_FOUND | CONFLICT,
)
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


def _given(session: Session, one: LabelOfCallIn, person: Person, redact: Redact, now: datetime) -> GivenOut:
    """A refused one leaves nothing behind."""
    verdict = Verdict(**one.model_dump(exclude={"call_id"}))
    try:
        with session.begin_nested():
            call = call_or_404(session, one.call_id)
            label = give_label(session, call, verdict, by=person, origin=LabelOrigin.API, redact=redact, now=now)
    except ListenbackError as error:
        return GivenOut(call_id=one.call_id, label=None, problem=problem_of(error))
    return GivenOut(call_id=one.call_id, label=_shown(label, person), problem=None)


def _shown(label: Label, person: Person) -> LabelOut:
    shown = LabelOut.model_validate(label)
    return shown if may_see_purposes(person) else shown.model_copy(update={"purpose": None})
