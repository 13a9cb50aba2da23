from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from store.tables.assignment import Assignment
from store.tables.call import Call
from store.tables.label import LabelPurpose
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.person import make_person
from tests.factories.saving import saved


def make_assignment(session: Session, *, call: Call | None = None, **overrides: Any) -> Assignment:
    """A call of the estimation queue on somebody's desk, given this minute."""
    assigned_at = overrides.get("assigned_at", NOW)
    defaults: dict[str, Any] = {
        "call_id": overrides.get("call_id") or (call or make_call(session)).id,
        "person_id": overrides.get("person_id") or make_person(session).id,
        "purpose": LabelPurpose.ESTIMATION,
        "assigned_at": assigned_at,
        "lease_until": assigned_at + timedelta(minutes=30),
    }
    return saved(session, Assignment(**defaults | overrides))
