"""Why customers call: the taxonomy with its owners."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import Action
from api.cursor import Cursor, Limit, Page, page_of_keys
from api.entry import Allowed, Now, Reading, Writing, resource
from api.etags import STALE, UNCHANGED, Match, Matching, Show
from api.listed import Row, put_row
from api.problems import NOT_FOUND, NotFoundError
from classify.cause_sheet import BETWEEN_EXAMPLES, CAUSES
from store.tables.cause import Cause
from store.tables.person import Person
from worker.lists import LONGEST_NOTE, causes_writer

router = resource("Causes")
SEES = Depends(Allowed(Action.SEE_LISTS))
Key = Annotated[str, Path(max_length=80, pattern=r"^[^\x00]+$")]
Text = Annotated[str, Field(max_length=4_000)]


class CauseOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["marketing_mailer"])
    name: str
    description: str
    examples: list[str] = Field(description="What callers say")
    is_avoidable: bool
    owner_id: UUID | None
    taxonomy_version: int


class CauseRow(Row):
    between = BETWEEN_EXAMPLES

    id: str
    name: str
    description: str
    examples: list[str] = Field([])
    avoidable: bool
    owner: str = ""
    position: int | None = None


class CauseIn(BaseModel):
    """Fields that are left out of a change stay as they are."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "name": "A mailing of ours",
                "description": "The caller would not have called without a letter of ours.",
                "examples": ["I got your letter"],
                "avoidable": True,
                "owner": "bruno@northlight.example",
            }
        },
    )

    name: Text
    description: Text
    examples: list[Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^|]+$")]] = []
    avoidable: bool = Field(description="Would a better company not have caused the call?")
    owner: str = Field("", max_length=320, description="E-mail address of who answers for it")
    position: int | None = Field(None, ge=1, le=1_000, description="1 is first at the desk")
    means_same: bool = Field(False, description="Only the words became clearer: labels mean what they meant")
    note: str = Field("", max_length=LONGEST_NOTE, description="Why it was changed, kept with the version")


@router.get("/causes", operation_id="list_causes", response_model=Page[CauseOut], dependencies=[SEES])
def list_causes(session: Reading, limit: Limit = 200, cursor: Cursor = "") -> Any:
    """In the order of the desk."""
    rows = session.scalars(select(Cause).order_by(Cause.position))
    return page_of_keys(((cause.id, cause) for cause in rows), cursor=cursor, limit=limit)


@router.get(
    "/causes/{cause_id}",
    operation_id="get_cause",
    response_model=CauseOut,
    responses=NOT_FOUND | UNCHANGED,
    dependencies=[SEES],
)
def get_cause(cause_id: Key, session: Reading, show: Show) -> Any:
    """With its `ETag`, which a change of it names."""
    return show.show(_shown(session, cause_id))


@router.put(
    "/causes/{cause_id}",
    operation_id="put_cause",
    response_model=CauseOut,
    responses={201: {"description": "It is new"}, **NOT_FOUND, **STALE},
)
def put_cause(
    cause_id: Key,
    body: CauseIn,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.MANAGE_CAUSES))],
    now: Now,
    show: Show,
    match: Match,
) -> Any:
    """Add it, or change it with `If-Match`. A new meaning begins a new version of the taxonomy."""
    row = CauseRow.model_construct(_fields_set=body.model_fields_set - {"means_same", "note"}, **body.model_dump())
    known = session.get(Cause, cause_id, with_for_update=True)
    if known is not None:
        match.demand(CauseOut.model_validate(known))
    write = causes_writer(session, means_same=body.means_same, note=body.note, by=person)
    any_row = Matching("*" if known is not None else match.given)
    _, is_new = put_row(session, CAUSES, CauseRow, cause_id, row, match=any_row, by=person, now=now, write=write)
    show.response.status_code = 201 if is_new else 200
    return show.show(_shown(session, cause_id))


def _shown(session: Session, cause_id: str) -> CauseOut:
    found = session.get(Cause, cause_id)
    if found is None:
        raise NotFoundError("cause", cause_id, remedy="List causes with GET /v1/causes.")
    return CauseOut.model_validate(found)
