from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from store.tables.feed import Feed
from tests.conftest import NOW
from tests.factories.person import bruno
from tests.factories.saving import saved


def make_feed(session: Session, *, token: str | None = None, **overrides: Any) -> Feed:
    """Bruno's feed; its token is random unless given."""
    defaults: dict[str, Any] = {
        "person_id": overrides.get("person_id") or bruno(session).id,
        "token_sha256": sha256((token or uuid4().hex).encode()).hexdigest(),
        "created_at": NOW,
    }
    return saved(session, Feed(**defaults | overrides))
