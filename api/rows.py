"""Hot lists: plain rows of the database written as JSON, without an object or a model for each."""

from typing import Any

import orjson
from fastapi.responses import Response
from sqlalchemy import Select
from sqlalchemy.orm import Session

from api.cursor import Order


def page_of_rows(
    session: Session, query: Select[*tuple[Any, ...]], order: Order, *, cursor: str, limit: int
) -> Response:
    """A page like `Page[…]` whose items have the columns of `query` under their names, in one answer."""
    rows = session.execute(order.after(query, cursor=cursor, limit=limit)).mappings().all()
    last = rows[limit - 1] if len(rows) > limit else None
    body = {
        "items": [dict(row) for row in rows[:limit]],
        "next_cursor": order.cursor(last[order.column.key], last[order.identity.key]) if last else None,
    }
    return Response(orjson.dumps(body, option=orjson.OPT_UTC_Z), media_type="application/json")
