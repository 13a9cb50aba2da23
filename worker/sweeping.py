"""Delete originals whose time has come."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from store.blobs import Blobs
from store.tables.recording import Recording


def delete_originals(session: Session, blobs: Blobs, *, now: datetime) -> int:
    """Delete the originals whose time has come; a file that another recording still needs stays. Returns how many."""
    overdue = list(session.scalars(Recording.overdue(now)))
    for recording in overdue:
        for key in recording.blobs:
            others = select(Recording.id).where(
                Recording.has_blob(key),
                Recording.id != recording.id,
                or_(Recording.delete_at.is_(None), Recording.delete_at > now),
            )
            if session.scalars(others).first() is None:
                blobs.delete(key)
        recording.blob = recording.second_blob = None
    return len(overdue)
