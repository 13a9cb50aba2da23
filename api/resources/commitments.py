"""What was promised, and what became of the cause."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from accounts.permissions import Action
from api.entry import Allowed, Reading
from api.problems import NOT_FOUND, NotFoundError
from store.tables.commitment import Commitment, CommitmentState
from store.tables.measurement import Measurement

router = APIRouter(tags=["Commitments"], dependencies=[Depends(Allowed(Action.SEE_ACTIONS))])


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


class MeasurementOut(BaseModel):
    """One look; the interval holds for all looks together."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    commitment_id: UUID
    cause_id: str
    as_of: datetime
    before: dict[str, Any]
    after: dict[str, Any]
    change: float | None
    low: float | None
    high: float | None
    verdict: str
    controls: list[dict[str, Any]]
    measured_at: datetime


@router.get("/commitments", operation_id="list_commitments", response_model=list[CommitmentOut])
def list_commitments(session: Reading, state: CommitmentState | None = None) -> Any:
    found = select(Commitment).order_by(Commitment.made_at.desc(), Commitment.id)
    return list(session.scalars(found.where(Commitment.state == state) if state else found))


@router.get("/measurements", operation_id="list_measurements", response_model=list[MeasurementOut])
def list_measurements(session: Reading) -> Any:
    """Every look at every commitment, the latest first."""
    return list(session.scalars(select(Measurement).order_by(Measurement.as_of.desc(), Measurement.id).limit(5_000)))


@router.get(
    "/commitments/{commitment_id}/measurements",
    operation_id="list_measurements_of_commitment",
    response_model=list[MeasurementOut],
    responses=NOT_FOUND,
)
def list_measurements_of(commitment_id: UUID, session: Reading) -> Any:
    if session.get(Commitment, commitment_id) is None:
        raise NotFoundError("commitment", commitment_id, remedy="List them with GET /v1/commitments.")
    looks = select(Measurement).where(Measurement.commitment_id == commitment_id)
    return list(session.scalars(looks.order_by(Measurement.as_of)))
