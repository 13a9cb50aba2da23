"""What was promised, that it took effect, what was really put in, and hearing whether it is gone."""

from datetime import UTC, date, datetime, time
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
from api.filters import Word, narrowed
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from api.resources.digests import DigestOut
from api.resources.replies import ResourcesIn
from respond.commitments import Promise, close, make_commitment, overdue, takes_effect, withdraw
from respond.moved import confirm_moved, tell_moved
from store.tables.cause import Cause
from store.tables.commitment import Commitment, CommitmentState
from store.tables.digest import Digest
from store.tables.person import Person
from store.tables.reply import Reply
from worker.hearings import ask_for_hearing
from worker.typed import redactor

router = resource("Commitments")
Reader = Annotated[Person, Depends(Allowed(Action.SEE_ACTIONS))]
Promiser = Annotated[Person, Depends(Allowed(Action.COMMIT))]
ORDERS = orders(Commitment.id, Commitment.made_at, Commitment.due_date)
Sort = Literal["-made_at", "made_at", "-due_date", "due_date"]


class CommitmentIn(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "cause_id": "marketing_mailer",
                "promise": "Billing proofreads every letter before it is printed.",
                "expected_drop": 0.1,
                "due_date": "2026-12-01",
                "put": {"people": 1, "days": 2},
            }
        },
    )

    cause_id: str = Field(max_length=80)
    promise: str = Field(max_length=4_000)
    expected_drop: float = Field(gt=0, lt=1, description="Fall of the cause's share, 0–1")
    due_date: date
    put: ResourcesIn = ResourcesIn()
    put_in: str = Field("", max_length=4_000)
    reply_id: UUID | None = Field(None, description="The answer of your own that it follows from")


class EffectIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    effective_date: date | None = Field(None, description="The day the fix took effect; today where left out")


class MovedIn(BaseModel):
    """What was really put in; 0 says nothing was."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"moved": {"people": 1}, "note": ""}})

    moved: ResourcesIn
    note: str = Field("", max_length=4_000)


class CommitmentOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    cause_id: str
    person_id: UUID
    promise: str
    put_people: float | None
    put_money: float | None = Field(description="In the installation's currency")
    put_days: float | None
    put_in: str = Field(description="A note beside the numbers")
    moved_people: float | None = Field(description="Really put in, like the two after it")
    moved_money: float | None
    moved_days: float | None
    moved: str = Field(description="A note beside what was really put in")
    confirmed_by_id: UUID | None = Field(description="Who confirmed it: never the promiser")
    confirmed_at: datetime | None
    expected_drop: float = Field(description="Fall of the cause's share, 0–1: the T of the before/after test")
    state: CommitmentState
    made_at: datetime
    due_date: date
    effective_at: datetime | None


@router.get("/commitments", operation_id="list_commitments", response_model=Page[CommitmentOut])
def list_commitments(
    session: Reading,
    _person: Reader,
    now: Now,
    state: CommitmentState | None = None,
    cause_id: Word = "",
    person_id: UUID | None = None,
    is_overdue: Annotated[bool, Query(description="Only those whose day has passed before they took effect")] = False,
    sort: Annotated[Sort, Query(description=SORT)] = "-made_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """All promises, withdrawn ones included."""
    found = overdue(now.date()).order_by(None) if is_overdue else select(Commitment)
    found = narrowed(
        found, (Commitment.state, state), (Commitment.cause_id, cause_id), (Commitment.person_id, person_id)
    )
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.get(
    "/commitments/{commitment_id}",
    operation_id="get_commitment",
    response_model=CommitmentOut,
    responses=NOT_FOUND | UNCHANGED,
)
def get_commitment(commitment_id: UUID, session: Reading, _person: Reader, show: Show) -> Any:
    """With its `ETag`, which a change of it names."""
    return show.show(CommitmentOut.model_validate(_commitment(session, commitment_id)))


@router.post(
    "/commitments",
    operation_id="create_commitment",
    status_code=201,
    response_model=CommitmentOut,
    responses=NOT_FOUND | CONFLICT,
)
def promise(body: CommitmentIn, session: Writing, person: Promiser, now: Now) -> Commitment:
    """A promise to change a cause that is yours, or that you own together with others."""
    cause = session.get(Cause, body.cause_id)
    if cause is None:
        raise NotFoundError("cause", body.cause_id, remedy="List causes with GET /v1/causes.")
    reply = session.get(Reply, body.reply_id) if body.reply_id else None
    if body.reply_id and (reply is None or reply.person_id != person.id or reply.withdrawn_at is not None):
        raise NotFoundError("reply", body.reply_id, remedy="Name a standing answer of your own, or none.")
    meant = Promise(
        promise=body.promise,
        expected_drop=body.expected_drop,
        due_date=body.due_date,
        put=body.put.as_resources(),
        put_in=body.put_in,
    )
    return make_commitment(session, cause, by=person, promise=meant, redact=redactor(session), now=now, reply=reply)


@router.post(
    "/commitments/{commitment_id}/effect",
    operation_id="put_commitment_in_effect",
    response_model=CommitmentOut,
    responses=NOT_FOUND | CONFLICT | STALE,
)
def in_effect(
    commitment_id: UUID, body: EffectIn, session: Writing, person: Promiser, now: Now, show: Show, match: Match
) -> Any:
    """The fix is in place since a day; the baseline of the before/after test is frozen there."""
    found = _own(session, person, commitment_id, match)
    since = body.effective_date or now.date()
    moment = now if since == now.date() else datetime.combine(since, time(), tzinfo=UTC)
    if since == found.made_at.date():
        moment = max(moment, found.made_at)
    takes_effect(session, found, by=person, effective_at=moment, now=now)
    return show.show(CommitmentOut.model_validate(found))


@router.post(
    "/commitments/{commitment_id}/moved",
    operation_id="tell_what_was_put_in",
    response_model=CommitmentOut,
    responses=NOT_FOUND | CONFLICT | STALE,
)
def moved(
    commitment_id: UUID, body: MovedIn, session: Writing, person: Promiser, now: Now, show: Show, match: Match
) -> Any:
    """What was really put in so far, in place of what was said before; somebody else confirms it."""
    found = _own(session, person, commitment_id, match, is_overwriting=True)
    resources = body.moved.as_resources()
    tell_moved(session, found, by=person, moved=resources, note=body.note, redact=redactor(session), now=now)
    return show.show(CommitmentOut.model_validate(found))


@router.post(
    "/commitments/{commitment_id}/confirm",
    operation_id="confirm_what_was_put_in",
    response_model=CommitmentOut,
    responses=NOT_FOUND | CONFLICT | STALE,
)
def confirm(
    commitment_id: UUID, body: MovedIn, session: Writing, person: Reader, now: Now, show: Show, match: Match
) -> Any:
    """By the promiser's superior, a QA lead or an admin; their numbers stand from then on."""
    found = _commitment(session, commitment_id, is_changed=True)
    match.demand(CommitmentOut.model_validate(found))
    resources = body.moved.as_resources()
    confirm_moved(session, found, by=person, moved=resources, note=body.note, redact=redactor(session), now=now)
    return show.show(CommitmentOut.model_validate(found))


@router.post(
    "/commitments/{commitment_id}/close",
    operation_id="close_commitment",
    response_model=CommitmentOut,
    responses=NOT_FOUND | CONFLICT | STALE,
)
def end(
    commitment_id: UUID, body: MovedIn, session: Writing, person: Promiser, now: Now, show: Show, match: Match
) -> Any:
    """It ends with what was really put in."""
    found = _own(session, person, commitment_id, match, is_overwriting=True)
    resources = body.moved.as_resources()
    close(session, found, by=person, moved=resources, note=body.note, redact=redactor(session), now=now)
    return show.show(CommitmentOut.model_validate(found))


@router.post(
    "/commitments/{commitment_id}/withdraw",
    operation_id="withdraw_commitment",
    response_model=CommitmentOut,
    responses=NOT_FOUND | CONFLICT | STALE,
)
def take_back(commitment_id: UUID, session: Writing, person: Promiser, now: Now, show: Show, match: Match) -> Any:
    """The row stays and says so."""
    found = _own(session, person, commitment_id, match)
    withdraw(session, found, by=person, now=now)
    return show.show(CommitmentOut.model_validate(found))


@router.post(
    "/commitments/{commitment_id}/hearings",
    operation_id="hear_after_fix",
    status_code=201,
    response_model=DigestOut,
    responses=NOT_FOUND | CONFLICT,
)
def hear(commitment_id: UUID, session: Writing, person: Promiser, now: Now) -> Digest:
    """Draw calls since the fix, to hear whether it is gone: a digest that is `open` until a worker has made it."""
    return ask_for_hearing(session, _own(session, person, commitment_id, None), by=person, now=now)


def _commitment(session: Session, commitment_id: UUID, *, is_changed: bool = False) -> Commitment:
    found = session.get(Commitment, commitment_id, with_for_update=is_changed or None)
    if found is None:
        raise NotFoundError("commitment", commitment_id, remedy="List them with GET /v1/commitments.")
    return found


def _own(
    session: Session, person: Person, commitment_id: UUID, match: Match | None, *, is_overwriting: bool = False
) -> Commitment:
    found = _commitment(session, commitment_id, is_changed=True)
    if found.person_id != person.id:
        raise NotFoundError("commitment of yours", commitment_id, remedy="Only the promiser changes a promise.")
    if match is not None:
        shown = CommitmentOut.model_validate(found)
        match.demand(shown) if is_overwriting else match.check(shown)
    return found
