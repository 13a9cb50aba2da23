from typing import Any

from sqlalchemy.orm import Session

from store.tables.excerpt import Excerpt
from store.tables.question import Question
from tests.conftest import NOW
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, carol
from tests.factories.saving import saved


def make_question(session: Session, *, excerpt: Excerpt | None = None, **overrides: Any) -> Question:
    """Bruno asks Carol; she has not answered yet."""
    defaults: dict[str, Any] = {
        "excerpt_id": overrides.get("excerpt_id") or (excerpt or make_excerpt(session)).id,
        "asked_by_id": overrides.get("asked_by_id") or bruno(session).id,
        "expert_id": overrides.get("expert_id") or carol(session).id,
        "text": "why was the card charged twice",
        "asked_at": NOW,
    }
    return saved(session, Question(**defaults | overrides))
