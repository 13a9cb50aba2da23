from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.label import LabelPurpose
from store.tables.queued_call import QueuedCall
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.saving import saved


def make_queued_call(session: Session, *, call: Call | None = None, **overrides: Any) -> QueuedCall:
    """The next call of the first calibration set."""
    purpose = overrides.get("purpose", LabelPurpose.CALIBRATION)
    before = session.scalar(select(func.count()).where(QueuedCall.purpose == purpose)) or 0
    defaults: dict[str, Any] = {
        "call_id": overrides.get("call_id") or (call or make_call(session)).id,
        "purpose": purpose,
        "batch": 1,
        "position": before,
        "queued_at": NOW,
    }
    return saved(session, QueuedCall(**defaults | overrides))
