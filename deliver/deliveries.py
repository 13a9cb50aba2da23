"""Sending: rows go from pending to sending to sent, and a message leaves the house at most once.

The worker calls `start_delivery` and commits, then `post_delivery`, then `note_outcome` and commits. What died in
between stays `sending`: nobody knows whether it arrived, so it is never sent again by itself, only by a person
(`retry_delivery`).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from typing import Final, cast
from uuid import UUID, uuid4

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from deliver.chat import Notice, notice_of, post_notice, read_notice
from deliver.digest_body import body_of
from deliver.eml import POLICY, Envelope, digest_message, message_id_of
from deliver.links import sign_unsubscribe
from deliver.smtp import Post, PostError
from deliver.stops import mail_stop, note_bounce
from settings.settings import Chat, Settings
from store.blobs import Blobs
from store.tables.delivery import TRANSITIONS, Channel, Delivery, DeliveryState
from store.tables.digest import Digest, DigestState
from store.tables.person import Person

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
"""How long a delivery that surely did not leave waits for each next try; after 22 hours it is given up."""
STOPPED: Final = "This person gets no mail: they stopped it, or their address refuses it."


def make_deliveries(session: Session, digest: Digest, channels: Iterable[Channel], *, now: datetime) -> list[Delivery]:
    """One row for each channel of a ready digest; none for an empty one, no mail for somebody who stopped it."""
    if digest.state is not DigestState.READY:
        return []
    known = {row.channel: row for row in session.scalars(select(Delivery).where(Delivery.digest_id == digest.id))}
    wanted = [channel for channel in channels if channel not in known]
    person = session.get_one(Person, digest.person_id)
    if Channel.MAIL in wanted and mail_stop(session, person) is not None:
        wanted.remove(Channel.MAIL)
    made = [Delivery(person_id=person.id, digest_id=digest.id, channel=channel, created_at=now) for channel in wanted]
    session.add_all(made)
    session.flush()
    return [*known.values(), *made]


def start_delivery(
    session: Session, blobs: Blobs, delivery_id: UUID, *, settings: Settings, chat: str = "", now: datetime
) -> Delivery | None:
    """Claim a pending delivery and build its message; None when somebody else has it. Commit before sending.

    Page and feed need no message: they are sent as soon as the digest is ready. `chat` names the service. Somebody
    who stopped the mail meanwhile gets none.
    """
    claimed = session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.PENDING)
        .values(state=DeliveryState.SENDING, tries=Delivery.tries + 1, reason="")
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        return None
    delivery = session.get_one(Delivery, delivery_id, populate_existing=True)
    person = session.get_one(Person, delivery.person_id)
    delivery.message_id = delivery.message_id or message_id_of(delivery_id.hex, settings.mail.sender)
    if delivery.channel is Channel.MAIL:
        if mail_stop(session, person) is not None:
            _go(delivery, DeliveryState.FAILED, reason=STOPPED)
            session.flush()
            return None
        delivery.address = person.email
        delivery.blob = blobs.put(_message(session, delivery, person, settings, now).as_bytes())
    if delivery.channel is Channel.CHAT:
        delivery.address = chat
        delivery.blob = blobs.put(_notice(session, delivery, settings).as_bytes())
    session.flush()
    return delivery


def post_delivery(blobs: Blobs, delivery: Delivery, post: Post, chat: Chat | None = None) -> PostError | None:
    """Send a started delivery, in no transaction: a slow server must not hold the database. None went well."""
    try:
        if delivery.blob is not None and delivery.channel is Channel.MAIL:
            post.send(read_message(blobs.get(delivery.blob)))
        if delivery.blob is not None and delivery.channel is Channel.CHAT:
            post_notice(read_notice(blobs.get(delivery.blob)), chat or Chat())
    except PostError as error:
        return error
    return None


def note_outcome(session: Session, delivery: Delivery, error: PostError | None, *, now: datetime) -> Delivery:
    """Sent; or pending again where the message surely did not leave and may go later; else failed, with the reason.

    A mail server that says that the address is dead stops mail to it.
    """
    if error is None:
        _go(delivery, DeliveryState.SENT)
        delivery.sent_at = now
    elif error.may_go_later and delivery.tries <= len(PAUSES):
        _go(delivery, DeliveryState.PENDING, reason=str(error))
    else:
        _go(delivery, DeliveryState.FAILED, reason=str(error))
    if error is not None and error.refuses_address:
        note_bounce(session, delivery, error.message, now=now)
    session.flush()
    return delivery


def next_try(delivery: Delivery, *, now: datetime) -> datetime:
    """When a delivery that waits again is tried next, a little later each time."""
    return now + PAUSES[min(max(delivery.tries, 1), len(PAUSES)) - 1]


def note_returned(session: Session, delivery: Delivery, reason: str, *, is_dead: bool, now: datetime) -> Delivery:
    """A mail that had left came back; a dead address gets no more."""
    if delivery.state is DeliveryState.SENT:
        _go(delivery, DeliveryState.FAILED, reason=reason)
    if is_dead:
        note_bounce(session, delivery, reason, now=now)
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


def retry_delivery(session: Session, delivery: Delivery, *, settings: Settings) -> Delivery:
    """Let a failed delivery, or a sent message, go again, because a person asked for it.

    A second copy has its own message id, or mail programs would drop it as known. Raises StateForbidsError.
    """
    is_message = delivery.channel in {Channel.MAIL, Channel.CHAT}
    if delivery.state is not DeliveryState.FAILED and not (delivery.state is DeliveryState.SENT and is_message):
        raise StateForbidsError(f"This delivery is {delivery.state}; it cannot be sent again now.")
    person = session.get_one(Person, delivery.person_id)
    if delivery.channel is Channel.MAIL and mail_stop(session, person) is not None:
        raise StateForbidsError(STOPPED, remedy="Begin mail again on the person's schedule first.")
    if delivery.sent_at is not None:
        copy = f"{delivery.id.hex}.{uuid4().hex[:8]}"
        delivery.message_id, delivery.sent_at = message_id_of(copy, settings.mail.sender), None
    delivery.tries = 0
    _go(delivery, DeliveryState.PENDING)
    session.flush()
    return delivery


def pending() -> Select[Delivery]:
    """What waits to be sent, oldest first."""
    return select(Delivery).where(Delivery.state == DeliveryState.PENDING).order_by(Delivery.created_at, Delivery.id)


def read_message(data: bytes) -> EmailMessage:
    """A stored message as it can be sent; the headers keep their folding."""
    return cast("EmailMessage", message_from_bytes(data, policy=POLICY))


def _message(session: Session, delivery: Delivery, person: Person, settings: Settings, now: datetime) -> EmailMessage:
    digest = session.get_one(Digest, delivery.digest_id)
    token = sign_unsubscribe(settings.secret, delivery.id)
    envelope = Envelope(
        sender=settings.mail.sender,
        to_name=person.name,
        to_address=delivery.address,
        message_id=delivery.message_id,
        digest_id=str(digest.id),
        base_url=settings.base_url,
        unsubscribe_url=f"{settings.base_url.rstrip('/')}/unsubscribe/{token}",
        sent_at=now,
    )
    return digest_message(body_of(digest.body), digest.subject, envelope)


def _notice(session: Session, delivery: Delivery, settings: Settings) -> Notice:
    digest = session.get_one(Digest, delivery.digest_id)
    return notice_of(
        body_of(digest.body),
        digest.subject,
        service=delivery.address,
        digest_url=f"{settings.base_url.rstrip('/')}/digests/{digest.id}",
        quotes=settings.chat.quote,
    )


def _go(delivery: Delivery, state: DeliveryState, *, reason: str = "") -> None:
    if state not in TRANSITIONS[delivery.state]:
        raise ValueError(f"delivery {delivery.id} cannot go from {delivery.state} to {state}")
    delivery.state, delivery.reason = state, reason
