from datetime import datetime
from email.message import EmailMessage
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from deliver.deliveries import (
    finish_delivery,
    give_up_interrupted,
    make_deliveries,
    pending,
    read_message,
    retry_delivery,
    start_delivery,
)
from deliver.digests import write_digest
from deliver.links import LinkRefusedError, read_unsubscribe
from deliver.smtp import PostError
from deliver.stops import mail_stop, resume_mail, unsubscribe
from store.installation import Installation
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.digest import Digest
from tests.factories.digest import make_digest, the_digest
from tests.factories.draw import ENDS_AT
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno


class Postbox:
    """Takes messages, or fails the way it was told."""

    def __init__(self, error: PostError | None = None) -> None:
        self.error = error
        self.messages: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        if self.error:
            raise self.error
        self.messages.append(message)


@pytest.fixture
def digest(session: Session, now: datetime) -> Digest:
    make_excerpt(session)
    return write_digest(session, the_digest(session), currency="EUR", now=now)


@pytest.fixture
def mail(session: Session, digest: Digest, now: datetime) -> Delivery:
    (delivery,) = make_deliveries(session, digest, [Channel.MAIL], now=now)
    return delivery


def started(session: Session, installation: Installation, delivery: Delivery, now: datetime) -> Delivery:
    found = start_delivery(session, installation.blobs, delivery.id, settings=installation.settings, now=now)
    assert found is not None
    return found


def test_each_channel_gets_one_row_however_often_it_is_asked(session: Session, digest: Digest, now: datetime) -> None:
    channels = [Channel.PAGE, Channel.MAIL, Channel.FEED]
    first = make_deliveries(session, digest, channels, now=now)
    assert make_deliveries(session, digest, channels, now=now) == first
    assert {delivery.channel for delivery in session.scalars(pending())} == set(channels)


def test_an_empty_digest_is_not_delivered(session: Session, now: datetime) -> None:
    empty = write_digest(session, the_digest(session), currency="EUR", now=now)
    assert make_deliveries(session, empty, list(Channel), now=now) == []


def test_a_mail_is_claimed_stored_sent_and_noted(
    session: Session, installation: Installation, mail: Delivery, now: datetime
) -> None:
    post = Postbox()
    started(session, installation, mail, now)
    assert mail.state is DeliveryState.SENDING
    assert mail.message_id == f"<{mail.id.hex}@localhost.localdomain>"
    finish_delivery(session, installation.blobs, mail, post=post, now=now)
    assert (mail.state, mail.sent_at) == (DeliveryState.SENT, now)
    (message,) = post.messages
    assert message["Message-ID"] == mail.message_id
    assert mail.blob is not None
    assert message.as_bytes() == installation.blobs.get(mail.blob)


def test_only_one_of_two_workers_gets_it(
    session: Session, installation: Installation, mail: Delivery, now: datetime
) -> None:
    started(session, installation, mail, now)
    second = start_delivery(session, installation.blobs, mail.id, settings=installation.settings, now=now)
    assert second is None


def test_page_and_feed_need_no_message(
    session: Session, installation: Installation, digest: Digest, now: datetime
) -> None:
    post = Postbox()
    for delivery in make_deliveries(session, digest, [Channel.PAGE, Channel.FEED], now=now):
        started(session, installation, delivery, now)
        finish_delivery(session, installation.blobs, delivery, post=post, now=now)
        assert delivery.state is DeliveryState.SENT
    assert post.messages == []


@pytest.mark.parametrize(
    ("is_certain", "is_lasting", "state"),
    [
        (True, False, DeliveryState.PENDING),
        (True, True, DeliveryState.FAILED),
        (False, False, DeliveryState.FAILED),
    ],
)
def test_it_goes_again_only_where_it_surely_did_not_leave(
    session: Session,
    installation: Installation,
    mail: Delivery,
    now: datetime,
    is_certain: bool,
    is_lasting: bool,
    state: DeliveryState,
) -> None:
    error = PostError("mail server mx:587: no.", is_certain=is_certain, is_lasting=is_lasting)
    started(session, installation, mail, now)
    finish_delivery(session, installation.blobs, mail, post=Postbox(error), now=now)
    assert (mail.state, mail.sent_at) == (state, None)
    assert "mx:587" in mail.reason


def test_what_was_interrupted_waits_for_a_person(
    session: Session, installation: Installation, mail: Delivery, now: datetime
) -> None:
    started(session, installation, mail, now)
    give_up_interrupted(session, mail)
    assert mail.state is DeliveryState.FAILED
    assert "may have arrived" in mail.reason
    assert list(session.scalars(pending())) == []
    retry_delivery(session, mail, settings=installation.settings)
    again = started(session, installation, mail, now)
    assert again.message_id == f"<{mail.id.hex}@localhost.localdomain>"
    with pytest.raises(StateForbidsError, match="cannot be sent again"):
        retry_delivery(session, mail, settings=installation.settings)


def test_the_link_in_the_mail_stops_the_next_one(
    session: Session, installation: Installation, mail: Delivery, now: datetime
) -> None:
    post = Postbox()
    started(session, installation, mail, now)
    finish_delivery(session, installation.blobs, mail, post=post, now=now)
    url = str(post.messages[0]["List-Unsubscribe"]).strip("<>")
    token = url.rpartition("/")[2]
    stopped: UUID = read_unsubscribe(installation.settings.secret, token)
    assert stopped == mail.id
    with pytest.raises(LinkRefusedError):
        read_unsubscribe(installation.settings.secret, token[:-1])
    assert mail_stop(session, bruno(session)) is None
    assert unsubscribe(session, mail, now=now) is unsubscribe(session, mail, now=now)
    assert mail.reason == ""
    later = make_digest(session, starts_at=ENDS_AT, ends_at=now, created_at=now)
    make_excerpt(session, digest=later)
    write_digest(session, later, currency="EUR", now=now)
    assert [row.channel for row in make_deliveries(session, later, list(Channel), now=now)] == [
        Channel.PAGE,
        Channel.FEED,
        Channel.CHAT,
    ]
    resume_mail(session, bruno(session), now=now)
    assert Channel.MAIL in {row.channel for row in make_deliveries(session, later, list(Channel), now=now)}


def test_a_stored_message_reads_back_as_it_was(
    session: Session, installation: Installation, mail: Delivery, now: datetime
) -> None:
    started(session, installation, mail, now)
    assert mail.blob is not None
    data = installation.blobs.get(mail.blob)
    assert read_message(data).as_bytes() == data
