"""Excerpts that the caller may hear, without their sound."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from accounts.permissions import Action, excerpts_heard_by
from api.cursor import Cursor, Limit, Page, make_cursor, page_after
from api.entry import Allowed, Reading
from api.problems import NOT_FOUND, NotFoundError
from api.resources.calls import EntityOut, SegmentOut
from store.tables.excerpt import Excerpt
from store.tables.person import Person

router = APIRouter(tags=["Excerpts"])
Listener = Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))]


class ExcerptOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    digest_id: UUID
    call_id: UUID
    cause_id: str
    draw_id: UUID | None
    is_hand_picked: bool
    position: int
    start_ms: int
    end_ms: int
    quote: str
    quote_start_ms: int | None
    quote_end_ms: int | None
    created_at: datetime


class ExcerptDetailOut(ExcerptOut):
    segments: list[SegmentOut]
    entities: list[EntityOut]


@router.get("/excerpts", operation_id="list_excerpts", response_model=Page[ExcerptOut])
def list_excerpts(session: Reading, person: Listener, limit: Limit = 50, cursor: Cursor = "") -> Any:
    """The latest first; executives see what was sent to them or what they own."""
    found = select(Excerpt).where(excerpts_heard_by(person))
    rows = list(session.scalars(page_after(found, Excerpt.created_at, Excerpt.id, cursor=cursor, limit=limit)))
    last = rows[limit - 1] if len(rows) > limit else None
    return {"items": rows[:limit], "next_cursor": make_cursor(last.created_at, last.id) if last else None}


@router.get("/excerpts/{excerpt_id}", operation_id="get_excerpt", response_model=ExcerptDetailOut, responses=NOT_FOUND)
def get_excerpt(excerpt_id: UUID, session: Reading, person: Listener) -> Any:
    found = session.scalar(select(Excerpt).where(Excerpt.id == excerpt_id, excerpts_heard_by(person)))
    if found is None:
        raise NotFoundError("excerpt", excerpt_id, remedy="List yours with GET /v1/excerpts.")
    return found
