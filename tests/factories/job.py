from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from store.tables.job import Job
from tests.conftest import NOW
from tests.factories.saving import saved


def make_job(session: Session, **overrides: Any) -> Job:
    """A job that waits to be transcribed."""
    defaults: dict[str, Any] = {
        "kind": "transcribe",
        "subject": uuid4().hex,
        "queue": "speech",
        "not_before": NOW,
        "created_at": NOW,
    }
    return saved(session, Job(**defaults | overrides))
