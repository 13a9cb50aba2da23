"""What came back is read from the notification and stops mail only where the address is dead."""

from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.bounces import read_bounce
from deliver.stops import mail_stop
from settings.settings import Mail, Settings
from store.installation import Installation
from store.tables.delivery import Delivery, DeliveryState
from store.tables.job import Job
from tests.factories.delivery import make_delivery
from tests.factories.person import ada, bruno
from tests.worker.working import work_off
from worker.bounces import messages_of, sweep_bounces, take_bounces
from worker.queues import Kind

NOTIFICATION = """\
From: MAILER-DAEMON@mx.example
To: listenback@northlight.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} said the server

--b
Content-Type: {kind}

Message-ID: <{hex}{copy}@northlight.example>
Subject: Mailer: 41 %

{rest}
--b--
"""


def notification(
    hex: str,  # noqa: A002 - the id in the message id
    *,
    recipient: str = "bruno.lang@northlight.example",
    status: str = "5.1.1",
    action: str = "failed",
    kind: str = "text/rfc822-headers",
    copy: str = "",
) -> bytes:
    rest = "" if "headers" in kind else "the mail"
    text = NOTIFICATION.format(
        hex=hex, recipient=recipient, status=status, action=action, kind=kind, copy=copy, rest=rest
    )
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
@pytest.mark.parametrize("copy", ["", ".1a2b3c4d"])
def test_a_notification_names_the_delivery_and_the_reason(kind: str, copy: str) -> None:
    bounce = read_bounce(notification("0" * 31 + "7", kind=kind, copy=copy))
    assert bounce is not None
    assert (bounce.delivery_id, bounce.recipient, bounce.is_dead) == (
        UUID(int=7),
        "bruno.lang@northlight.example",
        True,
    )
    assert "550 5.1.1 said the server" in bounce.reason


@pytest.mark.parametrize(
    "data",
    [
        notification("0" * 32, action="delayed", status="4.4.1"),
        notification("0" * 32, action="delivered", status="2.0.0"),
        notification("not-one-of-ours"),
        b"Subject: Re: your digest\r\n\r\nThank you!\r\n",
        b"\xff\xfe not a mail",
        b"",
    ],
)
def test_anything_else_is_no_bounce(data: bytes) -> None:
    assert read_bounce(data) is None


def sent(session: Session) -> Delivery:
    mail = make_delivery(session, address=bruno(session).email, state=DeliveryState.SENT)
    session.commit()
    return mail


def test_a_dead_address_stops_mail_once_and_tells_the_admins(
    session: Session, installation: Installation, now: datetime
) -> None:
    ada(session)
    mail = sent(session)
    for _ in range(2):
        with installation.sessions.begin() as writing:
            assert take_bounces(writing, notification(mail.id.hex), now=now) is not None
    assert set(work_off(installation, now=now, kinds=(Kind.TELL_ADMINS,))) == {"done"}
    session.expire_all()
    stop = mail_stop(session, bruno(session))
    assert stop is not None
    assert stop.address == bruno(session).email
    assert session.get_one(Delivery, mail.id).state is DeliveryState.FAILED
    assert len(session.scalars(select(Job).where(Job.kind == Kind.TELL_ADMINS)).all()) == 1
    (told,) = (installation.settings.home / "outbox").glob("*.eml")
    assert "To: ada.novak@northlight.example" in told.read_text()


@pytest.mark.parametrize("facts", [{"status": "5.2.2"}, {"recipient": "somebody@else.example"}])
def test_a_full_mailbox_or_another_recipient_does_not(session: Session, now: datetime, facts: dict[str, str]) -> None:
    mail = sent(session)
    assert take_bounces(session, notification(mail.id.hex, **facts), now=now) is not None
    assert mail_stop(session, bruno(session)) is None
    assert mail.state is DeliveryState.FAILED


def test_nobody_stops_mail_without_knowing_its_id(session: Session, now: datetime) -> None:
    sent(session)
    assert take_bounces(session, notification(uuid4().hex), now=now) is None
    assert mail_stop(session, bruno(session)) is None


def test_files_are_read_from_mbox_folder_and_maildir(tmp_path: Path) -> None:
    one = notification("0" * 32)
    (tmp_path / "one.eml").write_bytes(one)
    box = tmp_path / "box"
    box.write_bytes(b"From x Mon Nov  2 09:00:00 2026\n" + one.replace(b"\r\n", b"\n") + b"\n" * 2)
    maildir = tmp_path / "maildir"
    for name in ("new", "cur", "tmp"):
        (maildir / name).mkdir(parents=True)
    (maildir / "new" / "1.host").write_bytes(one)
    (maildir / "tmp" / "2.host").write_bytes(one)
    for path in (tmp_path / "one.eml", box, tmp_path, maildir):
        found = list(messages_of(path))
        assert len(found) == 1, path
        assert read_bounce(found[0]) is not None


def test_the_drop_folder_is_read_once(
    session: Session, installation: Installation, tmp_path: Path, now: datetime
) -> None:
    mail = sent(session)
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "1.eml").write_bytes(notification(mail.id.hex))
    (drop / ".2.eml").write_bytes(b"still being written")
    settings = Settings(home=installation.settings.home, mail=Mail(bounces_folder=drop))
    watched = Installation(
        settings, installation.engine, installation.sessions, installation.readers, installation.blobs
    )
    assert [sweep_bounces(watched, now=now) for _ in range(2)] == [1, 0]
    assert {file.name for file in drop.rglob("*") if file.is_file()} == {"1.eml", ".2.eml"}
    assert (drop / "read" / "1.eml").is_file()


def test_a_digest_is_not_taken_for_a_bounce() -> None:
    mail = EmailMessage()
    mail["Message-ID"] = f"<{'0' * 32}@northlight.example>"
    mail.set_content("the digest itself")
    assert read_bounce(mail.as_bytes()) is None
