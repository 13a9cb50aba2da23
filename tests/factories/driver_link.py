from typing import Any

from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.driver_link import DriverKind, DriverLink
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.driver import make_campaign
from tests.factories.saving import saved


def make_driver_link(session: Session, *, call: Call | None = None, **overrides: Any) -> DriverLink:
    """A call to a campaign's own number."""
    defaults: dict[str, Any] = {
        "call_id": overrides.get("call_id") or (call or make_call(session)).id,
        "kind": DriverKind.CAMPAIGN,
        "driver_id": overrides.get("driver_id") or make_campaign(session).id,
        "confidence": 1.0,
        "evidence": "dialled number",
        "linked_at": NOW,
    }
    return saved(session, DriverLink(**defaults | overrides))
