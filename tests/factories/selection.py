from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.draw import Draw
from store.tables.selection import Selection
from tests.factories.call import make_call
from tests.factories.draw import make_draw
from tests.factories.saving import saved


def make_selection(
    session: Session, *, draw: Draw | None = None, call: Call | None = None, **overrides: Any
) -> Selection:
    call_id = overrides.get("call_id") or (call or make_call(session)).id
    defaults: dict[str, Any] = {
        "draw_id": overrides.get("draw_id") or (draw or make_draw(session)).id,
        "call_id": call_id,
        "stratum": "billing",
        "ticket": sha256(call_id.bytes).hexdigest(),
        "rank": 0,
        "probability": 0.5,
    }
    return saved(session, Selection(**defaults | overrides))
