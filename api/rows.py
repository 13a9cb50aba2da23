"""Hot lists: plain rows of the database written as JSON, without an object, a model or a statement made for each."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from fastapi.responses import Response
from sqlalchemy import ColumnElement, DateTime, Enum, Select, String, bindparam, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from api.cursor import Order
from store.base import UtcDateTime
from store.installation import Installation

JSON: Final = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


class RowList:
    """A list of `columns`, narrowed by `conditions` whose parameters have their names; each statement is made once."""

    def __init__(
        self, columns: Sequence[InstrumentedAttribute[Any]], conditions: Mapping[str, ColumnElement[bool]]
    ) -> None:
        self.columns, self.conditions = columns, conditions
        self.names = [column.key for column in columns]
        self._statements: dict[tuple[str, bool, frozenset[str]], Select[*tuple[Any, ...]]] = {}

    def page(
        self, installation: Installation, values: Mapping[str, Any], order: Order, *, cursor: str, limit: int
    ) -> Response:
        """A page like `Page[…]` of the rows that have `values`, in one answer."""
        last = dict(zip(("last_value", "last_id"), order.read(cursor), strict=True)) if cursor else {}
        given = {**values, **last, "rows": limit + 1}
        with installation.readers() as session:
            rows = session.connection().execute(self._statement(order, values.keys(), bool(cursor)), given).all()
        items = [dict(zip(self.names, row, strict=True)) for row in rows[:limit]]
        more = order.cursor(items[-1][order.column.key], items[-1][order.identity.key]) if len(rows) > limit else None
        body = {"items": items, "next_cursor": more}
        return Response(orjson.dumps(body, option=JSON), media_type="application/json")

    def _statement(self, order: Order, names: Any, has_cursor: bool) -> Select[*tuple[Any, ...]]:
        key = (order.name, has_cursor, frozenset(names))
        if key not in self._statements:
            found = select(*map(_plain, self.columns)).where(*(self.conditions[name] for name in sorted(key[2])))
            if has_cursor:
                last = (
                    bindparam("last_value", type_=order.column.type),
                    bindparam("last_id", type_=order.identity.type),
                )
                found = found.where(order.is_behind(*last))
            self._statements[key] = found.order_by(*order.by).limit(bindparam("rows"))
        return self._statements[key]


def _plain(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The column as JSON has it anyhow: texts instead of enumerations, the driver's instants (naive ones are UTC)."""
    if isinstance(column.type, Enum):
        return type_coerce(column, String())
    return type_coerce(column, DateTime(timezone=True)) if isinstance(column.type, UtcDateTime) else column.expression
