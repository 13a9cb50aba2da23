from typing import Any

from sqlalchemy.orm import Session

from store.tables.listening_schedule import ListeningSchedule
from store.tables.person import Person
from tests.conftest import NOW
from tests.factories.person import bruno
from tests.factories.saving import saved


def make_listening_schedule(session: Session, *, person: Person | None = None, **overrides: Any) -> ListeningSchedule:
    """Bruno's: Tuesdays at eight in UTC, by page and mail; never ticked by itself."""
    defaults: dict[str, Any] = {
        "person_id": (person or bruno(session)).id,
        "weekdays": [1],
        "hour": 8,
        "time_zone": "UTC",
        "excerpts": 5,
        "channels": ["page", "mail"],
        "created_at": NOW,
    }
    return saved(session, ListeningSchedule(**defaults | overrides))
