"""What was drawn for somebody's ears is cut and encoded outside any transaction, and kept in one."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from deliver.excerpt_draw import drawn_for
from deliver.excerpts import cut_excerpts
from store.installation import Installation
from store.tables.digest import Digest, DigestState
from worker.recutting import keep_cuts
from worker.rendering import manner_of

Keep = Callable[[Session, datetime], Digest | None]
"""Keeps the excerpts. Returns their digest, or None where it was written meanwhile."""


def cut_drawn(installation: Installation, digest_id: UUID) -> Keep:
    """Cut everything that was drawn for an open digest; takes seconds, and nobody who writes waits for it."""
    with installation.readers() as session:
        digest = session.get_one(Digest, digest_id)
        draw = session.scalars(drawn_for(digest)).one_or_none() if digest.state is DigestState.OPEN else None
        manner = manner_of(session, installation.settings)
        cuts = cut_excerpts(session, installation.blobs, digest, draw, manner=manner) if draw is not None else []

    def keep(session: Session, now: datetime) -> Digest | None:
        open_one = session.get_one(Digest, digest_id)
        if open_one.state is not DigestState.OPEN:
            return None
        if draw is not None:
            keep_cuts(session, open_one, cuts, draw=draw, now=now)
        return open_one

    return keep
