"""Set-ups that faults are played on: files and SQLite, RabbitMQ and PostgreSQL, Redis and PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from tests.deliver.mail_server import mail_server
from tests.faults.house import House, house
from tests.faults.servers import PostgreSQL, RabbitMQ, Redis, Server

SETUPS = ("files", "rabbitmq", "redis")
Build = Callable[..., House]
Kind = TypeVar("Kind", bound=Server)


class Servers:
    """Private servers, each started when the first test asks for it."""

    def __init__(self) -> None:
        self.started: list[Server] = []
        self.postgres = cache(lambda: self._up(PostgreSQL()))
        self.rabbitmq = cache(lambda: self._up(RabbitMQ()))
        self.redis = cache(lambda: self._up(Redis()))

    def _up(self, server: Kind) -> Kind:
        self.started.append(server)
        server.start()
        return server

    def close(self) -> None:
        for server in self.started:
            server.close()

    def addresses(self, setup: str) -> dict[str, str]:
        """What a fresh house of this set-up has in its environment."""
        if setup == "files":
            return {}
        broker = self.rabbitmq() if setup == "rabbitmq" else self.redis()
        return {"LISTENBACK_DATABASE_URL": self.postgres().fresh(), "LISTENBACK_BROKER_URL": broker.url}


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    own = Servers()
    yield own
    own.close()


@pytest.fixture
def build(servers: Servers, tmp_path: Path) -> Iterator[Build]:
    """Make a house of a set-up; its mail goes to a server that `answers` as told, its files to `storage`."""
    with ExitStack() as stack:

        def made(setup: str, *, storage: str = "", **answers: str) -> House:
            mail = stack.enter_context(mail_server(**answers))
            addresses = servers.addresses(setup) | ({"LISTENBACK_STORAGE_URL": storage} if storage else {})
            return stack.enter_context(house(tmp_path / "house", addresses, mail))

        yield made
