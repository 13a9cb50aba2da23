"""Servers of our own on free ports, which tests may kill, empty and start again. No root is needed.

Each keeps its port over a restart, as a real one does. A machine without the program leaves its tests out and says so.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from amqp import Connection
from amqp.exceptions import AMQPError
from redis import Redis as RedisClient
from redis.exceptions import RedisError

from tests.services import leave_out

STARTS_WITHIN_S = 90.0


class Server(ABC):
    """One server process in a group of its own, with a folder of its own."""

    program: str

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="listenback-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]: ...

    @abstractmethod
    def answers(self) -> bool: ...

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def account(self) -> dict[str, Any]:
        """Whom it runs as."""
        return {}

    def start(self) -> None:
        """Returns when it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.folder,
                **self.account(),
            )
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self.answers():
            told = (self.folder / "log").read_text(errors="replace")[-2000:]
            assert self.process.poll() is None, f"{self.program} ended: {told}"
            assert time.monotonic() < deadline, f"{self.program} does not answer: {told}"
            time.sleep(0.1)

    def kill(self) -> None:
        """As a power cut: SIGKILL to all of it."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def freeze(self, *, on: bool) -> None:
        """It keeps its connections and answers nothing."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGSTOP if on else signal.SIGCONT)

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgreSQL(Server):
    program = "PostgreSQL"

    def __init__(self) -> None:
        self.bin = _found("PostgreSQL", "initdb", "/usr/lib/postgresql/*/bin").parent
        super().__init__()
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        subprocess.run(
            [self.bin / "initdb", "-D", self.data, "-U", "listenback", "--auth=trust", "-E", "UTF8", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **self.account(),
        )

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def account(self) -> dict[str, Any]:
        """It refuses to run as root."""
        return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}

    def command(self) -> list[str]:
        options = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "shared_buffers": "32MB",
        }
        return [str(self.bin / "postgres"), "-D", self.data, *(f"--{name}={value}" for name, value in options.items())]

    def answers(self) -> bool:
        with suppress(psycopg.OperationalError):
            self.ask("SELECT 1")
            return True
        return False

    def ask(self, statement: str) -> None:
        address = f"host=127.0.0.1 port={self.port} user=listenback dbname=postgres connect_timeout=2"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def fresh(self) -> str:
        """The address of an empty database."""
        name = f"house_{time.monotonic_ns()}"
        self.ask(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://listenback@127.0.0.1:{self.port}/{name}"

    def restart(self) -> None:
        """Crash and recover."""
        self.kill()
        (Path(self.data) / "postmaster.pid").unlink(missing_ok=True)
        self.start()

    def terminate_backends(self) -> None:
        self.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'house%'")


class Broker(Server):
    @property
    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def lose_everything(self) -> None:
        """Killed, its messages and queues gone, started again."""


class RabbitMQ(Broker):
    program = "RabbitMQ"

    def __init__(self) -> None:
        self.executable = _found("RabbitMQ", "rabbitmq-server", "/usr/lib/rabbitmq/bin")
        super().__init__()
        self.epmd_port, self.dist_port = free_port(), free_port()
        (self.folder / "plugins").write_text("[].\n")
        (self.folder / "own.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\nloopback_users.guest = false\n"
        )

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def command(self) -> list[str]:
        return [str(self.executable)]

    def environment(self) -> dict[str, str]:
        own = {
            "HOME": str(self.folder),  # its cookie
            "ERL_EPMD_PORT": str(self.epmd_port),
            "RABBITMQ_NODENAME": f"listenback{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(self.dist_port),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.folder / "logs"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "own.conf"),
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none",  # it shares two cores with the workers
        }
        return {**super().environment(), **own}

    def answers(self) -> bool:
        """It says so itself: its port is open long before."""
        with suppress(OSError, AMQPError):
            connection = Connection(f"127.0.0.1:{self.port}", connect_timeout=2)
            connection.connect()
            connection.close()
            return True
        return False

    def lose_everything(self) -> None:
        self.kill()
        shutil.rmtree(self.folder / "data")
        self.start()

    def close(self) -> None:
        subprocess.run(
            ["epmd", "-port", str(self.epmd_port), "-kill"],
            env={**os.environ, "ERL_EPMD_PORT": str(self.epmd_port), "ERL_EPMD_RELAXED_COMMAND_CHECK": "1"},
            capture_output=True,
            check=False,
        )
        super().close()


class Redis(Broker):
    program = "Redis"

    def __init__(self) -> None:
        self.executable = _found("Redis", "redis-server", "/usr/bin")
        super().__init__()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        options = {"port": self.port, "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": self.folder}
        return [str(self.executable), *(word for name, value in options.items() for word in (f"--{name}", str(value)))]

    def answers(self) -> bool:
        with suppress(RedisError), RedisClient(port=self.port, socket_connect_timeout=2) as client:
            return bool(client.ping())
        return False

    def lose_everything(self) -> None:
        self.kill()
        self.start()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _found(service: str, program: str, folders: str) -> Path:
    """Where a server's own program lies; the one on the path may be a script that wants root."""
    places: list[Callable[[], Path | None]] = [
        lambda: max(Path("/").glob(f"{folders[1:]}/{program}"), default=None),
        lambda: Path(found) if (found := shutil.which(program)) else None,
    ]
    for place in places:
        if path := place():
            return path
    leave_out(service)
    raise AssertionError
