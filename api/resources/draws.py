"""Draws, and the record by which anybody repeats one."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import Action
from api.entry import Allowed, Reading
from api.problems import NOT_FOUND, NotFoundError
from store.draws import record_of_draw, verify_draw
from store.tables.draw import Draw, DrawPurpose, DrawState, SeedSource
from survey.verify import document_of

Number = Annotated[int, Path(ge=1, le=2_000_000_000)]
router = APIRouter(tags=["Draws"], dependencies=[Depends(Allowed(Action.SEE_DRAWS))])


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


@router.get("/draws", operation_id="list_draws", response_model=list[DrawOut])
def list_draws(session: Reading) -> Any:
    """All draws in order, abandoned ones included."""
    return list(session.scalars(select(Draw).order_by(Draw.number)))


@router.get("/draws/{number}", operation_id="get_draw", response_model=DrawOut, responses=NOT_FOUND)
def get_draw(number: Number, session: Reading) -> Any:
    return _draw(session, number)


@router.get("/draws/{number}/record", operation_id="get_draw_record", responses=NOT_FOUND)
def get_record(number: Number, session: Reading) -> dict[str, Any]:
    """The published record: manifest, hash, seed, selection. It needs nothing of ours to be checked."""
    return dict(document_of(record_of_draw(session, _draw(session, number))))


@router.get(
    "/draws/{number}/verification", operation_id="verify_draw", response_model=VerificationOut, responses=NOT_FOUND
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
