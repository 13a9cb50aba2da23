from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from store.tables.sampling_plan import SamplingPlan
from tests.conftest import NOW
from tests.factories.saving import saved


def make_sampling_plan(session: Session, **overrides: Any) -> SamplingPlan:
    """By queue, 240 calls a draw."""
    defaults: dict[str, Any] = {
        "name": f"plan {uuid4().hex[:6]}",
        "stratum_field": "queue",
        "target": 240 if "rate" not in overrides else None,
        "created_at": NOW,
    }
    return saved(session, SamplingPlan(**defaults | overrides))
