from typing import Any

from sqlalchemy.orm import Session

from store.tables.excerpt import Excerpt
from store.tables.listen import Listen
from tests.conftest import NOW
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno
from tests.factories.saving import saved


def make_listen(session: Session, *, excerpt: Excerpt | None = None, **overrides: Any) -> Listen:
    """Bruno heard it on the page."""
    defaults: dict[str, Any] = {
        "excerpt_id": overrides.get("excerpt_id") or (excerpt or make_excerpt(session)).id,
        "person_id": overrides.get("person_id") or bruno(session).id,
        "channel": "page",
        "first_at": NOW,
        "heard_at": NOW,
    }
    return saved(session, Listen(**defaults | overrides))
