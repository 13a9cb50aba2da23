"""The web side while a broker or the database is away: it stays up, says so, and recovers by itself."""

import socket

import httpx
import pytest
from sqlalchemy import select

from accounts.api_keys import make_api_key
from settings.clock import utc_now
from store.tables.call import Call
from tests.factories.person import quentin
from tests.faults.conftest import Build, Servers
from tests.faults.history import wrongs
from tests.faults.house import House
from tests.faults.servers import free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
def port() -> int:
    return free_port()


def key_of_quentin(house: House) -> str:
    with house.installation.sessions.begin() as session:
        return make_api_key(session, quentin(session), name="test", now=utc_now())


def is_up(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_calls_are_accepted_while_the_broker_is_down_and_drained_later(
    build: Build, servers: Servers, port: int
) -> None:
    house = build("rabbitmq")
    broker = servers.rabbitmq()
    key = key_of_quentin(house)
    house.start("web", "web", "--port", str(port))
    house.start_crew(concurrency=1)
    house.wait(lambda: is_up(port), "the web is not up")
    broker.kill()
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=5.0) as visitor:
        assert visitor.get("/health").status_code == 200
        house.take_in(2)
        calls = visitor.get("/v1/calls", headers=headers).json()["items"]
        assert {call["external_id"] for call in calls} == house.acknowledged
    broker.start()
    house.settle()
    assert wrongs(house) == []


def test_the_web_says_when_to_come_back_and_recovers_without_a_restart(
    build: Build, servers: Servers, port: int
) -> None:
    house = build("redis")
    headers = {"Authorization": f"Bearer {key_of_quentin(house)}"}
    house.start("web", "web", "--port", str(port))
    house.wait(lambda: is_up(port), "the web is not up")
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20.0, headers=headers) as visitor:
        assert visitor.get("/v1/calls").status_code == 200
        servers.postgres().kill()
        for path in ("/health", "/v1/calls", "/calls"):
            answer = visitor.get(path, headers={"Cookie": "listenback=somebody"})
            assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5"), path
        assert visitor.get("/sign-in").status_code == 200
        servers.postgres().restart()
        house.installation.engine.dispose()
        house.wait(lambda: visitor.get("/health").status_code == 200, "it does not recover", within_s=10)
        assert visitor.get("/v1/calls").status_code == 200
    with house.installation.readers() as session:
        assert session.scalars(select(Call)).all() == []
