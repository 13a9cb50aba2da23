from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.digest import Digest
from store.tables.person import Person
from tests.conftest import NOW
from tests.factories.draw import ENDS_AT, STARTS_AT
from tests.factories.person import bruno
from tests.factories.saving import saved


def make_digest(session: Session, *, person: Person | None = None, **overrides: Any) -> Digest:
    """Bruno's digest of October, still open."""
    defaults: dict[str, Any] = {
        "person_id": overrides.get("person_id") or (person or bruno(session)).id,
        "starts_at": STARTS_AT,
        "ends_at": ENDS_AT,
        "created_at": NOW,
    }
    return saved(session, Digest(**defaults | overrides))


def the_digest(session: Session) -> Digest:
    """Bruno's digest of October, made when it is not there yet."""
    owner = bruno(session)
    known = session.scalar(select(Digest).filter_by(person_id=owner.id, starts_at=STARTS_AT, ends_at=ENDS_AT))
    return known or make_digest(session, person=owner)
