from typing import Any

from sqlalchemy.orm import Session

from store.tables.dispute import Dispute
from store.tables.excerpt import Excerpt
from tests.conftest import NOW
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno
from tests.factories.saving import saved


def make_dispute(session: Session, *, excerpt: Excerpt | None = None, **overrides: Any) -> Dispute:
    defaults: dict[str, Any] = {
        "excerpt_id": overrides.get("excerpt_id") or (excerpt or make_excerpt(session)).id,
        "person_id": overrides.get("person_id") or bruno(session).id,
        "why": "the caller asks about an outage, not about our flyer",
        "opened_at": NOW,
    }
    return saved(session, Dispute(**defaults | overrides))
