from typing import Any

from sqlalchemy.orm import Session

from store.tables.mail_stop import MailStop, StopKind
from tests.conftest import NOW
from tests.factories.person import bruno
from tests.factories.saving import saved


def make_mail_stop(session: Session, **overrides: Any) -> MailStop:
    """Bruno unsubscribed."""
    owner = bruno(session)
    defaults: dict[str, Any] = {
        "person_id": owner.id,
        "kind": StopKind.UNSUBSCRIBED,
        "address": owner.email,
        "stopped_at": NOW,
    }
    return saved(session, MailStop(**defaults | overrides))
