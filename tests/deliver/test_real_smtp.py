"""Mail over real TLS with a real password, and refusals as a real server gives them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from deliver.deliveries import PAUSES, finish_delivery, make_deliveries, next_try, start_delivery
from deliver.digests import write_digest
from deliver.smtp import PostError, SmtpPost
from deliver.stops import mail_stop
from settings.settings import Mail
from store.installation import Installation
from store.tables.delivery import Channel, Delivery, DeliveryState
from tests.deliver.real_smtp import PASSWORD, USER, Inbox, real_smtp
from tests.deliver.test_smtp import letter
from tests.factories.digest import the_digest
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno

pytestmark = pytest.mark.filterwarnings(
    "ignore:Requiring AUTH while not requiring TLS:UserWarning"  # TLS is there from the first byte
)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This program trusts the test's authority, as it would a company's own, by SSL_CERT_FILE."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return tmp_path


def post_to(inbox: Inbox, *, password: str = PASSWORD.decode(), **facts: Any) -> SmtpPost:
    return SmtpPost(Mail(host="localhost", port=inbox.port, user=USER.decode(), password=password, **facts))


def test_a_mail_goes_by_starttls_and_password(trusted: Path) -> None:
    with real_smtp(trusted, is_implicit=False) as inbox:
        post_to(inbox).send(letter())
    assert b"Hello Bruno" in inbox.messages[0]


def test_a_mail_goes_by_tls_from_the_first_byte(trusted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with real_smtp(trusted, is_implicit=True) as inbox:
        monkeypatch.setattr("deliver.smtp.IMPLICIT_TLS_PORT", inbox.port)
        post_to(inbox).send(letter())
    assert b"Hello Bruno" in inbox.messages[0]


def test_a_wrong_password_is_refused_and_nothing_leaves(trusted: Path) -> None:
    with real_smtp(trusted, is_implicit=False) as inbox, pytest.raises(PostError, match="password") as refused:
        post_to(inbox, password="wrong").send(letter())
    assert refused.value.is_certain
    assert not refused.value.refuses_address
    assert inbox.messages == []


def test_a_stranger_s_certificate_is_not_trusted(tmp_path: Path) -> None:
    with real_smtp(tmp_path, is_implicit=False) as inbox, pytest.raises(PostError, match="CERTIFICATE"):
        post_to(inbox).send(letter())
    assert inbox.messages == []


@pytest.mark.parametrize(
    ("said", "is_dead"),
    [
        ("550 5.1.1 user unknown", True),
        ("550 nobody here", True),
        ("552 5.2.2 mailbox full", False),
        ("550 5.7.1 not from you", False),
        ("451 4.7.1 greylisted", False),
    ],
)
def test_only_a_dead_address_stops_mail(
    session: Session, installation: Installation, trusted: Path, now: datetime, said: str, is_dead: bool
) -> None:
    mail = a_mail(session, now)
    with real_smtp(trusted, is_implicit=False, refusals={bruno(session).email: said}) as inbox:
        go(session, installation, mail, post_to(inbox), now)
    assert (mail_stop(session, bruno(session)) is not None) is is_dead
    assert mail.state is (DeliveryState.PENDING if said.startswith("4") else DeliveryState.FAILED)


def test_a_greylisted_mail_is_tried_later_and_later_and_then_given_up(
    session: Session, installation: Installation, trusted: Path, now: datetime
) -> None:
    mail, pauses = a_mail(session, now), []
    with real_smtp(trusted, is_implicit=False, refusals={bruno(session).email: "451 4.7.1 later"}) as inbox:
        while mail.state is DeliveryState.PENDING:
            go(session, installation, mail, post_to(inbox), now)
            pauses.append(next_try(mail, now=now) - now)
        assert pauses[:-1] == list(PAUSES)
        assert mail.state is DeliveryState.FAILED
        inbox.refusals.clear()
    assert inbox.messages == []


def a_mail(session: Session, now: datetime) -> Delivery:
    make_excerpt(session)
    digest = write_digest(session, the_digest(session), currency="EUR", now=now)
    (mail,) = make_deliveries(session, digest, [Channel.MAIL], now=now)
    return mail


def go(session: Session, installation: Installation, mail: Delivery, post: SmtpPost, now: datetime) -> None:
    started = start_delivery(session, installation.blobs, mail.id, settings=installation.settings, now=now)
    assert started is not None
    finish_delivery(session, installation.blobs, started, post=post, now=now)
