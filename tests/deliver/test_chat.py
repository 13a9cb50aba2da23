"""A digest in one line of a chat: posted to a real server, at most once, never inside unless it is named."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from sqlalchemy.orm import Session

from deliver.chat import Notice, notice_of, post_notice, read_notice
from deliver.deliveries import make_deliveries, note_outcome, post_delivery, start_delivery
from deliver.digests import write_digest
from deliver.smtp import PostError
from settings.settings import Chat
from store.installation import Installation
from store.tables.delivery import Channel, Delivery, DeliveryState
from tests.deliver.test_deliveries import Postbox
from tests.deliver.test_eml import BODY
from tests.factories.digest import the_digest
from tests.factories.excerpt import make_excerpt

LINK = "https://listen.northlight.example/digests/d1"


@dataclass
class ChatServer:
    status: int = 200
    posts: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    state = ChatServer()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if state.status == 0:
                return
            self.send_response(state.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def service(server: ChatServer, **more: Any) -> Chat:
    address = f"http://127.0.0.1:{server.port}/hook?key=secret"
    return Chat(services={"team": address}, inside_hosts=["127.0.0.1"], **more)


def test_the_notice_is_one_line_without_a_word_of_a_call() -> None:
    notice = notice_of(BODY, "Mailers: about 41 % of calls", service="team", digest_url=LINK, quotes=False)
    assert notice.text == f"Bruno Lang: Mailers: about 41 % of calls – {LINK}"
    assert "flyer" not in notice.text
    with_quote = notice_of(BODY, "Mailers", service="team", digest_url=LINK, quotes=True)
    assert "“your flyer says <free>”" in with_quote.text
    assert "\n" not in with_quote.text
    assert read_notice(notice.as_bytes()) == notice


def test_it_is_posted_to_a_host_that_is_named(chat: ChatServer) -> None:
    post_notice(Notice("team", "one line – é"), service(chat))
    assert chat.posts == [{"text": "one line – é"}]


def test_no_host_inside_is_reached_that_is_not_named(chat: ChatServer) -> None:
    for address in (f"http://127.0.0.1:{chat.port}/hook", f"https://127.0.0.1:{chat.port}/hook", "https://[::1]/"):
        with pytest.raises(PostError, match="refused") as refused:
            post_notice(Notice("team", "x"), Chat(services={"team": address}))
        assert refused.value.is_lasting
        assert "hook" not in str(refused.value)
    assert chat.posts == []


@pytest.mark.parametrize(
    ("status", "is_certain", "is_lasting"),
    [
        (404, True, True),
        (429, True, False),
        (503, True, False),
        (500, False, True),
        (302, True, True),
        (0, False, False),
    ],
)
def test_what_is_known_after_each_answer(chat: ChatServer, status: int, is_certain: bool, is_lasting: bool) -> None:
    chat.status = status
    with pytest.raises(PostError) as failed:
        post_notice(Notice("team", "x"), service(chat))
    assert (failed.value.is_certain, failed.value.is_lasting) == (is_certain, is_lasting)
    assert "secret" not in str(failed.value)


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_apprise_carries_it_to_a_service_of_its_own(chat: ChatServer) -> None:
    pytest.importorskip("apprise", reason="the extra chat is not installed")
    by_apprise = Chat(services={"team": f"json://127.0.0.1:{chat.port}/"})
    post_notice(Notice("team", "one line"), by_apprise)
    assert chat.posts[0]["message"] == "one line"
    chat.status = 500
    with pytest.raises(PostError, match="did not take it") as failed:
        post_notice(Notice("team", "one line"), by_apprise)
    assert not failed.value.may_go_later
    with pytest.raises(PostError, match="cannot read its address"):
        post_notice(Notice("team", "x"), Chat(services={"team": "nonsense://x"}))


def test_a_service_that_was_taken_out_is_told(chat: ChatServer) -> None:
    with pytest.raises(PostError, match="not in the settings"):
        post_notice(Notice("gone", "x"), service(chat))


def told(session: Session, now: datetime) -> Delivery:
    make_excerpt(session)
    digest = write_digest(session, the_digest(session), currency="EUR", now=now)
    (delivery,) = make_deliveries(session, digest, [Channel.CHAT], now=now)
    return delivery


def go(session: Session, installation: Installation, chat: ChatServer, now: datetime) -> Delivery:
    delivery = told(session, now)
    started = start_delivery(
        session, installation.blobs, delivery.id, settings=installation.settings, chat="team", now=now
    )
    assert started is not None
    error = post_delivery(installation.blobs, started, Postbox(), service(chat))
    return note_outcome(session, started, error, now=now)


def test_a_digest_is_told_once_and_recorded(
    session: Session, installation: Installation, chat: ChatServer, now: datetime
) -> None:
    delivery = go(session, installation, chat, now)
    assert (delivery.state, delivery.address, delivery.sent_at) == (DeliveryState.SENT, "team", now)
    again = start_delivery(session, installation.blobs, delivery.id, settings=installation.settings, now=now)
    assert again is None
    assert len(chat.posts) == 1
    assert delivery.blob is not None
    assert b"secret" not in installation.blobs.get(delivery.blob)


def test_a_line_that_broke_is_not_tried_again_by_itself(
    session: Session, installation: Installation, chat: ChatServer, now: datetime
) -> None:
    chat.status = 0
    assert go(session, installation, chat, now).state is DeliveryState.FAILED
    assert len(chat.posts) == 1
