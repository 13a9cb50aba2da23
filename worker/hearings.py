"""Prepares what somebody asked to hear: calls after their fix, or a call that a lead picked by hand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from deliver.attributed import Evidence, attributions_of
from deliver.excerpt_cut import words_between
from deliver.excerpt_draw import draw_excerpts
from deliver.excerpts import cut_excerpt
from deliver.hearings import open_hearing, write_hearing
from deliver.picking import digest_for_picked
from store.installation import Installation
from store.tables.commitment import Commitment
from store.tables.digest import Digest, DigestState
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.transcript import Transcript
from worker.cutting import cut_drawn
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.recutting import keep_cuts
from worker.rendering import manner_of
from worker.step import Work, Write


def ask_for_hearing(session: Session, commitment: Commitment, *, by: Person, now: datetime) -> Digest:
    """Open it, or find the one that is being prepared. Raises StateForbidsError before the fix took effect."""
    hearing = open_hearing(session, commitment, now=now)
    enqueue(session, Kind.DRAW_AFTER_FIX, str(hearing.id), now=now)
    subject = f"commitment:{commitment.id}"
    audit.record(session, by=by, action="asked to hear after fix", subject=subject, details={}, now=now)
    return hearing


def draw_after_fix(installation: Installation, claim: Claim) -> Write:
    """Draw among the calls since the fix; its subject is the digest that was opened for it."""

    def write(session: Session, now: datetime) -> None:
        hearing = session.get_one(Digest, UUID(claim.subject))
        if hearing.state is DigestState.OPEN:
            draw_excerpts(session, hearing, count=installation.settings.excerpts.count, now=now)
            enqueue(session, Kind.WRITE_HEARING, str(hearing.id), now=now)

    return write


def write_after_fix(installation: Installation, claim: Claim) -> Write:
    """Cut and encode outside any transaction, then show it."""
    keep = cut_drawn(installation, UUID(claim.subject))

    def write(session: Session, now: datetime) -> None:
        hearing = keep(session, now)
        if hearing is not None:
            write_hearing(session, hearing, now=now)

    return write


def cut_picked(installation: Installation, claim: Claim) -> Write:
    """Cut the call that was picked, around the words that were pointed at, and put it behind the drawn ones."""
    call_id, told = UUID(claim.payload["call_id"]), claim.payload
    start_ms, end_ms = int(told["start_ms"]), int(told["end_ms"])
    with installation.readers() as session:
        transcript = session.scalars(
            select(Transcript).where(Transcript.call_id == call_id, Transcript.is_current)
        ).one()
        quote = words_between(transcript.segments, start_ms / 1000, end_ms / 1000)
        cut = cut_excerpt(
            session,
            installation.blobs,
            call_id=call_id,
            cause_id=attributions_of(session, [call_id])[call_id].cause_id,
            evidence=Evidence(quote, start_ms, end_ms),
            manner=manner_of(session, installation.settings, around_evidence=True),
        )

    def write(session: Session, now: datetime) -> None:
        digest = digest_for_picked(session, session.get_one(Person, UUID(told["person_id"])), now=now)
        there = select(Excerpt.id).where(Excerpt.digest_id == digest.id, Excerpt.call_id == call_id)
        if session.scalar(there) is not None:
            return
        (excerpt,) = keep_cuts(session, digest, [cut], draw=None, now=now)
        excerpt.picked_by_id, excerpt.picked_why = UUID(told["by_id"]), told["why"]

    return write


WORK: Final[Mapping[Kind, Work]] = {
    Kind.DRAW_AFTER_FIX: draw_after_fix,
    Kind.WRITE_HEARING: write_after_fix,
    Kind.CUT_PICKED: cut_picked,
}
