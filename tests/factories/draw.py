from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.draw import Draw, DrawPurpose, DrawState, SeedSource
from tests.factories.saving import saved

STARTS_AT = datetime(2026, 10, 5, tzinfo=UTC)
ENDS_AT = datetime(2026, 11, 2, tzinfo=UTC)


def make_draw(session: Session, **overrides: Any) -> Draw:
    """A revealed call draw with an empty manifest: a row to point at. For one that verifies use `store.draws`."""
    number = (session.scalar(select(func.max(Draw.number))) or 0) + 1
    ends_at = overrides.get("ends_at", ENDS_AT)
    defaults: dict[str, Any] = {
        "number": number,
        "purpose": DrawPurpose.CALLS,
        "subject": "every queue",
        "starts_at": STARTS_AT,
        "ends_at": ends_at,
        "state": DrawState.REVEALED,
        "manifest": [],
        "listed": len(overrides.get("manifest", [])),
        "targets": {},
        "manifest_sha256": sha256(b"").hexdigest(),
        "committed_at": ends_at,
        "seed_source": SeedSource.DICE,
        "seed_named": "four dice thrown at noon",
        "seed_hex": f"{number:064x}",
        "revealed_at": ends_at,
    }
    return saved(session, Draw(**defaults | overrides))
