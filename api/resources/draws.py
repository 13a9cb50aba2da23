"""Draws, and the record by which anybody repeats one."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from accounts.permissions import Action
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Now, Reading, Writing, resource
from api.filters import Number, narrowed
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from api.resources.plans import Planner, plan_or_404
from sample.draws import Seed
from store.draws import record_of_draw, verify_draw
from store.tables.draw import Draw, DrawPurpose, DrawState, SeedSource
from survey.verify import document_of
from worker import planning

router = resource("Draws")
SEES = Depends(Allowed(Action.SEE_DRAWS))
ORDERS = orders(Draw.id, Draw.number)
Sort = Literal["number", "-number"]


class DrawOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    purpose: DrawPurpose
    subject: str
    state: DrawState
    starts_at: datetime
    ends_at: datetime
    manifest_sha256: str
    committed_at: datetime
    seed_source: SeedSource
    seed_named: str
    revealed_at: datetime | None
    is_unpredictable: bool
    excluded: dict[str, int]
    record_sha256: str


class VerificationOut(BaseModel):
    verified: bool
    manifest_sha256: str
    selected: list[str]
    first_difference: str | None


class DrawIn(BaseModel):
    """Whole local days of the plan's time zone."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"first_day": "2026-10-26", "last_day": "2026-11-01", "seed_source": "server"}},
    )

    first_day: date
    last_day: date
    seed_source: SeedSource = SeedSource.SERVER
    seed_named: str = Field("", max_length=400, description="Which dice or beacon, said before the seed exists")


class RevealIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    shown: str = Field(min_length=1, max_length=400, examples=["4 2 6 1 3 3 5 1 6 2"])


class AbandonIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=planning.LONGEST_REASON, examples=["The beacon was not published."])


@router.get("/draws", operation_id="list_draws", response_model=Page[DrawOut], dependencies=[SEES])
def list_draws(
    session: Reading,
    purpose: DrawPurpose | None = None,
    state: DrawState | None = None,
    sort: Annotated[Sort, Query(description=SORT)] = "number",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """All draws, abandoned ones included."""
    found = narrowed(select(Draw).options(defer(Draw.manifest)), (Draw.purpose, purpose), (Draw.state, state))
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.post(
    "/plans/{plan_id}/draws",
    operation_id="create_draw",
    status_code=201,
    response_model=DrawOut,
    responses=NOT_FOUND | CONFLICT,
)
def create_draw(plan_id: UUID, body: DrawIn, session: Writing, person: Planner, now: Now) -> Draw:
    """Draw a period by hand: at once with the server's seed, else only the list until the named seed comes."""
    row = plan_or_404(session, plan_id, is_changed=True)
    seed = Seed(body.seed_source, body.seed_named.strip())
    return planning.draw_by_hand(session, row, first=body.first_day, last=body.last_day, seed=seed, by=person, now=now)


@router.post("/draws/{number}/reveal", operation_id="reveal_draw", response_model=DrawOut, responses=NOT_FOUND)
def reveal(number: Number, body: RevealIn, session: Writing, person: Planner, now: Now) -> Draw:
    """What the dice or the beacon that the draw named showed."""
    return planning.reveal(session, _draw(session, number), shown=body.shown, by=person, now=now)


@router.post("/draws/{number}/abandon", operation_id="abandon_draw", response_model=DrawOut, responses=NOT_FOUND)
def abandon(number: Number, body: AbandonIn, session: Writing, person: Planner, now: Now) -> Draw:
    """Give a draw that waits up, in public."""
    return planning.abandon(session, _draw(session, number), reason=body.reason, by=person, now=now)


@router.get(
    "/draws/{number}", operation_id="get_draw", response_model=DrawOut, responses=NOT_FOUND, dependencies=[SEES]
)
def get_draw(number: Number, session: Reading) -> Any:
    """By its number, which has no gap."""
    return _draw(session, number)


@router.get("/draws/{number}/record", operation_id="get_draw_record", responses=NOT_FOUND, dependencies=[SEES])
def get_record(number: Number, session: Reading) -> dict[str, Any]:
    """The published record: manifest, hash, seed, selection. It needs nothing of ours to be checked."""
    return dict(document_of(record_of_draw(session, _draw(session, number))))


@router.get(
    "/draws/{number}/verification",
    operation_id="verify_draw",
    response_model=VerificationOut,
    responses=NOT_FOUND,
    dependencies=[SEES],
)
def get_verification(number: Number, session: Reading) -> Any:
    """Repeat the draw from its record now, and compare."""
    result = verify_draw(session, _draw(session, number))
    return {
        "verified": result.verified,
        "manifest_sha256": result.manifest_sha256,
        "selected": list(result.selected),
        "first_difference": result.first_difference,
    }


def _draw(session: Session, number: int) -> Draw:
    found = session.scalar(select(Draw).where(Draw.number == number))
    if found is None:
        raise NotFoundError("draw", number, remedy="List draws with GET /v1/draws.")
    return found
