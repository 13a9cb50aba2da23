"""Hearing whether it is gone: calls after a fix that are still put down to its cause, drawn anew whenever asked.

It is a digest on demand: drawn and rendered like any other, shown on its page and in the feed, not sent. It is no
measurement; whether the cause shrank is told by the commitment's own figures.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from deliver.attributed import Attribution, attributions
from deliver.finding import day
from store.tables.cause import Cause
from store.tables.commitment import Commitment, CommitmentState
from store.tables.digest import Digest, DigestState
from store.tables.excerpt import Excerpt

FIXED: Final = frozenset({CommitmentState.IN_EFFECT, CommitmentState.CLOSED})


def can_hear_after(commitment: Commitment) -> bool:
    """Whether a fix is in place after which there may be something to hear."""
    return commitment.state in FIXED and commitment.effective_at is not None


def open_hearing(session: Session, commitment: Commitment, *, now: datetime) -> Digest:
    """A window from the fix until now, for who promised it; the one that is still being prepared if there is one.

    Raises StateForbidsError before the fix took effect.
    """
    if not can_hear_after(commitment) or commitment.effective_at is None:
        raise StateForbidsError("There is nothing to hear before the fix has taken effect.")
    waiting = session.scalar(hearings_of(commitment).where(Digest.state == DigestState.OPEN))
    if waiting is not None:
        return waiting
    hearing = Digest(
        person_id=commitment.person_id,
        commitment_id=commitment.id,
        starts_at=commitment.effective_at,
        ends_at=now,
        created_at=now,
    )
    session.add(hearing)
    session.flush()
    return hearing


def hearings_of(commitment: Commitment) -> Select[Digest]:
    return select(Digest).where(Digest.commitment_id == commitment.id).order_by(Digest.created_at.desc())


def write_hearing(session: Session, hearing: Digest, *, now: datetime) -> Digest:
    """Say what was found, and that this is no figure."""
    commitment = session.get_one(Commitment, hearing.commitment_id)
    cause = session.get_one(Cause, commitment.cause_id)
    to_hear = session.scalars(select(Excerpt.id).where(Excerpt.digest_id == hearing.id)).all()
    looked_at = attributions(session, starts_at=hearing.starts_at, ends_at=hearing.ends_at)
    hearing.subject = sentence(
        cause.name, since=hearing.starts_at, to_hear=len(to_hear), still=_still(looked_at, cause.id), of=len(looked_at)
    )
    hearing.state, hearing.ready_at = (DigestState.READY if to_hear else DigestState.EMPTY), now
    session.flush()
    return hearing


def sentence(cause: str, *, since: datetime, to_hear: int, still: int, of: int) -> str:
    if of == 0:
        return f"No call since {day(since)} was drawn and heard yet: come back after the next draw"
    if not to_hear:
        return f"{cause}: none of the {of} calls heard since {day(since)} is put down to it"
    return f"{cause} since the fix: {to_hear} of the {still} calls still put down to it"


def _still(looked_at: Mapping[UUID, Attribution], cause_id: str) -> int:
    return sum(found.cause_id == cause_id for found in looked_at.values())
