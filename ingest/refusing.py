"""Refused records: kept once with line, reason and remedy, however often the same manifest comes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ingest.manifest import Bad
from store.tables.refusal import Refusal


def refuse(session: Session, refused: Sequence[Bad], *, now: datetime) -> None:
    """Keep what was refused; what is known from before stays as it was."""
    rows = [
        {
            "id": uuid4(),
            "source": bad.source,
            "line": bad.line,
            "external_id": bad.external_id,
            "reason": bad.reason,
            "message": bad.message,
            "refused_at": now,
        }
        for bad in refused
    ]
    if rows:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(insert(Refusal).on_conflict_do_nothing(), rows)
