"""Real servers for tests that need them: used when they run, left out on a laptop without them, required in CI."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

POSTGRES = os.environ.get("LISTENBACK_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1/postgres")
REQUIRED = os.environ.get("LISTENBACK_TEST_SERVICES") == "required"


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """The address of an empty database of its own, dropped afterwards."""
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"listenback_{uuid.uuid4().hex[:12]}"
    try:
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
    except OperationalError:
        admin.dispose()
        leave_out("PostgreSQL")
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


def leave_out(service: str) -> None:
    """Skip the test and say so; where services are required, fail."""
    message = f"{service} does not run here; set LISTENBACK_TEST_{service.upper()} to its address"
    if REQUIRED:
        pytest.fail(message)
    pytest.skip(message)
