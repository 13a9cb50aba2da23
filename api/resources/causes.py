"""Why customers call: the taxonomy with its owners."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from accounts.permissions import Action
from api.entry import Allowed, Reading
from store.tables.cause import Cause

router = APIRouter(tags=["Causes"])


class CauseOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    description: str
    examples: list[str]
    is_avoidable: bool
    owner_id: UUID | None
    taxonomy_version: int


@router.get(
    "/causes",
    operation_id="list_causes",
    response_model=list[CauseOut],
    dependencies=[Depends(Allowed(Action.SEE_LISTS))],
)
def list_causes(session: Reading) -> Any:
    return list(session.scalars(select(Cause).order_by(Cause.position)))
