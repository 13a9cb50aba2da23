"""Cursor pages: stable while rows arrive, and as quick at the end as at the beginning, in any order a list offers."""

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Final, Generic, TypeVar
from uuid import UUID

import orjson
from fastapi import Query
from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Select, UnaryExpression, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from settings.errors import ListenbackError
from store.base import UtcDateTime

Item = TypeVar("Item")

Limit = Annotated[int, Query(ge=1, le=200, description="Items on a page")]
Cursor = Annotated[str, Query(max_length=400, description="`next_cursor` of the page before")]
LARGEST: Final = 2**63
"""No column holds a larger number."""
SORT: Final = "The order: a field, with `-` before it from the largest or latest down"


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    next_cursor: str | None = Field(
        description="Give it as `cursor`, with the same filters and order, for the next page; null at the end"
    )


class BadCursorError(ListenbackError):
    code = "bad_cursor"
    status = 422

    def __init__(self) -> None:
        super().__init__("This cursor does not belong to this list.", remedy="Use `next_cursor` as it came, or none.")


@dataclass(frozen=True)
class Order:
    """One order of a list: a column that is never empty, then the identity, both up or both down."""

    name: str
    """As the caller writes it, `-started_at`."""
    column: InstrumentedAttribute[Any]
    identity: InstrumentedAttribute[Any]

    @property
    def is_down(self) -> bool:
        return self.name.startswith("-")

    @property
    def by(self) -> list[UnaryExpression[Any]]:
        return [column.desc() if self.is_down else column.asc() for column in (self.column, self.identity)]

    def is_behind(self, value: ColumnElement[Any], identity: ColumnElement[Any]) -> ColumnElement[bool]:
        """Rows behind one with these."""
        both, last = tuple_(self.column, self.identity), tuple_(value, identity)
        return both < last if self.is_down else both > last

    def after(self, query: Select[*tuple[Any, ...]], *, cursor: str, limit: int) -> Select[*tuple[Any, ...]]:
        """The `limit + 1` rows behind the cursor; the extra one says whether there are more."""
        if cursor:
            value, identity = self.read(cursor)
            query = query.where(self.is_behind(literal(value, self.column.type), literal(identity, self.identity.type)))
        return query.order_by(*self.by).limit(limit + 1)

    def cursor(self, value: Any, identity: Any) -> str:
        said = orjson.dumps([self.name, value, identity], option=orjson.OPT_NAIVE_UTC)
        return base64.urlsafe_b64encode(said).decode().rstrip("=")

    def read(self, cursor: str) -> tuple[Any, Any]:
        """Value and identity of the last row of the page before. Raises BadCursorError."""
        try:
            said = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            name, value, identity = said
            if name != self.name:
                raise BadCursorError
            return _as(self.column, value), _as(self.identity, identity)
        except (ValueError, TypeError, binascii.Error):
            raise BadCursorError from None


def orders(identity: InstrumentedAttribute[Any], *columns: InstrumentedAttribute[Any]) -> dict[str, Order]:
    """Both directions of each column, by name."""
    names = [(sign + column.key, column) for column in columns for sign in ("-", "")]
    return {name: Order(name, column, identity) for name, column in names}


def page_of(
    session: Session,
    query: Select[*tuple[Any, ...]],
    order: Order,
    *,
    cursor: str,
    limit: int,
    show: Callable[[Any], Any] = lambda row: row,
) -> dict[str, Any]:
    """One page of rows; where a query selects several things, the first one is what it is a list of."""
    wanted = order.after(query, cursor=cursor, limit=limit)
    is_plain = len(query.column_descriptions) == 1
    rows: Sequence[Any] = list(session.scalars(wanted) if is_plain else session.execute(wanted))
    last = None
    if len(rows) > limit:
        row = rows[limit - 1] if is_plain else rows[limit - 1][0]
        last = order.cursor(getattr(row, order.column.key), getattr(row, order.identity.key))
    return {"items": [show(row) for row in rows[:limit]], "next_cursor": last}


def page_of_keys(rows: Iterable[tuple[str, Item]], *, cursor: str, limit: int) -> dict[str, Any]:
    """One page of a short list that is in memory, by the keys of its rows."""
    listed = list(rows)
    after = _key_of(cursor) if cursor else None
    keys = [key for key, _ in listed]
    if after is not None and after not in keys:
        raise BadCursorError
    first = keys.index(after) + 1 if after is not None else 0
    shown = listed[first : first + limit]
    is_end = first + limit >= len(listed)
    said = "" if is_end else base64.urlsafe_b64encode(shown[-1][0].encode()).decode().rstrip("=")
    return {"items": [row for _, row in shown], "next_cursor": said or None}


def _key_of(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error):
        raise BadCursorError from None


def _as(column: InstrumentedAttribute[Any], value: Any) -> Any:
    """A value of a cursor as the column has it. Raises ValueError or TypeError for any other."""
    if isinstance(column.type, UtcDateTime):
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError("an instant without a zone")
        return instant
    kind = column.type.python_type
    if kind is date:
        return date.fromisoformat(value)
    if kind is UUID:
        return UUID(value)
    if kind in {int, float} and not isinstance(value, bool):
        if not isinstance(value, int | float) or abs(value) >= LARGEST:
            raise TypeError("not a number of a column")
        return kind(value)
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
