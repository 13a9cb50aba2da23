from typing import Any

from sqlalchemy.orm import Session

from store.tables.comment import Comment
from store.tables.excerpt import Excerpt
from tests.conftest import NOW
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno
from tests.factories.saving import saved


def make_comment(session: Session, *, excerpt: Excerpt | None = None, **overrides: Any) -> Comment:
    defaults: dict[str, Any] = {
        "excerpt_id": overrides.get("excerpt_id") or (excerpt or make_excerpt(session)).id,
        "person_id": overrides.get("person_id") or bruno(session).id,
        "at_ms": 6_000,
        "text": "this is the spring flyer",
        "commented_at": NOW,
    }
    return saved(session, Comment(**defaults | overrides))
