"""Published figures: every version, each with its interval and what it rests on."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from accounts.permissions import Action
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Reading, resource
from api.filters import EndsAt, StartsAt, Word, narrowed
from api.problems import NOT_FOUND, NotFoundError
from store.tables.figure import Figure, Measure, Subject

router = resource("Figures")
SEES = Depends(Allowed(Action.SEE_FIGURES))
ORDERS = orders(Figure.id, Figure.starts_at, Figure.published_at)
Sort = Literal["starts_at", "-starts_at", "published_at", "-published_at"]


class FigureOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    measure: Measure
    subject: Subject = Field(description="What the calls have in common: a cause, an owner's causes, or a driver")
    subject_id: str = Field(description="The cause's id, the owner's, or `campaign/<id>`")
    cause_id: str | None = Field(description="Only where the subject is a cause")
    queue: str = Field(description="The population: calls of this queue; all calls where it is empty")
    product: str = Field(description="The population: calls about this product; all calls where it is empty")
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


@router.get("/figures", operation_id="list_figures", response_model=Page[FigureOut], dependencies=[SEES])
def list_figures(
    session: Reading,
    measure: Measure | None = None,
    subject: Subject | None = None,
    subject_id: Word = "",
    cause_id: Word = "",
    queue: Annotated[str | None, Query(max_length=120, description="One queue; empty for figures of all calls")] = None,
    product: Annotated[str | None, Query(max_length=120, description="One product; empty for figures of all")] = None,
    grain: Annotated[Literal["", "period", "weeks"], Query()] = "",
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    is_newest: Annotated[bool, Query(description="Only the highest version of each figure")] = False,
    sort: Annotated[Sort, Query(description=SORT)] = "starts_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Whose period lies within `starts_at` and `ends_at`. The highest version counts, the earlier ones stay."""
    found = narrowed(
        select(Figure),
        (Figure.measure, measure),
        (Figure.subject, subject),
        (Figure.subject_id, subject_id),
        (Figure.cause_id, cause_id),
        (Figure.grain, grain),
    )
    if queue is not None:
        found = found.where(Figure.queue == queue)
    if product is not None:
        found = found.where(Figure.product == product)
    if starts_at is not None:
        found = found.where(Figure.starts_at >= starts_at)
    if ends_at is not None:
        found = found.where(Figure.ends_at <= ends_at)
    if is_newest:
        found = found.where(~_later_version().exists())
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.get(
    "/figures/{figure_id}",
    operation_id="get_figure",
    response_model=FigureOut,
    responses=NOT_FOUND,
    dependencies=[SEES],
)
def get_figure(figure_id: UUID, session: Reading) -> Any:
    """It never changes: a better model makes a new version beside it."""
    found = session.get(Figure, figure_id)
    if found is None:
        raise NotFoundError("figure", figure_id, remedy="List them with GET /v1/figures.")
    return found


def _later_version() -> Select[UUID]:
    """A later version of the same figure."""
    later = aliased(Figure)
    same = ("measure", "subject", "subject_id", "queue", "product", "starts_at", "ends_at", "grain")
    is_same = (getattr(later, name) == getattr(Figure, name) for name in same)
    return select(later.id).where(*is_same, later.version > Figure.version)
