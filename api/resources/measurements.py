"""Did the cause shrink? Every look at every commitment."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from accounts.permissions import Action
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Reading, resource
from api.filters import EndsAt, StartsAt, Word, narrowed, within
from api.problems import NOT_FOUND, NotFoundError
from store.tables.commitment import Commitment
from store.tables.measurement import Measurement

router = resource("Measurements")
SEES = Depends(Allowed(Action.SEE_ACTIONS))
ORDERS = orders(Measurement.id, Measurement.as_of)
Sort = Literal["-as_of", "as_of"]


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
    verdict: str = Field(examples=["dropped", "unchanged", "rose", "cannot_tell_yet"])
    controls: list[dict[str, Any]]
    measured_at: datetime


@router.get("/measurements", operation_id="list_measurements", response_model=Page[MeasurementOut], dependencies=[SEES])
def list_measurements(
    session: Reading,
    commitment_id: UUID | None = None,
    cause_id: Word = "",
    verdict: Word = "",
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-as_of",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """By the day up to which each one looks."""
    found = narrowed(
        select(Measurement),
        (Measurement.commitment_id, commitment_id),
        (Measurement.cause_id, cause_id),
        (Measurement.verdict, verdict),
    )
    found = within(found, Measurement.as_of, starts_at, ends_at)
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.get(
    "/commitments/{commitment_id}/measurements",
    operation_id="list_measurements_of_commitment",
    response_model=list[MeasurementOut],
    responses=NOT_FOUND,
    dependencies=[SEES],
)
def list_measurements_of(commitment_id: UUID, session: Reading) -> Any:
    """The earliest first: how the verdict came about."""
    if session.get(Commitment, commitment_id) is None:
        raise NotFoundError("commitment", commitment_id, remedy="List them with GET /v1/commitments.")
    looks = select(Measurement).where(Measurement.commitment_id == commitment_id)
    return list(session.scalars(looks.order_by(Measurement.as_of)))
