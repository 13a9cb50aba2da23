"""Digests: draw what an executive will hear, render and write it, take it to every channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.deliveries import (
    give_up_interrupted,
    make_deliveries,
    note_outcome,
    post_delivery,
    start_delivery,
)
from deliver.digests import EXCERPTS, open_digest, write_digest
from deliver.excerpt_draw import draw_excerpts, drawn_for
from deliver.excerpts import cut_excerpts, keep_excerpts
from deliver.reports import reports_to, superiors
from deliver.smtp import post_of
from settings.clock import utc_now
from store.installation import Installation
from store.tables.cause import Cause
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.digest import Digest, DigestState
from store.tables.person import Person
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Work, Write


def ask_for_digests(session: Session, *, starts_at: datetime, ends_at: datetime, now: datetime) -> int:
    """Enqueue a digest of the period for everybody who owns a cause, and for superiors who have something to ask.

    Returns how many.
    """
    owners = session.scalars(
        select(Person).where(Person.id.in_(select(Cause.owner_id)), Person.is_active).order_by(Person.email)
    ).all()
    asking = [one for one in superiors(session) if one not in owners and any(reports_to(session, one, now=now))]
    for owner in (*owners, *asking):
        payload = {"person_id": str(owner.id), "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
        subject = f"{owner.id}/{starts_at:%Y-%m-%dT%H:%M}/{ends_at:%Y-%m-%dT%H:%M}"
        enqueue(session, Kind.PREPARE_DIGEST, subject, now=now, payload=payload)
    return len(owners) + len(asking)


def prepare(_installation: Installation, claim: Claim) -> Write:
    """Open the digest and draw its excerpts."""

    def write(session: Session, now: datetime) -> None:
        person = session.get_one(Person, UUID(claim.payload["person_id"]))
        starts_at, ends_at = (datetime.fromisoformat(claim.payload[key]) for key in ("starts_at", "ends_at"))
        digest = open_digest(session, person, starts_at=starts_at, ends_at=ends_at, now=now)
        if digest.state is DigestState.OPEN:
            draw_excerpts(session, digest, count=int(claim.payload.get("count", EXCERPTS)), now=now)
            enqueue(session, Kind.WRITE_DIGEST, str(digest.id), now=now)

    return write


def write(installation: Installation, claim: Claim) -> Write:
    """Cut and encode outside any transaction; then fix what the digest says and hand it to the channels."""
    digest_id = UUID(claim.subject)
    with installation.readers() as session:
        digest = session.get_one(Digest, digest_id)
        draw = session.scalars(drawn_for(digest)).one_or_none() if digest.state is DigestState.OPEN else None
        cuts = cut_excerpts(session, installation.blobs, digest, draw) if draw is not None else []

    def write_rows(session: Session, now: datetime) -> None:
        digest = session.get_one(Digest, digest_id)
        if digest.state is not DigestState.OPEN:
            return
        if draw is not None:
            keep_excerpts(session, digest, cuts, draw=draw, now=now)
        write_digest(session, digest, currency=installation.settings.currency, now=now)
        for delivery in make_deliveries(session, digest, list(Channel), now=now):
            enqueue(session, Kind.SEND_DIGEST, str(delivery.id), now=now)

    return write_rows


def send(installation: Installation, claim: Claim) -> Write:
    """Claim the delivery in a transaction of its own before anything leaves the house: at most once."""
    delivery_id = UUID(claim.subject)
    with installation.sessions.begin() as session:
        delivery = session.get_one(Delivery, delivery_id)
        if delivery.state is DeliveryState.SENDING:
            give_up_interrupted(session, delivery)
        started = start_delivery(
            session, installation.blobs, delivery_id, settings=installation.settings, now=utc_now()
        )
    if started is None:
        return write_nothing
    error = post_delivery(installation.blobs, started, post_of(installation.settings))
    with installation.sessions.begin() as session:
        note_outcome(session, session.get_one(Delivery, delivery_id), error, now=utc_now())
    if error is not None and error.is_certain and not error.is_lasting:
        raise OSError("the mail did not leave; the job is tried again")
    return write_nothing


def write_nothing(_session: Session, _now: datetime) -> None:
    """The delivery's own row tells how it went."""


WORK: Final[Mapping[Kind, Work]] = {
    Kind.PREPARE_DIGEST: prepare,
    Kind.WRITE_DIGEST: write,
    Kind.SEND_DIGEST: send,
}
