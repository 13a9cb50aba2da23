from typing import Any

from sqlalchemy.orm import Session

from store.tables.excerpt import Excerpt
from store.tables.joint_owner import JointOwner
from tests.conftest import NOW
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, carol
from tests.factories.saving import saved


def make_joint_owner(session: Session, *, excerpt: Excerpt | None = None, **overrides: Any) -> JointOwner:
    """Bruno asks Carol to own the answer with him."""
    defaults: dict[str, Any] = {
        "excerpt_id": overrides.get("excerpt_id") or (excerpt or make_excerpt(session)).id,
        "person_id": overrides.get("person_id") or carol(session).id,
        "asked_by_id": overrides.get("asked_by_id") or bruno(session).id,
        "why": "your crew hears of the letter too late",
        "asked_at": NOW,
    }
    return saved(session, JointOwner(**defaults | overrides))
