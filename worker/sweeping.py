"""Delete originals whose time has come."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.blobs import Blobs
from store.tables.recording import Recording


def delete_originals(session: Session, blobs: Blobs, *, now: datetime) -> int:
    """Delete the originals whose time has come; a file that another recording still needs stays. Returns how many."""
    overdue = list(session.scalars(Recording.overdue(now)))
    for recording in overdue:
        assert recording.blob is not None
        others = select(Recording.id).where(
            Recording.blob == recording.blob, Recording.id != recording.id, Recording.delete_at.is_(None)
        )
        if session.scalars(others).first() is None:
            blobs.delete(recording.blob)
        recording.blob = None
    return len(overdue)
