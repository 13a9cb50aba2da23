from typing import Any

from sqlalchemy.orm import Session

from store.tables.delivery import Channel, Delivery
from store.tables.digest import Digest
from tests.conftest import NOW
from tests.factories.digest import the_digest
from tests.factories.saving import saved


def make_delivery(session: Session, *, digest: Digest | None = None, **overrides: Any) -> Delivery:
    """A digest on its way to its own person by mail."""
    digest = digest or the_digest(session)
    defaults: dict[str, Any] = {
        "person_id": digest.person_id,
        "digest_id": digest.id,
        "channel": Channel.MAIL,
        "created_at": NOW,
    }
    return saved(session, Delivery(**defaults | overrides))
