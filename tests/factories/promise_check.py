from typing import Any

from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.promise_check import PromiseBox, PromiseCheck
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.saving import saved


def make_promise_check(session: Session, *, call: Call | None = None, **overrides: Any) -> PromiseCheck:
    """A free installation that a seller promised though the standard charges for it."""
    defaults: dict[str, Any] = {
        "call_id": overrides.get("call_id") or (call or make_call(session)).id,
        "box": PromiseBox.OUTSIDE,
        "claim": "the installation would be free",
        "start_ms": 8_000,
        "end_ms": 10_000,
        "against": "Installation is charged with 60 dollars",
        "offering_id": "OF-INSTALL",
        "exception_id": "",
        "checked_at": NOW,
    }
    return saved(session, PromiseCheck(**defaults | overrides))
