from typing import Any

from sqlalchemy.orm import Session

from store.tables.refusal import Refusal
from tests.conftest import NOW
from tests.factories.saving import saved


def make_refusal(session: Session, **overrides: Any) -> Refusal:
    defaults: dict[str, Any] = {
        "source": "calls.csv",
        "line": 17,
        "external_id": "call-0017",
        "reason": "bad_date",
        "message": "line 17: start '31.02.2026' is no date; write it as 2026-02-28T09:00:00Z.",
        "refused_at": NOW,
    }
    return saved(session, Refusal(**defaults | overrides))
