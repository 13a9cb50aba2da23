"""The cause model: every version with its measures and card, and which of them is in charge."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, Query
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import Action
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Now, Reading, Writing, resource
from api.filters import Number, narrowed
from api.problems import CONFLICT, NOT_FOUND, NotFoundError
from classify.card import card_of_version
from store.tables.model_version import ModelState, ModelVersion
from store.tables.person import Person
from worker.causes import choose_version

router = resource("Models")
SEES = Depends(Allowed(Action.SEE_MODEL))
ORDERS = orders(ModelVersion.id, ModelVersion.number)
Sort = Literal["-number", "number"]
MARKDOWN = "text/markdown; charset=utf-8"


class ModelOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    number: int
    state: ModelState
    origin: str = Field(description="`seed` as shipped, `trained` from this company's labels", examples=["trained"])
    labels_sha256: str
    labels_until: datetime | None = Field(description="Start of the latest call it learned from")
    trained_at: datetime
    promoted_at: datetime | None


class ModelDetailOut(ModelOut):
    metrics: dict[str, Any]


@router.get("/models", operation_id="list_models", response_model=Page[ModelOut], dependencies=[SEES])
def list_models(
    session: Reading,
    state: ModelState | None = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-number",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """The champion predicts; figures of a period use one that learned from earlier calls only."""
    found = narrowed(select(ModelVersion), (ModelVersion.state, state))
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.get(
    "/models/{number}",
    operation_id="get_model",
    response_model=ModelDetailOut,
    responses=NOT_FOUND,
    dependencies=[SEES],
)
def get_model(number: Number, session: Reading) -> Any:
    """With its measures, each with an interval."""
    return _version(session, number)


@router.get(
    "/models/{number}/card",
    operation_id="get_model_card",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}, **NOT_FOUND},
    dependencies=[SEES],
)
def get_card(number: Number, session: Reading) -> PlainTextResponse:
    """The card to file with a decision: what it learned from, how well it does, where it fails."""
    return PlainTextResponse(card_of_version(session, _version(session, number)), media_type=MARKDOWN)


@router.post(
    "/models/{number}/promotion",
    operation_id="promote_model",
    status_code=202,
    response_model=ModelOut,
    responses=NOT_FOUND | CONFLICT,
)
def promote(
    number: Number,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.CHOOSE_MODEL))],
    now: Now,
) -> ModelVersion:
    """Put it in charge; it takes over once it has predicted every call."""
    found = _version(session, number)
    choose_version(session, found, by=person, now=now)
    return found


def _version(session: Session, number: int) -> ModelVersion:
    found = session.scalar(select(ModelVersion).where(ModelVersion.number == number))
    if found is None:
        raise NotFoundError("model version", number, remedy="List them with GET /v1/models.")
    return found
