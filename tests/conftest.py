"""Every test gets a database built by the migrations, a clock that stands still, and no network."""

import os
import shutil
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
BEGAN = time.time()


def screenshot_folder() -> Path:
    """Where tests in a browser leave pictures of the main pages; git ignores it, CI keeps it."""
    return Path(os.environ.get("LISTENBACK_TEST_SCREENSHOTS", "build/screenshots"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    pictures = [one for one in screenshot_folder().glob("*.png") if one.stat().st_mtime > BEGAN]
    if pictures:
        terminalreporter.write_line(f"{len(pictures)} pictures of pages in {screenshot_folder()}")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file on which the migrations ran once; tests copy it."""
    home = tmp_path_factory.mktemp("migrated")
    installation = open_installation(Settings(home=home))
    migrate(installation.engine)
    with installation.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    installation.engine.dispose()
    return home / "listenback.db"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def installation(settings: Settings, migrated_database: Path) -> Iterator[Installation]:
    settings.home.mkdir(exist_ok=True)
    shutil.copy(migrated_database, settings.home / "listenback.db")
    opened = open_installation(settings)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def session(installation: Installation) -> Iterator[Session]:
    with installation.sessions() as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0] if isinstance(address, tuple) else ""
            if host not in ("127.0.0.1", "::1", "localhost"):
                raise OSError(f"tests may not reach the network: {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
