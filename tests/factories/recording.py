from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.recording import Recording
from tests.factories.call import make_call
from tests.factories.saving import saved


def make_recording(session: Session, *, call: Call | None = None, **overrides: Any) -> Recording:
    """A recording whose original was never stored; pass `blob` for one that was."""
    call = call or make_call(session)
    defaults: dict[str, Any] = {
        "call_id": call.id,
        "sha256": uuid4().hex * 2,
        "file_name": f"{call.external_id}.ogg",
        "size_bytes": 60_000,
        "received_at": call.received_at,
    }
    return saved(session, Recording(**defaults | overrides))
