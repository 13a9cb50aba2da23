"""Engines and sessions for SQLite and PostgreSQL.

SQLite always runs WAL with BEGIN IMMEDIATE, a busy timeout and foreign keys: plain WAL loses updates between
processes, because two readers may both decide to write.
"""

import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS = 30_000
CONNECT_S = 5
PING_AFTER_S = 1.0
RESTS_SINCE = "rests_since"
READ_ONLY = "listenback_read_only"
SETTINGS = "settings"
"""Where a session of an installation keeps its settings, for what is told nothing but the session."""

Sessions = sessionmaker[Session]


def open_engine(url: str) -> Engine:
    """An engine for `url`; the folder of a SQLite file is made when missing."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        # A server that swallows packets is given up after seconds.
        engine = create_engine(parsed, pool_timeout=CONNECT_S, connect_args={"connect_timeout": CONNECT_S})
        event.listen(engine, "checkin", _note_rest)
        event.listen(engine, "checkout", partial(_ping_rested, engine.dialect))
        return engine
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sessions_of(engine: Engine) -> Sessions:
    """Sessions that read and write; objects stay readable after the one commit."""
    return sessionmaker(engine, expire_on_commit=False)


def readers_of(engine: Engine) -> Sessions:
    """Sessions that only read: on SQLite they do not queue behind the writer."""
    return sessionmaker(engine.execution_options(**{READ_ONLY: True}), expire_on_commit=False)


def _note_rest(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[RESTS_SINCE] = time.monotonic()


def _ping_rested(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """A connection that died while it rested is replaced unseen. One that was used a moment ago is not asked.

    SQLAlchemy's own `pool_pre_ping` asks every time, which took a tenth of what handing a job over costs.
    """
    if time.monotonic() - record.info.get(RESTS_SINCE, 0.0) < PING_AFTER_S:
        return
    try:
        dialect.do_ping(connection)
    except Exception:  # noqa: BLE001 - whatever the driver says, the pool makes a new one
        raise DisconnectionError from None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten: erased words stay in no free page
    cursor.execute("PRAGMA cache_size=-32768")  # KiB; with 2 MB the indices of a large import are read again and again
    cursor.execute("PRAGMA temp_store=MEMORY")  # what a statement with triggers may have to undo, else in a file
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
