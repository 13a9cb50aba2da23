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


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of a bucket on an S3 server of our own, in this process; left out where moto is not installed."""
    try:
        from moto.server import ThreadedMotoServer
        from s3fs import S3FileSystem
    except ImportError:
        leave_out("moto")
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    port = server.get_host_and_port()[1]
    own = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in own.items():
            environment.setenv(name, value)
        S3FileSystem(anon=False).mkdir("listenback")
        yield "s3://listenback"
    server.stop()


def leave_out(service: str) -> None:
    """Skip the test and say so; where services are required, fail."""
    message = f"{service} does not run here; set LISTENBACK_TEST_{service.upper()} to its address"
    if REQUIRED:
        pytest.fail(message)
    pytest.skip(message)
