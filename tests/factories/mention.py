from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from store.tables.excerpt import Excerpt
from store.tables.mention import Mention, MentionedIn
from tests.conftest import NOW
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, quentin
from tests.factories.saving import saved


def make_mention(session: Session, *, excerpt: Excerpt | None = None, **overrides: Any) -> Mention:
    """Quentin named Bruno in a remark."""
    defaults: dict[str, Any] = {
        "excerpt_id": overrides.get("excerpt_id") or (excerpt or make_excerpt(session)).id,
        "person_id": overrides.get("person_id") or bruno(session).id,
        "by_id": overrides.get("by_id") or quentin(session).id,
        "mentioned_in": MentionedIn.COMMENT,
        "row_id": uuid4(),
        "mentioned_at": NOW,
    }
    return saved(session, Mention(**defaults | overrides))
