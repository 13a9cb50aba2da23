from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from store.tables.call import Call, CallState, Consent
from tests.factories.saving import saved

STARTED_AT = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
"""A Monday morning four weeks before the tests' clock."""


def make_call(session: Session, **overrides: Any) -> Call:
    """A drawn and transcribed inbound call with consent."""
    started_at = overrides.get("started_at", STARTED_AT)
    defaults: dict[str, Any] = {
        "external_id": f"call-{uuid4().hex[:12]}",
        "started_at": started_at,
        "duration_s": 60,
        "handle_s": 90,
        "queue": "billing",
        "agent": "agent-7",
        "consent": Consent.GIVEN,
        "state": CallState.DONE,
        "received_at": started_at,
    }
    return saved(session, Call(**defaults | overrides))
