"""Sending: rows go from pending to sending to sent, and a message leaves the house at most once.

The worker calls `start_delivery` and commits, then `post_delivery`, then `note_outcome` and commits. What died in
between stays `sending`: nobody knows whether it arrived, so it is never sent again by itself, only by a person
(`retry_delivery`).
"""

from collections.abc import Iterable
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from typing import Final, cast
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from deliver.digest_body import body_of
from deliver.eml import POLICY, Envelope, digest_message, message_id_of
from deliver.links import sign_unsubscribe
from deliver.smtp import Post, PostError
from settings.settings import Settings
from store.blobs import Blobs
from store.tables.delivery import TRANSITIONS, Channel, Delivery, DeliveryState
from store.tables.digest import Digest, DigestState
from store.tables.person import Person

UNSUBSCRIBED: Final = "unsubscribed"
"""Reason of a mail whose one-click link was used."""


def make_deliveries(session: Session, digest: Digest, channels: Iterable[Channel], *, now: datetime) -> list[Delivery]:
    """One row for each channel of a ready digest; none for an empty one, no mail for somebody who stopped it."""
    if digest.state is not DigestState.READY:
        return []
    known = {row.channel: row for row in session.scalars(select(Delivery).where(Delivery.digest_id == digest.id))}
    wanted = [channel for channel in channels if channel not in known]
    if Channel.MAIL in wanted and has_unsubscribed(session, digest.person_id):
        wanted.remove(Channel.MAIL)
    made = [
        Delivery(person_id=digest.person_id, digest_id=digest.id, channel=channel, created_at=now) for channel in wanted
    ]
    session.add_all(made)
    session.flush()
    return [*known.values(), *made]


def start_delivery(
    session: Session, blobs: Blobs, delivery_id: UUID, *, settings: Settings, now: datetime
) -> Delivery | None:
    """Claim a pending delivery and build its message; None when somebody else has it. Commit before sending.

    Page and feed need no message: they are sent as soon as the digest is ready.
    """
    claimed = session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.PENDING)
        .values(state=DeliveryState.SENDING, message_id=message_id_of(delivery_id.hex, settings.mail.sender), reason="")
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        return None
    delivery = session.get_one(Delivery, delivery_id, populate_existing=True)
    if delivery.channel is Channel.MAIL:
        delivery.blob = blobs.put(_message(session, delivery, settings, now).as_bytes())
    session.flush()
    return delivery


def post_delivery(blobs: Blobs, delivery: Delivery, post: Post) -> PostError | None:
    """Send a started delivery, in no transaction: a slow mail server must not hold the database. None went well."""
    try:
        if delivery.blob is not None:
            post.send(read_message(blobs.get(delivery.blob)))
    except PostError as error:
        return error
    return None


def note_outcome(session: Session, delivery: Delivery, error: PostError | None, *, now: datetime) -> Delivery:
    """Sent; or pending again where the message surely did not leave and may go later; else failed, with the reason."""
    if error is None:
        _go(delivery, DeliveryState.SENT)
        delivery.sent_at = now
    else:
        again = error.is_certain and not error.is_lasting
        _go(delivery, DeliveryState.PENDING if again else DeliveryState.FAILED, reason=str(error))
    session.flush()
    return delivery


def finish_delivery(session: Session, blobs: Blobs, delivery: Delivery, *, post: Post, now: datetime) -> Delivery:
    """Send and note in one go, where nobody else is kept waiting."""
    return note_outcome(session, delivery, post_delivery(blobs, delivery, post), now=now)


def give_up_interrupted(session: Session, delivery: Delivery) -> Delivery:
    """Fail one that an earlier attempt left `sending`: it may have arrived, so a person decides about a second try."""
    _go(
        delivery,
        DeliveryState.FAILED,
        reason="The program stopped while this was being sent, so it may have arrived. Send it again if it did not.",
    )
    session.flush()
    return delivery


def retry_delivery(session: Session, delivery: Delivery) -> Delivery:
    """Let a failed delivery go again, because a person asked for it. Raises StateForbidsError for any other."""
    if delivery.state is not DeliveryState.FAILED:
        raise StateForbidsError(f"This delivery is {delivery.state}; only a failed one can be sent again.")
    _go(delivery, DeliveryState.PENDING)
    session.flush()
    return delivery


def pending() -> Select[Delivery]:
    """What waits to be sent, oldest first."""
    return select(Delivery).where(Delivery.state == DeliveryState.PENDING).order_by(Delivery.created_at, Delivery.id)


def stop_mail(session: Session, delivery: Delivery) -> Delivery:
    """The one-click link of this mail was used: its person gets no digests by mail until they want them again."""
    delivery.reason = UNSUBSCRIBED
    session.flush()
    return delivery


def resume_mail(session: Session, person: Person) -> None:
    """Mail again."""
    stopped = select(Delivery).where(Delivery.person_id == person.id, Delivery.reason == UNSUBSCRIBED)
    for delivery in session.scalars(stopped):
        delivery.reason = ""
    session.flush()


def has_unsubscribed(session: Session, person_id: UUID) -> bool:
    stopped = select(Delivery.id).where(
        Delivery.person_id == person_id, Delivery.channel == Channel.MAIL, Delivery.reason == UNSUBSCRIBED
    )
    return session.scalar(stopped.limit(1)) is not None


def read_message(data: bytes) -> EmailMessage:
    """A stored message as it can be sent; the headers keep their folding."""
    return cast("EmailMessage", message_from_bytes(data, policy=POLICY))


def _message(session: Session, delivery: Delivery, settings: Settings, now: datetime) -> EmailMessage:
    digest = session.get_one(Digest, delivery.digest_id)
    person = session.get_one(Person, delivery.person_id)
    token = sign_unsubscribe(settings.secret, delivery.id)
    envelope = Envelope(
        sender=settings.mail.sender,
        to_name=person.name,
        to_address=person.email,
        message_id=delivery.message_id,
        digest_id=str(digest.id),
        base_url=settings.base_url,
        unsubscribe_url=f"{settings.base_url.rstrip('/')}/unsubscribe/{token}",
        sent_at=now,
    )
    return digest_message(body_of(digest.body), digest.subject, envelope)


def _go(delivery: Delivery, state: DeliveryState, *, reason: str = "") -> None:
    if state not in TRANSITIONS[delivery.state]:
        raise ValueError(f"delivery {delivery.id} cannot go from {delivery.state} to {state}")
    delivery.state, delivery.reason = state, reason
