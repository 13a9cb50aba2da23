from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from store.tables.commitment import Commitment
from tests.conftest import NOW
from tests.factories.cause import cause_called
from tests.factories.person import bruno
from tests.factories.saving import saved


def make_commitment(session: Session, **overrides: Any) -> Commitment:
    """Bruno promises corrected mailers and expects 20 points fewer calls; not in effect yet."""
    defaults: dict[str, Any] = {
        "cause_id": cause_called(session, overrides.get("cause_id", "marketing_mailer")).id,
        "person_id": overrides.get("person_id") or bruno(session).id,
        "promise": "the corrected mailer goes out",
        "put_in": "one person, two days a month",
        "expected_drop": 0.2,
        "made_at": NOW,
        "due_date": date(2026, 11, 30),
    }
    return saved(session, Commitment(**defaults | overrides))
