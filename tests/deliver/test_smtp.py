from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from deliver.eml import POLICY
from deliver.smtp import FolderPost, PostError, SmtpPost, post_of
from settings.settings import Mail, Settings
from tests.deliver.mail_server import MailServer, mail_server


def letter() -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    message["From"] = "listenback@northlight.example"
    message["To"] = "bruno@northlight.example"
    message["Message-ID"] = "<abc@northlight.example>"
    message["Subject"] = "Mailer: 41 %"
    message.set_content("Hello Bruno\n")
    return message


def post_to(server: MailServer, **facts: Any) -> SmtpPost:
    return SmtpPost(Mail(host="127.0.0.1", port=server.port, starttls=False, **facts))


def test_a_message_arrives_as_it_was_written() -> None:
    with mail_server() as server:
        post_to(server).send(letter())
    (arrived,) = server.messages
    assert b"Message-ID: <abc@northlight.example>" in arrived
    assert b"Hello Bruno" in arrived


def test_a_refused_recipient_is_lasting_and_certain() -> None:
    with (
        mail_server(RCPT="550 nobody here") as server,
        pytest.raises(PostError, match="recipient is refused") as refused,
    ):
        post_to(server).send(letter())
    assert (refused.value.is_certain, refused.value.is_lasting) == (True, True)


def test_a_busy_server_may_be_asked_again() -> None:
    with mail_server(END="451 try later") as server, pytest.raises(PostError, match="451") as busy:
        post_to(server).send(letter())
    assert (busy.value.is_certain, busy.value.is_lasting) == (True, False)
    assert server.messages == []


def test_a_line_that_breaks_after_the_message_leaves_it_uncertain() -> None:
    with mail_server(END="DROP") as server, pytest.raises(PostError) as broken:
        post_to(server).send(letter())
    assert (broken.value.is_certain, broken.value.is_lasting) == (False, False)


def test_a_failed_goodbye_does_not_make_it_unsent() -> None:
    with mail_server(QUIT="500 what") as server:
        post_to(server).send(letter())
    assert len(server.messages) == 1


def test_no_server_at_all_is_certain_and_names_the_host() -> None:
    with mail_server() as server:
        pass
    with pytest.raises(PostError, match=rf"127\.0\.0\.1:{server.port}") as nobody:
        post_to(server).send(letter())
    assert (nobody.value.is_certain, nobody.value.is_lasting) == (True, False)


def test_without_tls_no_password_leaves_the_house() -> None:
    with mail_server() as server, pytest.raises(PostError) as refused:
        SmtpPost(Mail(host="127.0.0.1", port=server.port, user="me", password="secret")).send(letter())
    assert refused.value.is_certain
    assert server.messages == []


def test_without_a_host_messages_go_into_the_outbox_once(tmp_path: Path) -> None:
    post = post_of(Settings(home=tmp_path))
    assert isinstance(post, FolderPost)
    post.send(letter())
    post.send(letter())
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == "abc-northlight-example.eml"
    assert b"Hello Bruno" in file.read_bytes()
