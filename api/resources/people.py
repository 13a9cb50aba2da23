"""Who uses Listenback, what they may do, and whom they report to."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.people import PEOPLE
from accounts.permissions import Action
from accounts.sessions import close_all_sessions
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Now, Reading, Writing, resource
from api.etags import STALE, UNCHANGED, Match, Matching, Show
from api.filters import Word, narrowed
from api.listed import Row, put_row
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from settings.errors import ListenbackError
from store.tables.person import Person, Role
from worker.lists import people_writer

router = resource("People")
Admin = Annotated[Person, Depends(Allowed(Action.MANAGE_PEOPLE))]
ORDERS = orders(Person.id, Person.name, Person.created_at)
Sort = Literal["name", "-name", "created_at", "-created_at"]
Name = Annotated[str, Field(max_length=200)]


class PersonOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    name: str
    title: str
    department: str
    role: Role
    superior_id: UUID | None
    is_active: bool
    created_at: datetime


class PersonIn(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"email": "dilip@northlight.example", "name": "Dilip", "role": "reviewer", "department": "QA"}
        },
    )

    email: str = Field(max_length=320)
    name: Name
    role: Role
    department: Name = ""
    title: Name = ""
    superior: str = Field("", max_length=320, description="E-mail address of who is told of their overdue promises")


class PersonChangeIn(BaseModel):
    """What is left out stays as it is. An e-mail address stays for good: it names the person in files."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"title": "Head of billing"}})

    name: Name | None = None
    role: Role | None = None
    department: Name | None = None
    title: Name | None = None
    superior: Annotated[str, Field(max_length=320)] | None = None
    is_active: bool | None = Field(None, description="Who is not is signed out everywhere, and their keys end")


class PersonRow(Row):
    email: str
    name: str = ""
    role: str = ""
    department: str = ""
    title: str = ""
    superior: str = ""
    active: bool = True


class PersonKnownError(ListenbackError):
    code = "person_known"
    status = 409

    def __init__(self, email: str) -> None:
        super().__init__(f"{email} is here already.", remedy="Change them with PATCH /v1/people/ID.")


@router.get("/people", operation_id="list_people", response_model=Page[PersonOut])
def list_people(
    session: Reading,
    _admin: Admin,
    role: Role | None = None,
    is_active: bool | None = None,
    email: Word = "",
    sort: Annotated[Sort, Query(description=SORT)] = "name",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Those who left too: their labels and promises stay."""
    found = narrowed(select(Person), (Person.role, role), (Person.is_active, is_active), (Person.email, email.lower()))
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.get("/people/{person_id}", operation_id="get_person", response_model=PersonOut, responses=NOT_FOUND | UNCHANGED)
def get_person(person_id: UUID, session: Reading, _admin: Admin, show: Show) -> Any:
    """With their `ETag`, which a change names."""
    return show.show(PersonOut.model_validate(_person(session, person_id)))


@router.post("/people", operation_id="create_person", status_code=201, response_model=PersonOut, responses=CONFLICT)
def create_person(body: PersonIn, session: Writing, admin: Admin, now: Now, show: Show) -> Any:
    """Somebody new. They come in by a link that the admin's page sends them, a program by a key."""
    email = body.email.strip().lower()
    if session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise PersonKnownError(email)
    row = PersonRow(**body.model_dump(exclude={"email"}), email=email)
    put_row(session, PEOPLE, PersonRow, email, row, match=Matching(), by=admin, now=now, write=people_writer(admin))
    return show.show(PersonOut.model_validate(session.scalar(select(Person).where(Person.email == email))))


@router.patch(
    "/people/{person_id}",
    operation_id="change_person",
    response_model=PersonOut,
    responses=NOT_FOUND | STALE,
)
def change_person(
    person_id: UUID, body: PersonChangeIn, session: Writing, admin: Admin, now: Now, show: Show, match: Match
) -> Any:
    """Another role or department, or their leaving. Nobody is deleted."""
    person = _person(session, person_id, is_changed=True)
    match.demand(PersonOut.model_validate(person))
    said = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    if "is_active" in said:
        said["active"] = said.pop("is_active")
    row = PersonRow(email=person.email, **said)
    write, whatever = people_writer(admin), Matching("*")
    put_row(session, PEOPLE, PersonRow, person.email, row, match=whatever, by=admin, now=now, write=write)
    return show.show(PersonOut.model_validate(person))


@router.post(
    "/people/{person_id}/sign-out",
    operation_id="sign_person_out",
    status_code=204,
    responses=NOT_FOUND,
)
def sign_out(person_id: UUID, session: Writing, admin: Admin, now: Now) -> None:
    """End every browser session of somebody, as after a lost phone."""
    close_all_sessions(session, _person(session, person_id), by=admin, now=now)


def _person(session: Session, person_id: UUID, *, is_changed: bool = False) -> Person:
    found = session.get(Person, person_id, with_for_update=is_changed or None)
    if found is None:
        raise NotFoundError("person", person_id, remedy="List people with GET /v1/people.")
    return found
