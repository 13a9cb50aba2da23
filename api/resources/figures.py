"""Published figures: every version, each with its interval and what it rests on."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from accounts.permissions import Action
from api.entry import Allowed, Reading
from store.tables.figure import Figure, Measure, Subject

router = APIRouter(tags=["Figures"])


class FigureOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    measure: Measure
    subject: Subject = Field(description="What the calls have in common: a cause, an owner's causes, or a driver")
    subject_id: str = Field(description="The cause's id, the owner's, or `campaign/<id>`")
    cause_id: str | None = Field(description="Only where the subject is a cause")
    queue: str = Field(description="The population: calls of this queue; all calls where it is empty")
    grain: str = Field(description="`period` for the whole period, `weeks` for one stretch of pooled weeks")
    starts_at: datetime
    ends_at: datetime = Field(description="First instant behind the period")
    version: int
    value: float | None = Field(description="Null with both bounds: not enough calls yet")
    low: float | None
    high: float | None
    estimator: str
    labelled: int = Field(description="n: calls labelled by people, blind")
    drawn: int = Field(description="N: calls drawn")
    frame: int = Field(description="M: calls of the frame")
    effective_n: float | None
    human_value: float | None = Field(description="The same from people's labels alone")
    human_low: float | None
    human_high: float | None
    nonresponse: dict[str, Any]
    taxonomy_version: int
    published_at: datetime


@router.get(
    "/figures",
    operation_id="list_figures",
    response_model=list[FigureOut],
    dependencies=[Depends(Allowed(Action.SEE_FIGURES))],
)
def list_figures(
    session: Reading,
    measure: Measure | None = None,
    subject: Subject | None = None,
    cause_id: Annotated[str, Query(max_length=80)] = "",
    queue: Annotated[str | None, Query(max_length=120, description="One queue; empty for figures of all calls")] = None,
    product: Annotated[str | None, Query(max_length=120, description="One product; empty for figures of all")] = None,
    grain: Annotated[str, Query(max_length=20)] = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Any:
    """By period, cause and version; the highest version counts, the earlier ones stay."""
    found = select(Figure)
    if measure is not None:
        found = found.where(Figure.measure == measure)
    if subject is not None:
        found = found.where(Figure.subject == subject)
    if queue is not None:
        found = found.where(Figure.queue == queue)
    if product is not None:
        found = found.where(Figure.product == product)
    if cause_id:
        found = found.where(Figure.cause_id == cause_id)
    if grain:
        found = found.where(Figure.grain == grain)
    if starts_at is not None:
        found = found.where(Figure.starts_at >= starts_at)
    if ends_at is not None:
        found = found.where(Figure.ends_at <= ends_at)
    ordered = found.order_by(
        Figure.starts_at,
        Figure.ends_at,
        Figure.measure,
        Figure.subject,
        Figure.subject_id,
        Figure.queue,
        Figure.product,
        Figure.version,
    )
    return list(session.scalars(ordered.limit(5_000)))
