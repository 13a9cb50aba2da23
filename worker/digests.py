"""Digests: draw what an executive will hear, render and write it, take it to every channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from deliver.chat import service_of
from deliver.deliveries import (
    give_up_interrupted,
    make_deliveries,
    next_try,
    note_outcome,
    post_delivery,
    retry_delivery,
    start_delivery,
)
from deliver.digests import open_digest, write_digest
from deliver.excerpt_draw import draw_excerpts
from deliver.reports import reports_to, superiors
from deliver.schedules import chosen_wishes, may_say_not_enough
from deliver.smtp import post_of
from settings.clock import utc_now
from settings.settings import Settings
from store.installation import Installation
from store.tables.cause import Cause
from store.tables.delivery import Delivery, DeliveryState
from store.tables.digest import DigestState
from store.tables.person import Person
from worker.bounces import tell_admins, tell_of_bounce
from worker.cutting import cut_drawn
from worker.jobs import Claim, WorkWaitsError, enqueue
from worker.queues import Kind
from worker.step import Work, Write, write_nothing


def ask_for_digests(session: Session, *, starts_at: datetime, ends_at: datetime, now: datetime) -> int:
    """Enqueue a digest of the period for everybody who owns a cause, and for superiors who have something to ask.

    Returns how many.
    """
    owners = session.scalars(
        select(Person).where(Person.id.in_(select(Cause.owner_id)), Person.is_active).order_by(Person.email)
    ).all()
    asking = [one for one in superiors(session) if one not in owners and any(reports_to(session, one, now=now))]
    for owner in (*owners, *asking):
        ask_for_digest(session, owner, starts_at=starts_at, ends_at=ends_at, now=now, is_asked=True)
    return len(owners) + len(asking)


def ask_for_digest(
    session: Session, person: Person, *, starts_at: datetime, ends_at: datetime, now: datetime, is_asked: bool
) -> None:
    """Enqueue one; a second call for the same person and period finds the first.

    One that a person asked for says “not enough calls yet” whatever the schedule says; one of the clock asks it.
    """
    subject = f"{person.id}/{starts_at:%Y-%m-%dT%H:%M}/{ends_at:%Y-%m-%dT%H:%M}"
    payload = {
        "person_id": str(person.id),
        "starts_at": starts_at.isoformat(),
        "ends_at": ends_at.isoformat(),
        "is_asked": is_asked,
    }
    enqueue(session, Kind.PREPARE_DIGEST, subject, now=now, payload=payload)


def prepare(installation: Installation, claim: Claim) -> Write:
    """Open the digest and draw its excerpts."""

    def write(session: Session, now: datetime) -> None:
        person = session.get_one(Person, UUID(claim.payload["person_id"]))
        starts_at, ends_at = (datetime.fromisoformat(claim.payload[key]) for key in ("starts_at", "ends_at"))
        digest = open_digest(session, person, starts_at=starts_at, ends_at=ends_at, now=now)
        if digest.state is DigestState.OPEN:
            wishes = chosen_wishes(session, person, installation.settings)
            draw_excerpts(session, digest, count=int(claim.payload.get("count", wishes.excerpts)), now=now)
            payload = {"is_asked": claim.payload.get("is_asked", True)}
            enqueue(session, Kind.WRITE_DIGEST, str(digest.id), now=now, payload=payload)

    return write


def write(installation: Installation, claim: Claim) -> Write:
    """Cut and encode outside any transaction; then fix what the digest says and hand it to the channels."""
    keep = cut_drawn(installation, UUID(claim.subject))

    def write_rows(session: Session, now: datetime) -> None:
        digest = keep(session, now)
        if digest is None:
            return
        person = session.get_one(Person, digest.person_id)
        wishes = chosen_wishes(session, person, installation.settings)
        says = bool(claim.payload.get("is_asked", True)) or may_say_not_enough(session, person, wishes, now=now)
        write_digest(session, digest, currency=installation.settings.currency, says_not_enough=says, now=now)
        for delivery in make_deliveries(session, digest, wishes.channels, now=now):
            enqueue(session, Kind.SEND_DIGEST, str(delivery.id), now=now)

    return write_rows


def send(installation: Installation, claim: Claim) -> Write:
    """Claim the delivery in a transaction of its own before anything leaves the house: at most once.

    Raises WorkWaitsError where it surely did not leave and is tried again later.
    """
    settings, delivery_id = installation.settings, UUID(claim.subject.partition("@")[0])
    with installation.sessions.begin() as session:
        delivery = session.get_one(Delivery, delivery_id)
        if delivery.state is DeliveryState.SENDING:
            give_up_interrupted(session, delivery)
        chat = _service(session, delivery, settings)
        started = start_delivery(session, installation.blobs, delivery_id, settings=settings, chat=chat, now=utc_now())
    if started is None:
        return write_nothing
    error = post_delivery(installation.blobs, started, post_of(settings), settings.chat)
    with installation.sessions.begin() as session:
        noted = note_outcome(session, session.get_one(Delivery, delivery_id), error, now=utc_now())
        if error is not None and error.refuses_address:
            tell_of_bounce(session, noted, now=utc_now())
    if noted.state is DeliveryState.PENDING:
        raise WorkWaitsError(noted.reason, until=next_try(noted, now=utc_now()))
    return write_nothing


def send_again(session: Session, delivery: Delivery, *, by: Person, settings: Settings, now: datetime) -> None:
    """Send a failed delivery, or another copy of a message, because a person asked. Raises StateForbidsError."""
    retry_delivery(session, delivery, settings=settings)
    audit.record(session, by=by, action="sent again", subject=f"delivery:{delivery.id}", details={}, now=now)
    enqueue(session, Kind.SEND_DIGEST, f"{delivery.id}@{now:%Y-%m-%dT%H:%M:%S.%f}", now=now)


def _service(session: Session, delivery: Delivery, settings: Settings) -> str:
    person = session.get_one(Person, delivery.person_id)
    return service_of(chosen_wishes(session, person, settings).chat, settings.chat)


WORK: Final[Mapping[Kind, Work]] = {
    Kind.PREPARE_DIGEST: prepare,
    Kind.WRITE_DIGEST: write,
    Kind.SEND_DIGEST: send,
    Kind.TELL_ADMINS: tell_admins,
}
