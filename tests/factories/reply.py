from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from store.tables.excerpt import Excerpt
from store.tables.reply import Reply, RoleReason
from tests.conftest import NOW
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno
from tests.factories.saving import saved


def make_reply(session: Session, *, excerpt: Excerpt | None = None, **overrides: Any) -> Reply:
    defaults: dict[str, Any] = {
        "excerpt_id": overrides.get("excerpt_id") or (excerpt or make_excerpt(session)).id,
        "person_id": overrides.get("person_id") or bruno(session).id,
        "is_ours": True,
        "role_played": "we printed a price that had ended",
        "reason": RoleReason.PROCESS,
        "will_change": "billing proofreads every flyer",
        "put_in": "one person, two days a month",
        "due_date": date(2026, 11, 30),
        "replied_at": NOW,
    }
    return saved(session, Reply(**defaults | overrides))
