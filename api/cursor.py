"""Cursor pages: stable while rows arrive, and as quick at the end as at the beginning."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from settings.errors import ListenbackError

Item = TypeVar("Item")
Row = TypeVar("Row")

Limit = Annotated[int, Query(ge=1, le=200, description="Items on a page")]
Cursor = Annotated[str, Query(max_length=200, description="`next_cursor` of the page before")]


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null at the end")


class BadCursorError(ListenbackError):
    code = "bad_cursor"
    status = 422

    def __init__(self) -> None:
        super().__init__("This cursor was not made by us.", remedy="Use `next_cursor` as it came, or leave it out.")


def page_after(
    query: Select[Row],
    at: InstrumentedAttribute[datetime],
    identity: InstrumentedAttribute[UUID],
    *,
    cursor: str,
    limit: int,
) -> Select[Row]:
    """The latest `limit + 1` rows behind the cursor; the extra one says whether there are more."""
    if cursor:
        query = query.where(_before(at, identity, *read_cursor(cursor)))
    return query.order_by(at.desc(), identity.desc()).limit(limit + 1)


def make_cursor(at: datetime, identity: UUID) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()} {identity}".encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[datetime, UUID]:
    """Raises BadCursorError."""
    try:
        said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at, _, identity = said.partition(" ")
        instant = datetime.fromisoformat(at)
        if instant.tzinfo is None:
            raise BadCursorError
        return instant, UUID(identity)
    except (ValueError, binascii.Error):
        raise BadCursorError from None


def _before(
    at: InstrumentedAttribute[datetime], identity: InstrumentedAttribute[UUID], instant: datetime, last: UUID
) -> ColumnElement[bool]:
    return tuple_(at, identity) < tuple_(instant, last)
